package crucible.watchtower.market;

import crucible.model.StateHolder;
import crucible.model.StateSink;
import crucible.model.Timeframe;

/**
 * What kind of market a basket is in, known at each of its bars' close: how wild beside what is usual for it, and whether it
 * rises or falls. Exponentially weighted means, plain ones until there are enough bars for their weights. O(1) per bar;
 * allocates nothing; one thread.
 */
final class BasketRegime implements StateHolder {
    /** Before there was a day of bars, or where nothing ever moved. */
    static final int UNKNOWN = -1;

    private static final double HOUR_MS = 3_600_000.0;
    private static final double DAY_MS = 24 * HOUR_MS;
    /** Half-lives: of the present volatility, of the usual one, of the average price. */
    private static final double[] FAST = weights(2 * HOUR_MS);

    private static final double[] SLOW = weights(7 * DAY_MS);
    private static final double[] AVERAGE = weights(DAY_MS);
    /** Calm is a volatility below this part of the usual one, wild one above the other. */
    private static final double CALM = 0.75;

    private static final double WILD = 1.5;

    private long count;
    private double fastVariance;
    private double slowVariance;
    private double averageLog;
    private int volatility = UNKNOWN;
    private int trend = UNKNOWN;

    private static double[] weights(double halfLifeMs) {
        final double[] weights = new double[Timeframe.count()];
        for (int i = 0; i < weights.length; i++) {
            weights[i] = -StrictMath.expm1(StrictMath.log(0.5) * Timeframe.at(i).intervalMs() / halfLifeMs);
        }
        return weights;
    }

    /** One bar of the basket. */
    void add(double simpleReturn, double level, int timeframe) {
        count++;
        final double plain = 1.0 / count;
        final double square = simpleReturn * simpleReturn;
        fastVariance += Math.max(plain, FAST[timeframe]) * (square - fastVariance);
        slowVariance += Math.max(plain, SLOW[timeframe]) * (square - slowVariance);
        final double log = StrictMath.log(level);
        averageLog += Math.max(plain, AVERAGE[timeframe]) * (log - averageLog);
        if (count * Timeframe.at(timeframe).intervalMs() >= DAY_MS && slowVariance > 0) {
            volatility =
                    fastVariance < CALM * CALM * slowVariance ? 0 : fastVariance > WILD * WILD * slowVariance ? 2 : 1;
            final double weight = AVERAGE[timeframe];
            final double above = log - averageLog;
            // How far a random walk of the usual volatility is from such an average of itself, squared.
            final double usual = slowVariance * (1 - weight) / (2 * weight);
            trend = above * above <= usual ? 1 : above < 0 ? 0 : 2;
        }
    }

    /** 0 calm, 1 usual, 2 wild, or {@link #UNKNOWN}. */
    int volatility() {
        return volatility;
    }

    /** 0 down, 1 sideways, 2 up, or {@link #UNKNOWN}. */
    int trend() {
        return trend;
    }

    @Override
    public void visit(StateSink sink) {
        count = sink.field("count", count);
        fastVariance = sink.field("fastVariance", fastVariance);
        slowVariance = sink.field("slowVariance", slowVariance);
        averageLog = sink.field("averageLog", averageLog);
        volatility = sink.field("volatility", volatility);
        trend = sink.field("trend", trend);
    }
}
