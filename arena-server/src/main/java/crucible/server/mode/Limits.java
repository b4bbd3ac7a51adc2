package crucible.server.mode;

import crucible.model.Require;

/**
 * Bounds beyond which the server says that it is in trouble.
 *
 * @param journalSlowMs an append to the journal, sync included, that takes longer is slow, in [1, 600000] ms
 * @param clockStepMs the wall clock was moved where it differs by more from the time that has passed, in [100, 3600000] ms
 * @param maxHeapRatio part of the heap that may be in use behind a collection, in (0, 1]
 */
public record Limits(long journalSlowMs, long clockStepMs, double maxHeapRatio) {
    public Limits {
        Require.that(
                journalSlowMs >= 1 && journalSlowMs <= 600_000, "journalSlowMs lies in [1, 600000]", journalSlowMs);
        Require.that(clockStepMs >= 100 && clockStepMs <= 3_600_000, "clockStepMs lies in [100, 3600000]", clockStepMs);
        Require.that(maxHeapRatio > 0 && maxHeapRatio <= 1, "maxHeapRatio lies in (0, 1]", maxHeapRatio);
    }

    /** A second, two seconds, nine tenths. */
    public static Limits defaults() {
        return new Limits(1_000, 2_000, 0.9);
    }
}
