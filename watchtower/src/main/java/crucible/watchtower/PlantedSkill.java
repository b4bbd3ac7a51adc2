package crucible.watchtower;

import crucible.model.AgentMark;
import crucible.model.StateHolder;
import crucible.model.StateSink;
import crucible.watchtower.stat.Moments;

/**
 * What the judge adds to the returns of a placebo that enters at random, so that its true Sharpe ratio per trade is
 * known: with each closed trade all that the trade's costs were, and {@value #SHARPE_PER_TRADE} standard deviations of
 * its trades before costs. Without them its expectation is 0, for its direction is a fair coin's. The standard deviation
 * is that of the trades before, so no credit knows the trade that it is paid for; until there are {@value #LEAST_TRADES}
 * of them it is owed. Judge's thread; allocates nothing.
 */
final class PlantedSkill implements StateHolder {
    /** The skill that the rising bar was made for: such an agent is to be ended with a known, small probability. */
    static final double SHARPE_PER_TRADE = 0.1;

    private static final int LEAST_TRADES = 10;

    /** Results of trades before costs, as parts of the equity. */
    private final Moments trades = new Moments();

    /** Trades whose credit has not been paid. */
    private long owedTrades;
    /** Costs and credits, as parts of the equity, that have been earned and not paid. */
    private double owed;

    /** Takes in what was closed since {@code before} was marked. */
    void onMark(AgentMark mark, WatchedAgent before) {
        final long closed = mark.closedTrades() - before.closedTrades;
        if (closed <= 0 || before.equityUsdE8 <= 0) {
            return;
        }
        final double equity = (double) before.equityUsdE8;
        final long gross = mark.grossTradeUsdE8() - before.grossTradeUsdE8;
        final long net = mark.netTradeUsdE8() - before.netTradeUsdE8;
        owed += (gross - net) / equity;
        owedTrades += closed;
        if (trades.count() < LEAST_TRADES) {
            trades.add(gross / equity / StrictMath.sqrt((double) closed));
            return;
        }
        owed += owedTrades * SHARPE_PER_TRADE * trades.sd();
        owedTrades = 0;
        trades.add(gross / equity / StrictMath.sqrt((double) closed));
    }

    /** What is owed, as a part of the equity; paid with the next return that counts. */
    double take() {
        final double credit = owed;
        owed = 0;
        return credit;
    }

    @Override
    public void visit(StateSink sink) {
        sink.begin("planted", 1);
        trades.visit(sink);
        owedTrades = sink.field("owedTrades", owedTrades);
        owed = sink.field("owed", owed);
        sink.end();
    }
}
