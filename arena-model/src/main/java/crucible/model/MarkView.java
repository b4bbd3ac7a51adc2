package crucible.model;

/**
 * The price at which a venue values open positions of a perpetual, read-only. An instance that comes from the ring is
 * valid only inside the callback that received it; {@link #toMark()} keeps it.
 */
public interface MarkView {
    /** Dense id of the instrument, from 0. */
    int instrumentId();

    /** Event time, epoch milliseconds. */
    long timeMs();

    /** Mark price in 1e-12 USD, above 0; finer than the tick, as venues compute it. */
    long markPriceUsdE12();

    /** When the venue settles funding next, epoch milliseconds; 0 where it does not say. */
    long nextFundingTimeMs();

    /** An immutable copy. */
    default Mark toMark() {
        return new Mark(instrumentId(), timeMs(), markPriceUsdE12(), nextFundingTimeMs());
    }
}
