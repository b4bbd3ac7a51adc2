package crucible.watchtower.market;

/** What an agent's market is like at a boundary; filled anew for each agent, so nobody keeps it. One thread. */
public final class MarketMoment {
    private long timeMs;
    private double level;
    private int volatility;
    private int trend;

    void set(long newTimeMs, double newLevel, int newVolatility, int newTrend) {
        timeMs = newTimeMs;
        level = newLevel;
        volatility = newVolatility;
        trend = newTrend;
    }

    /** The boundary. */
    public long timeMs() {
        return timeMs;
    }

    /** What one unit of money in the agent's instruments has become; NaN where it has none. */
    public double level() {
        return level;
    }

    /** 0 calm, 1 usual, 2 wild, −1 unknown. */
    public int volatility() {
        return volatility;
    }

    /** 0 down, 1 sideways, 2 up, −1 unknown. */
    public int trend() {
        return trend;
    }
}
