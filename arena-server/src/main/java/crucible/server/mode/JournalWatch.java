package crucible.server.mode;

import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Whether the journal is slow: an append, or forcing it to the disk, took longer than the bound twice within a quarter of an
 * hour (once alone may be a hiccup of the disk), or has been under way for longer. Each is timed by the thread that does it,
 * another looks.
 */
public final class JournalWatch {
    private static final long WINDOW_NANOS = 15 * 60 * 1_000_000_000L;
    private static final long IDLE = 0;

    private final long slowNanos;
    private final Work append = new Work("an append");
    private final Work sync = new Work("a sync");
    private Slow newest;
    private Optional<String> reason = Optional.empty();
    private boolean stuck;

    private record Slow(long atNanos, long tookNanos, Slow before) {}

    JournalWatch(long slowMs) {
        slowNanos = slowMs * 1_000_000L;
    }

    /** Appends to the journal. */
    public Work append() {
        return append;
    }

    /** What forces it to the disk. */
    public Work sync() {
        return sync;
    }

    /** One kind of work, done by one thread at a time; allocates nothing unless it was slow. */
    public final class Work {
        private final String name;
        /** Monotonic; 0 while none is under way. */
        private final AtomicLong begunNanos = new AtomicLong(IDLE);

        private Work(String name) {
            this.name = name;
        }

        /** It begins. */
        public void begins(long nowNanos) {
            begunNanos.lazySet(nowNanos == IDLE ? 1 : nowNanos);
        }

        /** It is done. */
        public void ends(long nowNanos) {
            final long tookNanos = nowNanos - begunNanos.get();
            begunNanos.lazySet(IDLE);
            if (tookNanos > slowNanos) {
                slow(nowNanos, tookNanos);
            }
        }

        private boolean isStuck(long nowNanos) {
            final long begun = begunNanos.get();
            return begun != IDLE && nowNanos - begun > slowNanos;
        }
    }

    private synchronized void slow(long nowNanos, long tookNanos) {
        newest =
                new Slow(nowNanos, tookNanos, newest == null ? null : new Slow(newest.atNanos, newest.tookNanos, null));
    }

    /** Looks; the same words until something changes. */
    synchronized Optional<String> look(long nowNanos) {
        final boolean stuckNow = append.isStuck(nowNanos) || sync.isStuck(nowNanos);
        final boolean slow = newest != null && newest.before != null && nowNanos - newest.before.atNanos < WINDOW_NANOS;
        if (stuckNow) {
            if (!stuck) {
                reason = Optional.of("the journal is slow: " + (append.isStuck(nowNanos) ? append : sync).name
                        + " has been under way for more than " + millis(slowNanos) + " ms");
            }
        } else if (!slow) {
            reason = Optional.empty();
        } else if (reason.isEmpty() || stuck) {
            reason = Optional.of("the journal is slow: appends or syncs took " + millis(newest.before.tookNanos)
                    + " and " + millis(newest.tookNanos) + " ms, limits.journalSlowMillis is " + millis(slowNanos));
        }
        stuck = stuckNow;
        return reason;
    }

    private static long millis(long nanos) {
        return nanos / 1_000_000;
    }
}
