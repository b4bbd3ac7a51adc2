package crucible.exchange.feed;

/** How it is known that a candle of a venue's stream will not change any more. */
public enum Finality {
    /** The stream says so. */
    CALLED(10_000),
    /** It is not known from the stream: the last values of candles are those of REST. */
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
