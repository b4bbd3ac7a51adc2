package crucible.model;

/**
 * Best bid and ask at an instant, read-only. An instance that comes from the ring is valid only inside the callback
 * that received it; {@link #toQuote()} keeps it.
 */
public interface QuoteView {
    /** Dense id of the instrument, from 0. */
    int instrumentId();

    /** Event time, epoch milliseconds; for a venue without one, the newest event time seen before on its connection. */
    long timeMs();

    /** Best bid in ticks. */
    long bidTicks();

    /** Best ask in ticks, above the bid. */
    long askTicks();

    /** Size at the bid in base currency. */
    double bidSizeBase();

    /** Size at the ask in base currency. */
    double askSizeBase();

    /** Ask minus bid, in ticks, at least 1. */
    default long spreadTicks() {
        return askTicks() - bidTicks();
    }

    /** The price at which an order of {@code side} crosses: the ask for a buy, the bid for a sell. */
    default long touchTicks(Side side) {
        return side == Side.BUY ? askTicks() : bidTicks();
    }

    /** An immutable copy. */
    default Quote toQuote() {
        return new Quote(instrumentId(), timeMs(), bidTicks(), askTicks(), bidSizeBase(), askSizeBase());
    }
}
