package crucible.exchange.connection;

/** Waiting times between attempts: random between half a second and a limit that doubles from 1 s to 60 s. */
final class Backoff {
    private static final long FLOOR_MS = 500;
    private static final long FIRST_LIMIT_MS = 1_000;
    private static final int DOUBLINGS = 6;
    private static final long LAST_LIMIT_MS = 60_000;

    private int attempts;

    /** The next waiting time; {@code jitterFrac} in [0, 1). */
    long nextDelayMs(double jitterFrac) {
        final long limitMs = Math.min(LAST_LIMIT_MS, FIRST_LIMIT_MS << Math.min(attempts, DOUBLINGS));
        attempts++;
        return FLOOR_MS + (long) (jitterFrac * (limitMs - FLOOR_MS));
    }

    /** Starts with the short times again. */
    void reset() {
        attempts = 0;
    }
}
