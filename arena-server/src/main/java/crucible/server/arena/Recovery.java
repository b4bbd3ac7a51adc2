package crucible.server.arena;

import crucible.model.SnapshotRefused;
import crucible.runtime.ring.ArenaListener;
import crucible.server.journal.JournalException;
import crucible.server.journal.JournalReader;
import crucible.server.record.RecordStore;
import crucible.server.snapshot.SnapshotStore;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.function.LongPredicate;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Where a replay begins: at a snapshot that is whole and fits the journal, or at genesis. What is of no use is named and
 * passed over; it stays on the disk.
 */
public final class Recovery {
    private static final Logger LOG = LoggerFactory.getLogger(Recovery.class);

    private Recovery() {}

    /**
     * A replay that has yet to be run, from the newest snapshot that is good, else from genesis: the quickest.
     *
     * @throws JournalException where the journal cannot be read
     */
    public static Replay begin(SnapshotStore snapshots, Path journalDirectory, int lanes, ArenaListener listener) {
        return newest(snapshots, any -> true, journalDirectory, lanes, listener)
                .orElseGet(() -> fromGenesis(journalDirectory, lanes, listener));
    }

    /**
     * The same, but early enough that everything which {@code record} lacks is told again. Where the journal no longer
     * reaches back so far, the record goes on behind a hole.
     *
     * @throws JournalException where the journal cannot be read
     * @throws crucible.server.record.RecordException where the record is one of another tournament
     */
    public static Replay begin(
            SnapshotStore snapshots, Path journalDirectory, int lanes, ArenaListener listener, RecordStore record) {
        final long wholeUpTo = record.wholeUpTo();
        Optional<Replay> replay = newest(snapshots, upTo -> upTo <= wholeUpTo, journalDirectory, lanes, listener);
        if (replay.isEmpty() && firstSequence(journalDirectory) == 0) {
            replay = Optional.of(fromGenesis(journalDirectory, lanes, listener));
        }
        if (replay.isPresent()) {
            if (wholeUpTo < record.heldUpTo()) {
                LOG.warn("the permanent record is made anew from the journal, from event {} on", wholeUpTo + 1);
                record.keepUpTo(wholeUpTo);
            }
        } else {
            LOG.error(
                    "the permanent record is whole up to event {} only, and the journal no longer tells all that came"
                            + " behind it",
                    wholeUpTo);
            replay = newest(snapshots, upTo -> upTo <= record.heldUpTo(), journalDirectory, lanes, listener)
                    .or(() -> oldest(snapshots, journalDirectory, lanes, listener));
        }
        final Replay begun = replay.orElseThrow(() -> nothingToStartFrom(journalDirectory));
        try {
            record.expectTournament(begun.tournament().rules().toJson());
        } catch (RuntimeException e) {
            begun.close();
            throw e;
        }
        return begun;
    }

    /**
     * A replay that has yet to be run, from the newest snapshot that is good and does not lie behind the event
     * {@code sequence}, else from genesis; where the journal no longer reaches back so far, from as early as possible.
     *
     * @throws JournalException where the journal cannot be read, or there is nothing to start from
     */
    public static Replay covering(
            SnapshotStore snapshots, Path journalDirectory, int lanes, ArenaListener listener, long sequence) {
        return newest(snapshots, upTo -> upTo <= sequence, journalDirectory, lanes, listener)
                .orElseGet(() -> earliest(snapshots, journalDirectory, lanes, listener));
    }

    /**
     * A replay that has yet to be run, from as early as possible: from genesis, or where the journal's beginning was pruned
     * from the oldest snapshot that is good.
     *
     * @throws JournalException where the journal cannot be read, or there is no such snapshot
     */
    public static Replay earliest(SnapshotStore snapshots, Path journalDirectory, int lanes, ArenaListener listener) {
        return firstSequence(journalDirectory) == 0
                ? fromGenesis(journalDirectory, lanes, listener)
                : oldest(snapshots, journalDirectory, lanes, listener)
                        .orElseThrow(() -> nothingToStartFrom(journalDirectory));
    }

    private static Replay fromGenesis(Path journalDirectory, int lanes, ArenaListener listener) {
        if (firstSequence(journalDirectory) > 0) {
            throw nothingToStartFrom(journalDirectory);
        }
        final Replay replay = Replay.open(journalDirectory, lanes, listener);
        LOG.info("starts from genesis");
        return replay;
    }

    private static JournalException nothingToStartFrom(Path journalDirectory) {
        return new JournalException("the journal " + journalDirectory + " begins with event "
                + firstSequence(journalDirectory)
                + ", what came before was pruned, and there is no good snapshot to start from");
    }

    private static long firstSequence(Path journalDirectory) {
        try (JournalReader reader = new JournalReader(journalDirectory)) {
            return reader.firstSequence();
        }
    }

    private static Optional<Replay> newest(
            SnapshotStore snapshots, LongPredicate wanted, Path journalDirectory, int lanes, ArenaListener listener) {
        return firstGood(snapshots, kept(snapshots), wanted, journalDirectory, lanes, listener);
    }

    private static Optional<Replay> oldest(
            SnapshotStore snapshots, Path journalDirectory, int lanes, ArenaListener listener) {
        final List<SnapshotStore.Kept> oldestFirst = new ArrayList<>(kept(snapshots));
        Collections.reverse(oldestFirst);
        return firstGood(snapshots, oldestFirst, any -> true, journalDirectory, lanes, listener);
    }

    private static Optional<Replay> firstGood(
            SnapshotStore snapshots,
            List<SnapshotStore.Kept> inOrder,
            LongPredicate wanted,
            Path journalDirectory,
            int lanes,
            ArenaListener listener) {
        for (SnapshotStore.Kept kept : inOrder) {
            if (wanted.test(kept.sequence())) {
                try {
                    final Replay replay = Replay.from(snapshots.read(kept), journalDirectory, lanes, listener);
                    LOG.info("starts from the snapshot {}, after event {}", kept.file(), kept.sequence());
                    return Optional.of(replay);
                } catch (SnapshotRefused | IOException e) {
                    LOG.warn("the snapshot {} is of no use, the next is tried: {}", kept.file(), e.getMessage());
                }
            }
        }
        return Optional.empty();
    }

    private static List<SnapshotStore.Kept> kept(SnapshotStore snapshots) {
        try {
            return snapshots.newestFirst();
        } catch (IOException e) {
            LOG.warn("the folder of the snapshots cannot be read: {}", e.toString());
            return List.of();
        }
    }
}
