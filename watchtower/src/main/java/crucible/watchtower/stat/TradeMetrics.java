package crucible.watchtower.stat;

import crucible.model.StateHolder;
import crucible.model.StateSink;

/**
 * Metrics of a stream of closed trades, from the profit of each after costs in any one unit. A trade of exactly 0 is
 * neither a win nor a loss but counts as a trade. O(1) per trade, mergeable, allocates nothing, belongs to one thread; a
 * batch is the same stream at once. NaN where a metric does not exist.
 */
public final class TradeMetrics implements StateHolder {
    private final Moments moments = new Moments();
    private long wins;
    private long losses;
    private double won;
    private double lost;

    /** The metrics of all {@code profits}, which may be none. */
    public static TradeMetrics of(double[] profits) {
        final TradeMetrics metrics = new TradeMetrics();
        for (double profit : profits) {
            metrics.add(profit);
        }
        return metrics;
    }

    /**
     * Takes in the profit of one closed trade after costs. NaN or an infinity is an {@link IllegalArgumentException} and
     * changes nothing.
     */
    public void add(double profit) {
        moments.add(profit);
        if (profit > 0) {
            wins++;
            won += profit;
        } else if (profit < 0) {
            losses++;
            lost -= profit;
        }
    }

    /** Adds all trades that {@code other} has seen; it stays as it is. */
    public void merge(TradeMetrics other) {
        moments.merge(other.moments);
        wins += other.wins;
        losses += other.losses;
        won += other.won;
        lost += other.lost;
    }

    /** Closed trades. */
    public long count() {
        return moments.count();
    }

    /** Expectancy: the average profit. */
    public double expectancy() {
        return moments.mean();
    }

    /** Part of the trades that won, in [0, 1]. */
    public double winRate() {
        return ReturnMetrics.ratio((double) wins, (double) moments.count());
    }

    /** Sum of profits over sum of losses; NaN where nothing was lost. */
    public double profitFactor() {
        return ReturnMetrics.ratio(won, lost);
    }

    /** Average win over average loss; NaN without a win or without a loss. */
    public double payoffRatio() {
        return wins == 0 || losses == 0 ? Double.NaN : ReturnMetrics.ratio(won / wins, lost / losses);
    }

    /** Expectancy in units of the average loss: {@code (1 + payoffRatio)·winRate − 1}. */
    public double expectancyRatio() {
        return (1 + payoffRatio()) * winRate() - 1;
    }

    /** System quality number: √n times mean over standard deviation (n − 1). V. K. Tharp, "Trade your way" (1998). */
    public double sqn() {
        return moments.t();
    }

    /** Kelly's fraction: {@code winRate − (1 − winRate) / payoffRatio}. J. L. Kelly (1956). */
    public double kelly() {
        return winRate() - (1 - winRate()) / payoffRatio();
    }

    @Override
    public void visit(StateSink sink) {
        sink.begin("tradeMetrics", 1);
        moments.visit(sink);
        wins = sink.field("wins", wins);
        losses = sink.field("losses", losses);
        won = sink.field("won", won);
        lost = sink.field("lost", lost);
        sink.end();
    }
}
