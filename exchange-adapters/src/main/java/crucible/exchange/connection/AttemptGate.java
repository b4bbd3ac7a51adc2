package crucible.exchange.connection;

/** Counts sockets opened within a window of time, so that a venue's limit is never reached. Any thread. */
public final class AttemptGate {
    private final long windowMs;
    private final long[] openedMs;
    private long opened;

    /** At most {@code attempts} within {@code windowMs}. */
    public AttemptGate(int attempts, long windowMs) {
        this.windowMs = windowMs;
        this.openedMs = new long[attempts];
    }

    /** Takes a place and returns 0, or returns how long to wait for one. {@code nowMs} is monotonic time. */
    public synchronized long takeOrWaitMs(long nowMs) {
        final int slot = (int) (opened % openedMs.length);
        if (opened >= openedMs.length && nowMs - openedMs[slot] < windowMs) {
            return windowMs - (nowMs - openedMs[slot]);
        }
        openedMs[slot] = nowMs;
        opened++;
        return 0;
    }
}
