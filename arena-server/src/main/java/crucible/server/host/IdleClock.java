package crucible.server.host;

import crucible.runtime.ring.Sequencer;
import java.util.concurrent.locks.LockSupport;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Moves event time on by the wall clock while no venue does. Only for a live arena. */
final class IdleClock implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(IdleClock.class);
    private static final long IDLE_MS = 1_000;
    private static final long LOOK_EVERY_NANOS = 1_000_000_000L;

    private final Thread thread;
    private volatile boolean closed;

    private IdleClock(Sequencer sequencer) {
        thread = new Thread(() -> run(sequencer), "arena-idle-clock");
        thread.setDaemon(true);
    }

    static IdleClock start(Sequencer sequencer) {
        final IdleClock clock = new IdleClock(sequencer);
        clock.thread.start();
        return clock;
    }

    /** A clock that never ticks: the venue alone moves event time. */
    static IdleClock none() {
        return new IdleClock(null);
    }

    private void run(Sequencer sequencer) {
        while (!closed) {
            LockSupport.parkNanos(LOOK_EVERY_NANOS);
            try {
                sequencer.tick(System.currentTimeMillis(), IDLE_MS);
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
