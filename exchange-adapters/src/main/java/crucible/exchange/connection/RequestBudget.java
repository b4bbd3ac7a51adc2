package crucible.exchange.connection;

import java.io.IOException;
import java.io.InterruptedIOException;

/**
 * What may be asked of one host: a weight per window of time that refills evenly, and nothing at all until the time that
 * a refusal names. Waits for its turn. Any thread; one budget per host and process, since venues count by address.
 */
public final class RequestBudget {
    private final ConnectionTimer timer;
    private final double capacity;
    private final double windowMs;
    private double left;
    private long refilledMs;
    private long closedUntilMs;

    /** At most {@code capacity} of weight within any {@code windowMs}, spent in even parts after a first half. */
    public RequestBudget(ConnectionTimer timer, long capacity, long windowMs) {
        this.timer = timer;
        // What is saved up and what flows in within one window must not exceed the limit together.
        this.capacity = Math.max(1, capacity / 2.0);
        this.windowMs = windowMs;
        this.left = this.capacity;
        this.refilledMs = timer.monotonicMs();
        this.closedUntilMs = Long.MIN_VALUE;
    }

    /**
     * Takes {@code weight}, waiting until it is there.
     *
     * @throws VenueUnavailable where the venue asked to stay away and that time is not over
     * @throws InterruptedIOException where the waiting thread is interrupted
     */
    public void take(int weight) throws IOException {
        while (true) {
            final long waitMs = takeOrWaitMs(weight);
            if (waitMs == 0) {
                return;
            }
            try {
                timer.pause(waitMs);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new InterruptedIOException("interrupted while waiting for a turn to ask the venue");
            }
        }
    }

    private synchronized long takeOrWaitMs(int weight) throws VenueUnavailable {
        final long nowMs = timer.monotonicMs();
        if (nowMs < closedUntilMs) {
            throw new VenueUnavailable(
                    "the venue asked to stay away for " + (closedUntilMs - nowMs) + " ms more",
                    closedUntilMs - nowMs,
                    false);
        }
        left = Math.min(capacity, left + (nowMs - refilledMs) * capacity / windowMs);
        refilledMs = nowMs;
        final double needed = Math.min(weight, capacity);
        if (left >= needed) {
            left -= needed;
            return 0;
        }
        return 1 + (long) ((needed - left) * windowMs / capacity);
    }

    /** The venue says how much of its limit {@code limitWeight} this address has used. */
    public synchronized void onUsed(long usedWeight, long limitWeight) {
        final double rest = Math.max(0, limitWeight - usedWeight);
        left = Math.min(left, rest);
    }

    /** The venue asks to stay away. */
    public synchronized void closeFor(long ms) {
        closedUntilMs = Math.max(closedUntilMs, timer.monotonicMs() + ms);
    }
}
