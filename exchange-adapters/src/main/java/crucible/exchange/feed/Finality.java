package crucible.exchange.feed;

/** How it is known that a candle of a venue's stream will not change any more. */
public enum Finality {
    /** The stream says so. */
    CALLED(10_000),
    /** The stream shows each trade at once: what a candle was when its successor came is what it is. */
    BY_SUCCESSOR(10_000),
    /** The stream shows candles now and then: their last values are those of REST. */
    BY_REST(2_000);

    private final long graceMs;

    Finality(long graceMs) {
        this.graceMs = graceMs;
    }

    /** How long after a candle's end, in the venue's time, REST is asked for it where the stream has not shown it final. */
    long graceMs() {
        return graceMs;
    }
}
