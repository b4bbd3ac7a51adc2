package crucible.exchange.connection;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.PriorityQueue;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;

/** Time that passes only when a test says so. The test's thread is the control thread. */
public final class DrivenTimer implements ConnectionTimer {
    private static final long WALL_START_MS = 1_700_000_000_000L;
    private static final long PATIENCE_MS = 60_000;

    private record Task(long timeMs, long number, Runnable work) {}

    private final PriorityQueue<Task> tasks =
            new PriorityQueue<>(Comparator.comparingLong(Task::timeMs).thenComparingLong(Task::number));
    private final List<Long> delaysMs = new ArrayList<>();
    private long nowMs = 1_000_000;
    private long scheduled;
    private boolean closed;

    @Override
    public synchronized long wallTimeMs() {
        return WALL_START_MS + nowMs;
    }

    @Override
    public synchronized long monotonicMs() {
        return nowMs;
    }

    @Override
    public double jitterFrac() {
        return 0.5;
    }

    @Override
    public synchronized void schedule(long delayMs, Runnable task) {
        if (!closed) {
            tasks.add(new Task(nowMs + Math.max(0, delayMs), scheduled++, task));
            delaysMs.add(delayMs);
            notifyAll();
        }
    }

    /** A pause is over at once, with that much time gone by. */
    @Override
    public synchronized void pause(long ms) {
        nowMs += ms;
    }

    @Override
    public synchronized void close() {
        closed = true;
        tasks.clear();
    }

    /** Delays asked for so far, in order. */
    public synchronized List<Long> delaysMs() {
        return List.copyOf(delaysMs);
    }

    /** Lets time pass, task by task. */
    public void advance(long ms) {
        final long untilMs;
        synchronized (this) {
            untilMs = nowMs + ms;
        }
        while (runNext(untilMs)) {
            continue;
        }
        synchronized (this) {
            nowMs = Math.max(nowMs, untilMs);
        }
    }

    /** Runs what is due, and what other threads make due, until something holds; a minute at most. */
    public void drive(BooleanSupplier until, Supplier<?> what) {
        final long deadline = System.nanoTime() + PATIENCE_MS * 1_000_000L;
        while (true) {
            while (runNext(monotonicMs())) {
                continue;
            }
            if (until.getAsBoolean()) {
                return;
            }
            if (System.nanoTime() > deadline) {
                throw new AssertionError("waited in vain for " + what.get());
            }
            synchronized (this) {
                try {
                    wait(2);
                } catch (InterruptedException e) {
                    throw new AssertionError(e);
                }
            }
        }
    }

    private boolean runNext(long untilMs) {
        final Task task;
        synchronized (this) {
            if (tasks.isEmpty() || tasks.peek().timeMs() > untilMs) {
                return false;
            }
            task = tasks.remove();
            nowMs = Math.max(nowMs, task.timeMs());
        }
        task.work().run();
        return true;
    }
}
