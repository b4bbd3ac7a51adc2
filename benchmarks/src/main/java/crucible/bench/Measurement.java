package crucible.bench;

import java.util.List;
import java.util.concurrent.locks.LockSupport;

/** Plays one tape through one subject in phases and takes the numbers of each. */
final class Measurement {
    private final MarketTape tape;
    private final Plan plan;

    /**
     * How many steps of the tape each phase takes, in this order, and how they are paced.
     *
     * @param history features warm up
     * @param warmUp the compiler warms up
     * @param saturated as fast as the subject takes it
     * @param closes all bars of a step at once, {@code closeEveryNanos} apart
     * @param single one bar at a time, {@code barEveryNanos} apart
     */
    record Plan(
            int history, int warmUp, int saturated, int closes, int single, long closeEveryNanos, long barEveryNanos) {
        int steps() {
            return history + live();
        }

        int live() {
            return warmUp + saturated + closes + single;
        }
    }

    /** What one thread did while the subject was saturated. */
    record ThreadShare(String name, long allocatedBytes, long cpuNanos) {}

    /** What was measured; steps, nanoseconds and shares are those of the saturated phase. */
    record Result(
            String name,
            int lanes,
            long steps,
            long nanos,
            List<ThreadShare> threads,
            Latencies.Taken closes,
            Latencies.Taken single,
            String fingerprint) {
        double nanosPerStep() {
            return (double) nanos / steps;
        }

        double bytesPerStep() {
            return (double) threads.stream()
                            .mapToLong(ThreadShare::allocatedBytes)
                            .sum()
                    / steps;
        }
    }

    Measurement(MarketTape tape, Plan plan) {
        this.tape = tape;
        this.plan = plan;
    }

    /** Runs all phases and checks the answer. */
    Result of(Subject subject) {
        tape.instruments().forEach(subject.market()::onInstrument);
        int at = play(subject, 0, plan.history(), MarketTape.Pace.NONE);
        at = play(subject, at, plan.warmUp(), MarketTape.Pace.NONE);
        final StageThreads threads = new StageThreads(subject.threadPrefix());
        subject.latencies().take();
        final long stepsBefore = subject.steps();
        final long[] bytesBefore = threads.allocatedBytes();
        final long[] cpuBefore = threads.cpuNanos();
        final long startNanos = System.nanoTime();
        at = play(subject, at, plan.saturated(), MarketTape.Pace.NONE);
        final long nanos = System.nanoTime() - startNanos;
        final long[] bytes = threads.allocatedBytes();
        final long[] cpu = threads.cpuNanos();
        final long steps = subject.steps() - stepsBefore;
        final List<ThreadShare> shares = new java.util.ArrayList<>();
        for (int i = 0; i < bytes.length; i++) {
            shares.add(new ThreadShare(threads.names().get(i), bytes[i] - bytesBefore[i], cpu[i] - cpuBefore[i]));
        }
        subject.latencies().take();
        at = play(subject, at, plan.closes(), new Paced(plan.closeEveryNanos(), true));
        final Latencies.Taken closes = subject.latencies().take();
        play(subject, at, plan.single(), new Paced(plan.barEveryNanos(), false));
        final Latencies.Taken single = subject.latencies().take();
        final String fingerprint = subject.check(tape.bars(0, plan.steps()));
        return new Result(subject.name(), subject.lanes(), steps, nanos, shares, closes, single, fingerprint);
    }

    private int play(Subject subject, int from, int steps, MarketTape.Pace pace) {
        tape.play(subject.market(), from, from + steps, pace);
        subject.settle();
        return from + steps;
    }

    /** Waits, without burning a core, until the next bar is due; a late one does not hurry those behind it. */
    private static final class Paced implements MarketTape.Pace {
        private final long everyNanos;
        private final boolean onlyFirst;
        private long dueNanos = System.nanoTime();

        Paced(long everyNanos, boolean onlyFirst) {
            this.everyNanos = everyNanos;
            this.onlyFirst = onlyFirst;
        }

        @Override
        public void beforeBar(boolean firstBarOfStep) {
            if (onlyFirst && !firstBarOfStep) {
                return;
            }
            long left = dueNanos - System.nanoTime();
            while (left > 0) {
                LockSupport.parkNanos(left);
                left = dueNanos - System.nanoTime();
            }
            dueNanos = System.nanoTime() + everyNanos;
        }
    }
}
