package crucible.model;

/**
 * A closed candle, checked at construction: the open time is a multiple of the interval; 0 &lt; low ≤ open, close ≤ high
 * &lt; ∞; the volume is finite and not negative.
 *
 * @param instrumentId dense id, from 0
 * @param timeframe interval
 * @param openTimeMs start of the span, epoch milliseconds UTC
 * @param open first price
 * @param high highest price
 * @param low lowest price
 * @param close last price
 * @param volumeBase traded volume in base currency
 * @param provenance where it came from
 */
public record Bar(
        int instrumentId,
        Timeframe timeframe,
        long openTimeMs,
        double open,
        double high,
        double low,
        double close,
        double volumeBase,
        Provenance provenance)
        implements BarView {
    public Bar {
        Require.notNegative("instrumentId", instrumentId);
        Require.present("timeframe", timeframe);
        Require.present("provenance", provenance);
        Require.that(timeframe.closesAt(openTimeMs), "openTimeMs is a multiple of " + timeframe.label(), openTimeMs);
        Require.that(0 < low && high < Double.POSITIVE_INFINITY, "0 < low, and high is finite", low + ".." + high);
        Require.that(low <= Math.min(open, close), "low is the lowest price", low + " of " + open + ", " + close);
        Require.that(Math.max(open, close) <= high, "high is the highest price", high + " of " + open + ", " + close);
        Require.that(
                volumeBase >= 0 && volumeBase < Double.POSITIVE_INFINITY,
                "volumeBase is finite and not negative",
                volumeBase);
    }

    @Override
    public Bar toBar() {
        return this;
    }

    /** The same bar of another origin. */
    public Bar withProvenance(Provenance other) {
        return new Bar(instrumentId, timeframe, openTimeMs, open, high, low, close, volumeBase, other);
    }

    /** Whether both bars show the same prices and volume, bit for bit; identity and provenance are not compared. */
    public boolean sameValues(BarView other) {
        return Double.compare(open, other.open()) == 0
                && Double.compare(high, other.high()) == 0
                && Double.compare(low, other.low()) == 0
                && Double.compare(close, other.close()) == 0
                && Double.compare(volumeBase, other.volumeBase()) == 0;
    }
}
