package crucible.server.arena;

import crucible.model.Require;
import crucible.server.journal.Journal;
import crucible.server.journal.JournalSettings;
import crucible.server.snapshot.SnapshotSettings;
import java.nio.file.Path;

/**
 * How an arena runs; nothing here can change a result.
 *
 * @param lanes number of lanes, at least 1
 * @param ringSlots size of the ring, a power of two
 * @param journal where the journal lies and how it is kept
 * @param boundaryGraceMs how long, in event time, a boundary waits for missing bars
 * @param checkpointEveryBoundaries how often the state digest is taken
 * @param snapshots when snapshots are taken and where they lie
 * @param stopAfterBoundaries the arena takes nothing in after this many boundaries; {@link Long#MAX_VALUE} for never
 */
public record EngineSettings(
        int lanes,
        int ringSlots,
        JournalSettings journal,
        long boundaryGraceMs,
        int checkpointEveryBoundaries,
        SnapshotSettings snapshots,
        long stopAfterBoundaries) {
    /** How long, in event time, a boundary waits for missing bars. */
    public static final long BOUNDARY_GRACE_MS = 10_000;

    public EngineSettings {
        Require.between("lanes", lanes, 1, 64);
        Require.between("ringSlots", ringSlots, 64, 1 << 20);
        Require.present("journal", journal);
        Require.positive("boundaryGraceMs", boundaryGraceMs);
        Require.between("checkpointEveryBoundaries", checkpointEveryBoundaries, 1, 1_000_000);
        Require.present("snapshots", snapshots);
        Require.positive("stopAfterBoundaries", stopAfterBoundaries);
    }

    /** One lane less than cores, the journal in {@code journalDirectory}, a digest every hour of 5m bars. */
    public static EngineSettings defaults(Path journalDirectory, Journal.Fsync fsync) {
        return defaults(JournalSettings.defaults(journalDirectory, fsync));
    }

    /** The same with this journal; no snapshots are taken. */
    public static EngineSettings defaults(JournalSettings journal) {
        final int lanes = Math.max(1, Runtime.getRuntime().availableProcessors() - 1);
        return new EngineSettings(
                lanes,
                1024,
                journal,
                BOUNDARY_GRACE_MS,
                12,
                SnapshotSettings.none(journal.directory().resolveSibling("snapshots")),
                Long.MAX_VALUE);
    }

    /** Where the journal lies. */
    public Path journalDirectory() {
        return journal.directory();
    }

    /** Where the permanent record lies: beside the journal. */
    public Path recordDirectory() {
        return journal.directory().resolveSibling("permanent");
    }

    /** The same on another number of lanes. */
    public EngineSettings withLanes(int other) {
        return new EngineSettings(
                other, ringSlots, journal, boundaryGraceMs, checkpointEveryBoundaries, snapshots, stopAfterBoundaries);
    }

    /** The same with these snapshots. */
    public EngineSettings withSnapshots(SnapshotSettings other) {
        return new EngineSettings(
                lanes, ringSlots, journal, boundaryGraceMs, checkpointEveryBoundaries, other, stopAfterBoundaries);
    }
}
