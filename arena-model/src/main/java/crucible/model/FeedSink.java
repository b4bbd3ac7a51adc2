package crucible.model;

import java.util.OptionalLong;

/**
 * Where a venue adapter puts what it has learned. Every method may be called from any thread, blocks while the arena is
 * behind (which holds the socket back; nothing is dropped) and keeps the caller's order. Objects handed over are
 * immutable.
 */
public interface FeedSink {
    /**
     * A closed bar.
     *
     * @param eventTimeMs the venue's own event time of the frame, or the bar's close time where it has none
     */
    void onBar(Bar bar, long eventTimeMs);

    /** A quote, already conflated. */
    void onQuote(Quote quote);

    /** A mark price, already conflated. A sink that has no use for perpetuals leaves it. */
    default void onMark(Mark mark) {}

    /** A settled funding rate, each once per instrument, in the order of funding times. Left like mark prices. */
    default void onFunding(Funding funding) {}

    /** Bars that cannot be learned. */
    void onGap(Gap gap);

    /** The feed's state has changed. */
    void onFeedStatus(FeedStatus status);

    /** An instrument appeared or its order rules changed. Precedes every bar and quote that is to be read by them. */
    void onInstrument(Instrument instrument);

    /**
     * Close time of the newest bar that the sink holds of a series, from before this feed began; absent where there is none.
     * A feed that starts goes on from there, so that what passed meanwhile becomes bars, or a gap, and is not lost.
     */
    default OptionalLong lastCloseTimeMs(int instrumentId, Timeframe timeframe) {
        return OptionalLong.empty();
    }

    /** The newest funding time of an instrument whose rate the sink holds; absent where there is none. */
    default OptionalLong lastFundingTimeMs(int instrumentId) {
        return OptionalLong.empty();
    }
}
