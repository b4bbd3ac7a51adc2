package crucible.server.host;

import java.util.function.LongSupplier;

/**
 * Now, as far as the venue is concerned. That is our wall clock: a real venue's is at most seconds off, and one that shows a
 * wrong time must not hide that its bars are overdue. Only a venue whose clock is hours from ours plays another time; there
 * our clock says nothing, and the venue's as last measured counts. Any thread.
 */
public final class VenueTime {
    private static final long ANOTHER_TIME_MS = 3_600_000;

    private final LongSupplier wallMs;
    private volatile LongSupplier offsetMs = () -> 0;

    /** Our wall clock, until something is measured. */
    VenueTime(LongSupplier wallMs) {
        this.wallMs = wallMs;
    }

    /** From now on {@code measured} tells by how much the venue's clock is ahead of ours. */
    void measuredBy(LongSupplier measured) {
        offsetMs = measured;
    }

    /** Epoch milliseconds. */
    long nowMs() {
        return at(wallMs.getAsLong(), offsetMs.getAsLong());
    }

    /** The time at a venue whose clock is ahead of ours by {@code offsetMs} when ours shows {@code wallTimeMs}. */
    public static long at(long wallTimeMs, long offsetMs) {
        return Math.abs(offsetMs) > ANOTHER_TIME_MS ? wallTimeMs + offsetMs : wallTimeMs;
    }
}
