package crucible.server.parity;

import crucible.model.SnapshotRefused;
import crucible.runtime.event.ArenaImage;
import crucible.runtime.ring.ArenaListener;
import crucible.runtime.ring.DirectCheckpoints;
import crucible.server.arena.Replay;
import crucible.server.host.SoftwareVersion;
import crucible.server.record.RecordComparison;
import crucible.server.snapshot.Snapshot;
import crucible.server.snapshot.SnapshotStore;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What the running arena wrote beside its journal, its snapshots' digests and its permanent record, against a replay. The
 * replay's last state is kept, so that a later comparison can begin there. One thread.
 */
final class RunningArena {
    private static final Logger LOG = LoggerFactory.getLogger(RunningArena.class);

    /** The state that is kept is the last checkpoint of the span; copies of earlier ones would be made for nothing. */
    private static final long KEPT_BEFORE_END_MS = 26 * 3_600_000L;

    private final Path dataDirectory;
    private final Findings findings;
    private final Map<Long, String> digests = new HashMap<>();
    private RecordComparison record;
    private Replay replay;
    private Snapshot newest;
    private long keepFromMs;

    RunningArena(Path dataDirectory, Findings findings) throws IOException {
        this.dataDirectory = dataDirectory;
        this.findings = findings;
        final Path permanent = dataDirectory.resolve("permanent");
        if (Files.isDirectory(permanent)) {
            record = new RecordComparison(permanent);
        }
    }

    /** A listener that hears what {@code onlooker} hears. */
    ArenaListener hearing(ArenaListener onlooker) {
        return record == null ? onlooker : new TwoListeners(onlooker, record.recorder());
    }

    /**
     * Compares from now on; before the replay is run.
     *
     * @param endMs arena time at which the span ends
     */
    void watch(Replay watched, long lastSequence, long endMs) throws IOException {
        replay = watched;
        keepFromMs = endMs - KEPT_BEFORE_END_MS;
        if (record != null) {
            record.recorder().begin(watched.startSequence() - 1);
        }
        final SnapshotStore store = Beginning.keptByArena(dataDirectory);
        for (SnapshotStore.Kept kept : store.newestFirst()) {
            if (kept.sequence() >= watched.startSequence() && kept.sequence() <= lastSequence) {
                try {
                    digests.put(
                            kept.sequence(), store.read(kept).header().moment().stateDigest());
                } catch (SnapshotRefused e) {
                    LOG.warn("the snapshot {} is of no use: {}", kept.file(), e.getMessage());
                }
            }
        }
        watched.tournament().core().checkpoints(new DirectCheckpoints(1, this::onCheckpoint));
    }

    private void onCheckpoint(ArenaImage image, ArenaImage.Moment moment) {
        final String digest = digests.getOrDefault(moment.sequence(), moment.stateDigest());
        if (!digest.equals(moment.stateDigest())) {
            findings.add(
                    Cause.DIFFERENT_RECORD,
                    moment.sequence(),
                    moment.boundaryTimeMs(),
                    "the snapshot's state is " + digest,
                    "the replay's is " + moment.stateDigest());
        }
        if (moment.boundaryTimeMs() < keepFromMs) {
            return;
        }
        newest = new Snapshot(
                new Snapshot.Header(
                        SoftwareVersion.current(), replay.tournament().rules().toJson(), replay.chainHash(), moment),
                image.toBytes());
    }

    /** Says what differs in the permanent record and keeps the last state; after the replay was run. */
    void finish() throws IOException {
        if (record != null) {
            final long last = replay.lastSequence();
            record.differences(last)
                    .forEach(difference -> findings.add(Cause.DIFFERENT_RECORD, last, 0, difference, ""));
        }
        if (newest != null && findings.trustsReplay()) {
            try {
                Beginning.keptByParity(dataDirectory).save(newest);
            } catch (IOException e) {
                LOG.warn("the state for the next comparison cannot be kept: {}", e.toString());
            }
        }
    }
}
