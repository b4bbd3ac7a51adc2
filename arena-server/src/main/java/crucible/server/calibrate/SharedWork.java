package crucible.server.calibrate;

import crucible.model.Require;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.BinaryOperator;

/** Agents in small groups over threads, put together in the order of the agents, whoever came first. One caller. */
final class SharedWork implements AutoCloseable {
    private static final int GROUP = 25;

    private final ExecutorService threads;

    SharedWork(int count) {
        threads = Executors.newFixedThreadPool((int) Require.positive("threads", (long) count), task -> {
            final Thread thread = new Thread(task, "calibration");
            thread.setDaemon(true);
            return thread;
        });
    }

    /** Something found out about the agents from {@code first} to before {@code last}. */
    @FunctionalInterface
    interface Part<T> {
        T of(int first, int last);
    }

    <T> T share(int agents, Part<T> part, BinaryOperator<T> together) {
        return share(agents, GROUP, part, together);
    }

    /** @param group how many a thread takes at once */
    <T> T share(int agents, int group, Part<T> part, BinaryOperator<T> together) {
        final List<Future<T>> groups = new ArrayList<>();
        for (int first = 0; first < agents; first += group) {
            final int from = first;
            groups.add(threads.submit(() -> part.of(from, Math.min(from + group, agents))));
        }
        return groups.stream().map(SharedWork::result).reduce(together).orElseThrow();
    }

    private static <T> T result(Future<T> group) {
        try {
            return group.get();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted while agents were simulated", e);
        } catch (ExecutionException e) {
            throw new IllegalStateException("a simulation failed: " + e.getCause(), e.getCause());
        }
    }

    @Override
    public void close() {
        threads.shutdownNow();
    }
}
