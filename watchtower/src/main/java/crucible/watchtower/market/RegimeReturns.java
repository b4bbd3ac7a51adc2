package crucible.watchtower.market;

import crucible.model.AgentScore;
import crucible.model.StateHolder;
import crucible.model.StateSink;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalDouble;

/**
 * A record's returns by what the market was like before each bar: count, mean and standard deviation in three sessions
 * of the UTC day, three kinds of volatility and three of trend. Each return is in one cell of each three, but for those
 * whose regime is not known. O(1) per observation; allocates nothing; one thread.
 */
public final class RegimeReturns implements StateHolder {
    /** Of the cells, in this order. */
    private static final List<String> NAMES = List.of(
            "session.asia",
            "session.europe",
            "session.america",
            "volatility.calm",
            "volatility.usual",
            "volatility.wild",
            "trend.down",
            "trend.sideways",
            "trend.up");

    private static final int CELLS = 9;
    private static final int VOLATILITY = 3;
    private static final int TREND = 6;
    private static final long SESSION_MS = 8 * 3_600_000L;
    /** A standard deviation at or below this part of the mean's size is rounding. */
    private static final double DUST = 1e-12;

    private long[] counts = new long[CELLS];
    private double[] means = new double[CELLS];
    private double[] squares = new double[CELLS];
    /** As they were known at the last counted bar's close, and so before the next. */
    private int volatility = BasketRegime.UNKNOWN;

    private int trend = BasketRegime.UNKNOWN;

    /** The next return's regime is the present one. */
    public void follow(MarketMoment now) {
        volatility = now.volatility();
        trend = now.trend();
    }

    /** One observation of the bar that has just closed; its regime was known when the one before had closed. */
    public void add(double simpleReturn, MarketMoment now) {
        put((int) Math.floorMod(Math.floorDiv(now.timeMs() - 1, SESSION_MS), 3L), simpleReturn);
        if (volatility >= 0) {
            put(VOLATILITY + volatility, simpleReturn);
        }
        if (trend >= 0) {
            put(TREND + trend, simpleReturn);
        }
        follow(now);
    }

    private void put(int cell, double value) {
        counts[cell]++;
        final double delta = value - means[cell];
        means[cell] += delta / counts[cell];
        squares[cell] += delta * (value - means[cell]);
    }

    /** The cells with an observation, in a fixed order. */
    public List<AgentScore.Regime> cells() {
        final List<AgentScore.Regime> cells = new ArrayList<>(CELLS);
        for (int cell = 0; cell < CELLS; cell++) {
            if (counts[cell] > 0) {
                cells.add(new AgentScore.Regime(NAMES.get(cell), counts[cell], means[cell], sharpe(cell)));
            }
        }
        return cells;
    }

    private OptionalDouble sharpe(int cell) {
        if (counts[cell] < 2) {
            return OptionalDouble.empty();
        }
        final double sd = Math.sqrt(squares[cell] / (counts[cell] - 1));
        return sd > DUST * Math.abs(means[cell]) ? OptionalDouble.of(means[cell] / sd) : OptionalDouble.empty();
    }

    @Override
    public void visit(StateSink sink) {
        sink.begin("regimeReturns", 1);
        counts = sink.field("counts", counts, CELLS);
        means = sink.field("means", means, CELLS);
        squares = sink.field("squares", squares, CELLS);
        volatility = sink.field("volatility", volatility);
        trend = sink.field("trend", trend);
        sink.end();
    }
}
