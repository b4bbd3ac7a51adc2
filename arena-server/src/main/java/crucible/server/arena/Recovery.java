package crucible.server.arena;

import crucible.model.SnapshotRefused;
import crucible.runtime.ring.ArenaListener;
import crucible.server.arena.Replay.Books;
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
 * passed over; it stays on the disk. A snapshot whose books do not add up is none of the journal's: it is used only where
 * there is no other beginning, for the sake of all other agents.
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
        final Start start = new Start(snapshots, journalDirectory, lanes, listener);
        return start.newest(any -> true, Books.ADD_UP)
                .or(start::genesis)
                .or(() -> start.newest(any -> true, Books.AS_THEY_ARE))
                .orElseThrow(() -> nothingToStartFrom(journalDirectory));
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
        final long heldUpTo = record.heldUpTo();
        final Start start = new Start(snapshots, journalDirectory, lanes, listener);
        final Replay begun = start.newest(upTo -> upTo <= wholeUpTo, Books.ADD_UP)
                .or(start::genesis)
                .or(() -> start.newest(upTo -> upTo <= heldUpTo, Books.ADD_UP))
                .or(() -> start.oldest(Books.ADD_UP))
                .or(() -> start.newest(upTo -> upTo <= wholeUpTo, Books.AS_THEY_ARE))
                .or(() -> start.newest(upTo -> upTo <= heldUpTo, Books.AS_THEY_ARE))
                .or(() -> start.oldest(Books.AS_THEY_ARE))
                .orElseThrow(() -> nothingToStartFrom(journalDirectory));
        if (begun.startSequence() - 1 > wholeUpTo) {
            LOG.error(
                    "the permanent record is whole up to event {} only, and the journal no longer tells all that came"
                            + " behind it",
                    wholeUpTo);
        } else if (wholeUpTo < heldUpTo) {
            LOG.warn("the permanent record is made anew from the journal, from event {} on", wholeUpTo + 1);
            record.keepUpTo(wholeUpTo);
        }
        try {
            record.expectTournament(begun.tournament().rules()::areToldBy);
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
        return new Start(snapshots, journalDirectory, lanes, listener)
                .newest(upTo -> upTo <= sequence, Books.ADD_UP)
                .orElseGet(() -> earliest(snapshots, journalDirectory, lanes, listener));
    }

    /**
     * A replay that has yet to be run, from as early as possible: from genesis, or where the journal's beginning was pruned
     * from the oldest snapshot that is good.
     *
     * @throws JournalException where the journal cannot be read, or there is no such snapshot
     */
    public static Replay earliest(SnapshotStore snapshots, Path journalDirectory, int lanes, ArenaListener listener) {
        final Start start = new Start(snapshots, journalDirectory, lanes, listener);
        return start.genesis()
                .or(() -> start.oldest(Books.ADD_UP))
                .or(() -> start.oldest(Books.AS_THEY_ARE))
                .orElseThrow(() -> nothingToStartFrom(journalDirectory));
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

    /** The beginnings that there are. */
    private record Start(SnapshotStore snapshots, Path journalDirectory, int lanes, ArenaListener listener) {
        Optional<Replay> genesis() {
            if (firstSequence(journalDirectory) > 0) {
                return Optional.empty();
            }
            final Replay replay = Replay.open(journalDirectory, lanes, listener);
            LOG.info("starts from genesis");
            return Optional.of(replay);
        }

        Optional<Replay> newest(LongPredicate wanted, Books books) {
            return firstGood(kept(snapshots), wanted, books);
        }

        Optional<Replay> oldest(Books books) {
            final List<SnapshotStore.Kept> oldestFirst = new ArrayList<>(kept(snapshots));
            Collections.reverse(oldestFirst);
            return firstGood(oldestFirst, any -> true, books);
        }

        private Optional<Replay> firstGood(List<SnapshotStore.Kept> inOrder, LongPredicate wanted, Books books) {
            for (SnapshotStore.Kept kept : inOrder) {
                if (wanted.test(kept.sequence())) {
                    try {
                        final Replay replay =
                                Replay.from(snapshots.read(kept), journalDirectory, lanes, listener, books);
                        LOG.info("starts from the snapshot {}, after event {}", kept.file(), kept.sequence());
                        return Optional.of(replay);
                    } catch (SnapshotRefused | IOException e) {
                        LOG.warn("the snapshot {} is of no use, the next is tried: {}", kept.file(), e.getMessage());
                    }
                }
            }
            return Optional.empty();
        }
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
