package crucible.server.host;

import crucible.runtime.ring.Sequencer;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Moves event time on by the wall clock while no venue does. Only for a live arena, and only once its feed has been live:
 * until then the hole of the downtime is being filled, bar by bar, in its own time.
 */
final class IdleClock implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(IdleClock.class);
    private static final long IDLE_MS = 1_000;
    private static final long LOOK_EVERY_NANOS = 1_000_000_000L;

    private final Thread thread;
    private volatile boolean closed;

    private IdleClock(Runnable look) {
        thread = new Thread(() -> run(look), "arena-idle-clock");
        thread.setDaemon(true);
    }

    /**
     * @param time what time it is
     * @param mayMoveTime asked before each move; not before the feed has been live
     */
    static IdleClock start(Sequencer sequencer, VenueTime time, BooleanSupplier mayMoveTime) {
        final IdleClock clock = new IdleClock(() -> look(sequencer, mayMoveTime, time.nowMs()));
        clock.thread.start();
        return clock;
    }

    /** A clock that never ticks: the venue alone moves event time. */
    static IdleClock none() {
        return new IdleClock(() -> {});
    }

    /** One look at the wall clock. */
    static void look(Sequencer sequencer, BooleanSupplier mayMoveTime, long wallTimeMs) {
        if (mayMoveTime.getAsBoolean()) {
            sequencer.tick(wallTimeMs, IDLE_MS);
        }
    }

    private void run(Runnable look) {
        while (!closed) {
            LockSupport.parkNanos(LOOK_EVERY_NANOS);
            try {
                look.run();
            } catch (RuntimeException e) {
                LOG.error("event time could not be moved on", e);
            }
        }
    }

    @Override
    public void close() {
        closed = true;
        LockSupport.unpark(thread);
    }
}
