package crucible.server.arena;

import crucible.runtime.ring.ArenaRing;
import java.util.Map;
import java.util.concurrent.locks.LockSupport;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Notices from outside the ring's threads that a stage does not move on although events wait for it, and says so once with
 * what the stages are doing. It changes nothing: what a stuck stage holds is journaled.
 */
final class RingWatchdog implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(RingWatchdog.class);
    private static final long LOOK_EVERY_NANOS = 2_000_000_000L;
    private static final int STALLED_AFTER_LOOKS = 10;

    private final ArenaRing ring;
    private final Thread thread;
    private long lastFinished = Long.MIN_VALUE;
    private int looksWithoutProgress;
    private volatile boolean stalled;
    private volatile boolean closed;

    RingWatchdog(ArenaRing ring) {
        this.ring = ring;
        thread = new Thread(this::run, "arena-watchdog");
        thread.setDaemon(true);
        thread.start();
    }

    /** Whether events have waited for twenty seconds without any progress. */
    boolean isStalled() {
        return stalled;
    }

    private void run() {
        while (!closed) {
            LockSupport.parkNanos(LOOK_EVERY_NANOS);
            look();
        }
    }

    private void look() {
        final long finished = ring.finished();
        final boolean stands = ring.isBusy() && finished == lastFinished;
        lastFinished = finished;
        looksWithoutProgress = stands ? looksWithoutProgress + 1 : 0;
        final boolean was = stalled;
        stalled = looksWithoutProgress >= STALLED_AFTER_LOOKS;
        if (stalled && !was) {
            LOG.error("the ring has not moved on since its event {}; its stages are doing this:{}", finished, stages());
        } else if (was && !stalled) {
            LOG.info("the ring moves on again");
        }
    }

    private static String stages() {
        final StringBuilder text = new StringBuilder();
        for (Map.Entry<Thread, StackTraceElement[]> entry :
                Thread.getAllStackTraces().entrySet()) {
            if (entry.getKey().getName().startsWith("arena-stage")) {
                text.append(System.lineSeparator()).append(entry.getKey().getName());
                for (StackTraceElement element : entry.getValue()) {
                    text.append(System.lineSeparator()).append("    ").append(element);
                }
            }
        }
        return text.toString();
    }

    @Override
    public void close() {
        closed = true;
        LockSupport.unpark(thread);
    }
}
