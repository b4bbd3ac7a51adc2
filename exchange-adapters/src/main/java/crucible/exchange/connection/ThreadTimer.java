package crucible.exchange.connection;

import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The machine's clocks and one daemon thread. */
public final class ThreadTimer implements ConnectionTimer {
    private static final Logger LOG = LoggerFactory.getLogger(ThreadTimer.class);
    private static final long CLOSE_SECONDS = 5;

    private final ScheduledThreadPoolExecutor executor;

    /** Names the thread. */
    public ThreadTimer(String threadName) {
        executor = new ScheduledThreadPoolExecutor(1, task -> {
            final Thread thread = new Thread(task, threadName);
            thread.setDaemon(true);
            return thread;
        });
        executor.setExecuteExistingDelayedTasksAfterShutdownPolicy(false);
        executor.setRejectedExecutionHandler((task, closed) -> LOG.debug("closed: a timer is not started"));
    }

    @Override
    public long wallTimeMs() {
        return System.currentTimeMillis();
    }

    @Override
    public long monotonicMs() {
        return System.nanoTime() / 1_000_000L;
    }

    @Override
    public double jitterFrac() {
        return ThreadLocalRandom.current().nextDouble();
    }

    @Override
    public void schedule(long delayMs, Runnable task) {
        final Runnable logged = () -> {
            try {
                task.run();
            } catch (RuntimeException | Error e) {
                LOG.error("a timer task failed", e);
                throw e;
            }
        };
        if (delayMs <= 0) {
            executor.execute(logged);
        } else {
            final Object unused = executor.schedule(logged, delayMs, TimeUnit.MILLISECONDS);
        }
    }

    @Override
    public void pause(long ms) throws InterruptedException {
        TimeUnit.MILLISECONDS.sleep(ms);
    }

    @Override
    public void close() {
        executor.shutdownNow();
        try {
            if (!executor.awaitTermination(CLOSE_SECONDS, TimeUnit.SECONDS)) {
                LOG.warn("the control thread still runs after {} s", CLOSE_SECONDS);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
