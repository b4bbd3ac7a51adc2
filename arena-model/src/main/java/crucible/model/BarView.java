package crucible.model;

/**
 * A closed candle over the half-open span {@code [openTimeMs, closeTimeMs)}, UTC, read-only. An instance that comes
 * from the ring is valid only inside the callback that received it; {@link #toBar()} keeps it.
 */
public interface BarView {
    /** Dense id of the instrument, from 0. */
    int instrumentId();

    /** The interval. */
    Timeframe timeframe();

    /** Start of the span, epoch milliseconds. Together with instrument and timeframe this identifies the bar. */
    long openTimeMs();

    /** First price, in quote currency. */
    double open();

    /** Highest price. */
    double high();

    /** Lowest price. */
    double low();

    /** Last price. */
    double close();

    /** Traded volume in base currency. */
    double volumeBase();

    /** Where it came from. */
    Provenance provenance();

    /** End of the span, exclusive: computed, never taken from a venue. */
    default long closeTimeMs() {
        return openTimeMs() + timeframe().intervalMs();
    }

    /** An immutable copy. */
    default Bar toBar() {
        return new Bar(
                instrumentId(), timeframe(), openTimeMs(), open(), high(), low(), close(), volumeBase(), provenance());
    }
}
