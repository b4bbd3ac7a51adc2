package crucible.server.arena;

import crucible.model.SnapshotRefused;
import crucible.runtime.ring.ArenaListener;
import crucible.server.snapshot.SnapshotStore;
import java.io.IOException;
import java.nio.file.Path;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Where a start begins: at the newest snapshot that is whole and fits the journal, else at genesis. What is of no use is
 * named and passed over; it stays on the disk.
 */
public final class Recovery {
    private static final Logger LOG = LoggerFactory.getLogger(Recovery.class);

    private Recovery() {}

    /**
     * A replay that has yet to be run, from the best beginning there is.
     *
     * @throws crucible.server.journal.JournalException where the journal cannot be read
     */
    public static Replay begin(SnapshotStore snapshots, Path journalDirectory, int lanes, ArenaListener listener) {
        for (SnapshotStore.Kept kept : kept(snapshots)) {
            try {
                final Replay replay = Replay.from(snapshots.read(kept), journalDirectory, lanes, listener);
                LOG.info("starts from the snapshot {}, after event {}", kept.file(), kept.sequence());
                return replay;
            } catch (SnapshotRefused | IOException e) {
                LOG.warn("the snapshot {} is of no use, the one before is tried: {}", kept.file(), e.getMessage());
            }
        }
        final Replay replay = Replay.open(journalDirectory, lanes, listener);
        LOG.info("starts from genesis: there is no snapshot to start from");
        return replay;
    }

    private static Iterable<SnapshotStore.Kept> kept(SnapshotStore snapshots) {
        try {
            return snapshots.newestFirst();
        } catch (IOException e) {
            LOG.warn("the folder of the snapshots cannot be read: {}", e.toString());
            return java.util.List.of();
        }
    }
}
