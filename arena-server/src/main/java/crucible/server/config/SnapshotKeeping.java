package crucible.server.config;

import crucible.server.snapshot.SnapshotSettings;
import java.nio.file.Path;

/**
 * When snapshots are taken and how many are kept.
 *
 * @param everyCheckpoints one at every so many checkpoints (an hour of 5m bars each), in [0, 1000000]; 0 for none
 * @param keep how many are kept, in [2, 10000]
 * @param keepDays those older than the newest by more than this go, in [1, 36500]; the newest two good ones stay
 */
public record SnapshotKeeping(int everyCheckpoints, int keep, int keepDays) {
    public SnapshotKeeping {
        new SnapshotSettings(Path.of(""), everyCheckpoints, keep, keepDays);
    }

    /** One at every checkpoint; the newest five of the last thirty days. */
    public static SnapshotKeeping defaults() {
        final SnapshotSettings usual = SnapshotSettings.defaults(Path.of(""));
        return new SnapshotKeeping(usual.everyCheckpoints(), usual.keep(), usual.keepDays());
    }

    /** The same for a folder. */
    public SnapshotSettings in(Path directory) {
        return new SnapshotSettings(directory, everyCheckpoints, keep, keepDays);
    }
}
