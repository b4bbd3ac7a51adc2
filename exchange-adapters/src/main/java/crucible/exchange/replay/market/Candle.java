package crucible.exchange.replay.market;

/** A 5m candle being handed over: one reused cell, valid until its owner moves on. Not thread-safe. */
public final class Candle {
    /** Length of the bars that a market consists of. */
    public static final long INTERVAL_MS = 300_000L;

    long openTimeMs;
    double open;
    double high;
    double low;
    double close;
    double volumeBase;

    /** Start of the bar, epoch milliseconds, a multiple of five minutes. */
    public long openTimeMs() {
        return openTimeMs;
    }

    /** First price. */
    public double open() {
        return open;
    }

    /** Highest price. */
    public double high() {
        return high;
    }

    /** Lowest price. */
    public double low() {
        return low;
    }

    /** Last price. */
    public double close() {
        return close;
    }

    /** Traded volume in base currency, 0 or more. */
    public double volumeBase() {
        return volumeBase;
    }
}
