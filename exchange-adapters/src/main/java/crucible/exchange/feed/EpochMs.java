package crucible.exchange.feed;

import crucible.exchange.FrameRefused;

/** Epoch milliseconds told from seconds and microseconds by their 13 digits. */
public final class EpochMs {
    private static final long FIRST_13_DIGITS = 1_000_000_000_000L;
    private static final long LAST_13_DIGITS = 9_999_999_999_999L;

    private EpochMs() {}

    /** The time, if it has the 13 digits of epoch milliseconds. */
    public static long require(String name, long timeMs) throws FrameRefused {
        if (timeMs < FIRST_13_DIGITS || timeMs > LAST_13_DIGITS) {
            throw new FrameRefused("bad-time", name + " is epoch milliseconds with 13 digits, but was " + timeMs);
        }
        return timeMs;
    }

    /** Milliseconds of a time that the venue writes in seconds, 10 digits. */
    public static long ofSeconds(String name, long seconds) throws FrameRefused {
        if (seconds < FIRST_13_DIGITS / 1_000 || seconds > LAST_13_DIGITS / 1_000) {
            throw new FrameRefused("bad-time", name + " is epoch seconds with 10 digits, but was " + seconds);
        }
        return seconds * 1_000;
    }
}
