package crucible.server.snapshot;

import crucible.model.Require;
import java.nio.file.Path;

/**
 * When snapshots are taken and which are kept.
 *
 * @param directory where they lie
 * @param everyCheckpoints one is taken at every so many checkpoints, and one at the end of a run; 0 for none at all
 * @param keep how many are kept, the newest ones; at least 2
 * @param keepDays those that are older than the newest by more than this, in event time, go; the newest two stay
 */
public record SnapshotSettings(Path directory, int everyCheckpoints, int keep, int keepDays) {
    /** The journal is needed from the older of these on, so that one damaged snapshot costs nothing. */
    public static final int ALWAYS_KEPT = 2;

    public SnapshotSettings {
        Require.present("directory", directory);
        Require.between("everyCheckpoints", everyCheckpoints, 0, 1_000_000);
        Require.between("keep", keep, ALWAYS_KEPT, 10_000);
        Require.between("keepDays", keepDays, 1, 36_500);
    }

    /** One at every checkpoint; the newest five of the last thirty days. */
    public static SnapshotSettings defaults(Path directory) {
        return new SnapshotSettings(directory, 1, 5, 30);
    }

    /** None. */
    public static SnapshotSettings none(Path directory) {
        return new SnapshotSettings(directory, 0, 5, 30);
    }

    /** Whether any are taken. */
    public boolean areTaken() {
        return everyCheckpoints > 0;
    }
}
