package crucible.server.mode;

import java.util.Optional;
import java.util.function.LongSupplier;

/**
 * Whether the wall clock was moved: between two looks it went forth by more or less than the time that has passed. Over
 * when it has been steady for a minute and event time is not ahead of it. One thread.
 */
final class ClockWatch {
    private static final long STEADY_AFTER_NANOS = 60 * 1_000_000_000L;
    private static final long NANOS_PER_MS = 1_000_000L;

    private final long boundMs;
    private final LongSupplier wallMs;
    private final LongSupplier monotonicNanos;
    private final LongSupplier arenaTimeMs;
    private boolean looked;
    private long lastWallMs;
    private long lastNanos;
    private long steppedNanos;
    private Optional<String> reason = Optional.empty();

    ClockWatch(long boundMs, LongSupplier wallMs, LongSupplier monotonicNanos, LongSupplier arenaTimeMs) {
        this.boundMs = boundMs;
        this.wallMs = wallMs;
        this.monotonicNanos = monotonicNanos;
        this.arenaTimeMs = arenaTimeMs;
    }

    /** Looks; the same words until the clock is moved again. */
    Optional<String> look() {
        final long beforeNanos = monotonicNanos.getAsLong();
        final long nowMs = wallMs.getAsLong();
        final long nowNanos = monotonicNanos.getAsLong();
        if ((nowNanos - beforeNanos) / NANOS_PER_MS > boundMs / 4) {
            // This thread stood still between the two clocks: they say nothing about each other.
            return reason;
        }
        if (looked) {
            final long stepMs = nowMs - lastWallMs - (nowNanos - lastNanos) / NANOS_PER_MS;
            if (Math.abs(stepMs) > boundMs) {
                steppedNanos = nowNanos;
                reason = Optional.of("the clock was set " + (stepMs > 0 ? "forward" : "back") + " by "
                        + Math.abs(stepMs) + " ms, no agent enters until it has been steady for a minute");
            } else if (reason.isPresent()
                    && nowNanos - steppedNanos >= STEADY_AFTER_NANOS
                    && arenaTimeMs.getAsLong() - nowMs <= boundMs) {
                reason = Optional.empty();
            }
        }
        looked = true;
        lastWallMs = nowMs;
        lastNanos = nowNanos;
        return reason;
    }
}
