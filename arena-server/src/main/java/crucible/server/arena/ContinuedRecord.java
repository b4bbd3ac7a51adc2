package crucible.server.arena;

import crucible.server.journal.JournalReader;
import crucible.server.record.RecordBlock;
import crucible.server.record.RecordReader;
import crucible.server.record.Recorder;
import crucible.server.snapshot.SnapshotSettings;
import crucible.server.snapshot.SnapshotStore;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/**
 * A data directory's permanent record, continued in memory by what the journal tells behind its end. Changes nothing and
 * works beside a running server.
 *
 * @param recordedUpTo the last event that the record itself covers; −1 where there is none
 * @param toldUpTo the last event that was told
 * @param missing what nothing tells any more, in words
 */
public record ContinuedRecord(long recordedUpTo, long toldUpTo, List<String> missing) {
    /**
     * Where the parts of a data directory lie.
     *
     * @param journal the journal
     * @param permanent the permanent record
     * @param snapshots the snapshots
     */
    public record Places(Path journal, Path permanent, Path snapshots) {
        /** Those of the data directory {@code given}, or of the one whose journal it is. */
        public static Places of(Path given) {
            final boolean isData = Files.isDirectory(given.resolve("journal"))
                    || Files.isDirectory(given.resolve("permanent")) && !JournalReader.exists(given);
            return isData
                    ? new Places(given.resolve("journal"), given.resolve("permanent"), given.resolve("snapshots"))
                    : new Places(given, given.resolveSibling("permanent"), given.resolveSibling("snapshots"));
        }

        /** The snapshots, to be read. */
        public SnapshotStore snapshotStore() {
            return new SnapshotStore(SnapshotSettings.none(snapshots));
        }
    }

    /**
     * Tells the blocks up to the event {@code until}, in order; the last one may go on behind it.
     *
     * @throws IOException where the record cannot be read
     * @throws crucible.server.journal.JournalException where the journal is needed and cannot be read
     */
    public static ContinuedRecord tell(Places places, long until, Consumer<RecordBlock> listener) throws IOException {
        final RecordReader reader = new RecordReader(places.permanent());
        RecordBlock block = reader.next();
        while (block != null && block.after() < until) {
            listener.accept(block);
            block = reader.next();
        }
        final List<String> missing = new ArrayList<>();
        // What is torn off the end, the journal tells.
        reader.damage().stream().filter(damage -> !damage.isTail()).forEach(damage -> missing.add(damage.words()));
        final long recordedUpTo = reader.upTo();
        if (recordedUpTo >= until || !JournalReader.exists(places.journal())) {
            return new ContinuedRecord(recordedUpTo, recordedUpTo, missing);
        }
        final Recorder recorder = Recorder.telling(told -> {
            if (told.upTo() > recordedUpTo) {
                listener.accept(told);
            }
        });
        try (Replay replay = Recovery.covering(places.snapshotStore(), places.journal(), 1, recorder, recordedUpTo)) {
            final long after = replay.startSequence() - 1;
            if (after > recordedUpTo) {
                missing.add("neither the permanent record nor the journal tells of the events " + (recordedUpTo + 1)
                        + " to " + after);
            }
            recorder.begin(after);
            replay.withoutDigests().run(until, event -> {});
            recorder.flush();
            return new ContinuedRecord(recordedUpTo, Math.max(recordedUpTo, replay.lastSequence()), missing);
        }
    }
}
