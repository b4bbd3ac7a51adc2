package crucible.server.acceptance;

import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import java.util.function.LongSupplier;

/** Waits for what other threads bring about; the bound only keeps a broken build from hanging. */
final class Await {
    private static final long BOUND_NANOS = TimeUnit.SECONDS.toNanos(90);
    private static final long LOOK_NANOS = TimeUnit.MILLISECONDS.toNanos(5);

    private Await() {}

    static void until(String what, BooleanSupplier condition) {
        final long startNanos = System.nanoTime();
        while (!condition.getAsBoolean()) {
            if (System.nanoTime() - startNanos > BOUND_NANOS) {
                throw new AssertionError("waited in vain until " + what + "; threads:" + threads());
            }
            LockSupport.parkNanos(LOOK_NANOS);
        }
    }

    /**
     * Waits until {@code progress} has come to {@code target}. Gives up where it has stood still for the bound: on a busy
     * machine slow is no hang.
     */
    static void progress(String what, LongSupplier progress, long target) {
        long startNanos = System.nanoTime();
        long before = Long.MIN_VALUE;
        for (long now = progress.getAsLong(); now < target; now = progress.getAsLong()) {
            if (now != before) {
                before = now;
                startNanos = System.nanoTime();
            } else if (System.nanoTime() - startNanos > BOUND_NANOS) {
                throw new AssertionError(
                        "waited in vain until " + what + ", it stands at " + now + "; threads:" + threads());
            }
            LockSupport.parkNanos(LOOK_NANOS);
        }
    }

    /** Where every thread stands, so that a hang explains itself. */
    private static String threads() {
        final StringBuilder text = new StringBuilder();
        Thread.getAllStackTraces().forEach((thread, frames) -> {
            text.append("\n").append(thread.getName()).append(' ').append(thread.getState());
            for (StackTraceElement frame : frames) {
                text.append("\n    ").append(frame);
            }
        });
        return text.toString();
    }
}
