package crucible.server.mode;

import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Whether the journal is slow: an append, sync included, took longer than the bound twice within a quarter of an hour (one
 * alone may be a hiccup of the disk), or has been under way for longer. One thread times appends, another looks.
 */
public final class JournalWatch {
    private static final long WINDOW_NANOS = 15 * 60 * 1_000_000_000L;
    private static final long IDLE = 0;

    private final long slowNanos;
    /** Monotonic; 0 while no append is under way. */
    private final AtomicLong begunNanos = new AtomicLong(IDLE);

    private volatile Slow newest;
    private Optional<String> reason = Optional.empty();
    private boolean stuck;

    private record Slow(long atNanos, long tookNanos, Slow before) {}

    JournalWatch(long slowMs) {
        slowNanos = slowMs * 1_000_000L;
    }

    /** An append begins; allocates nothing. The appending thread's. */
    public void begins(long nowNanos) {
        begunNanos.lazySet(nowNanos == IDLE ? 1 : nowNanos);
    }

    /** The append is done; allocates nothing unless it was slow. The appending thread's. */
    public void ends(long nowNanos, long tookNanos) {
        begunNanos.lazySet(IDLE);
        if (tookNanos > slowNanos) {
            final Slow before = newest;
            newest = new Slow(
                    nowNanos, tookNanos, before == null ? null : new Slow(before.atNanos, before.tookNanos, null));
        }
    }

    /** Looks; the same words until something changes. */
    Optional<String> look(long nowNanos) {
        final long begun = begunNanos.get();
        final boolean stuckNow = begun != IDLE && nowNanos - begun > slowNanos;
        final Slow last = newest;
        final boolean slow = last != null && last.before != null && nowNanos - last.before.atNanos < WINDOW_NANOS;
        if (stuckNow) {
            if (!stuck) {
                reason = Optional.of(
                        "the journal is slow: an append has been under way for more than " + millis(slowNanos) + " ms");
            }
        } else if (!slow) {
            reason = Optional.empty();
        } else if (reason.isEmpty() || stuck) {
            reason = Optional.of("the journal is slow: appends took " + millis(last.before.tookNanos) + " and "
                    + millis(last.tookNanos) + " ms, limits.journalSlowMillis is " + millis(slowNanos));
        }
        stuck = stuckNow;
        return reason;
    }

    private static long millis(long nanos) {
        return nanos / 1_000_000;
    }
}
