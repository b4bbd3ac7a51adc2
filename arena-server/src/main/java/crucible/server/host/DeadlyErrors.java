package crucible.server.host;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Errors after which a process must not go on. A page of a mapped file for which the disk has no block is an
 * {@link InternalError} that the JVM throws a little later, in whatever code runs then: what that code has done and what it
 * has not is unknown, so the process ends at once and recovers from what reads back.
 */
public final class DeadlyErrors {
    private static final Logger LOG = LoggerFactory.getLogger(DeadlyErrors.class);

    private DeadlyErrors() {}

    /** Whether it is one, or was caused by one. */
    static boolean isOne(Throwable failure) {
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            if (cause instanceof InternalError) {
                return true;
            }
        }
        return false;
    }

    /** From now on the process ends when any thread dies of one. */
    public static void endTheProcess() {
        Thread.setDefaultUncaughtExceptionHandler((thread, failure) -> {
            LOG.error("the thread {} died", thread.getName(), failure);
            if (isOne(failure)) {
                Runtime.getRuntime().halt(ExitCodes.MAPPED_FAULT);
            }
        });
    }
}
