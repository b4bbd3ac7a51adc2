package crucible.server.mode;

import crucible.model.Require;

/**
 * How much of the disk must stay free.
 *
 * @param minFreeBytes below this no agent enters, below half of it no input is taken in, below a quarter the server stops;
 *     0 for never
 * @param reserveBytes size of a file that is given up to pay for the stop; 0 for none
 */
public record DiskLimits(long minFreeBytes, long reserveBytes) {
    private static final long MOST_BYTES = 1L << 50;

    public DiskLimits {
        Require.that(
                minFreeBytes >= 0 && minFreeBytes <= MOST_BYTES,
                "minFreeBytes lies in [0, " + MOST_BYTES + "]",
                minFreeBytes);
        Require.that(
                reserveBytes >= 0 && reserveBytes <= MOST_BYTES,
                "reserveBytes lies in [0, " + MOST_BYTES + "]",
                reserveBytes);
    }

    /** 256 MiB stay free, 32 MiB are kept for the stop. */
    public static DiskLimits defaults() {
        return new DiskLimits(256L << 20, 32L << 20);
    }

    /** Little, and nothing kept: for runs whose data nobody wants to keep. */
    public static DiskLimits passing() {
        return new DiskLimits(16L << 20, 0);
    }
}
