package crucible.exchange.connection;

import java.io.IOException;

/** The venue cannot be asked now: too many requests, banned, blocked or out of order. */
public final class VenueUnavailable extends IOException {
    private final long retryAfterMs;
    private final boolean forGood;

    /**
     * @param retryAfterMs how long the venue asks to stay away, 0 where it does not say
     * @param forGood whether asking again is pointless until somebody changes something
     */
    public VenueUnavailable(String message, long retryAfterMs, boolean forGood) {
        super(message);
        this.retryAfterMs = retryAfterMs;
        this.forGood = forGood;
    }

    /** How long to stay away, in milliseconds, at least 0. */
    public long retryAfterMs() {
        return retryAfterMs;
    }

    /** Whether asking again is pointless. */
    public boolean isForGood() {
        return forGood;
    }
}
