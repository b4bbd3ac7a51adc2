package crucible.server.arena;

import crucible.model.Genesis;
import crucible.model.SnapshotRefused;
import crucible.runtime.event.ArenaEvent;
import crucible.runtime.event.ArenaImage;
import crucible.runtime.event.EventKind;
import crucible.runtime.event.Quarantine;
import crucible.runtime.ring.ArenaListener;
import crucible.runtime.ring.Checkpoints;
import crucible.server.journal.JournalException;
import crucible.server.journal.JournalReader;
import crucible.server.journal.ReadBack;
import crucible.server.snapshot.Snapshot;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Predicate;

/**
 * Rebuilds a tournament from its journal, comparing what it decides with what was journaled: from genesis, or from the
 * state that a snapshot holds on. One thread; used once.
 */
public final class Replay implements AutoCloseable {
    private final Records records;
    private final ArenaEvent event;
    private final Tournament tournament;
    private final long startSequence;
    private boolean hasEvent;
    private long events;
    private long lastSequence;
    private long lastArenaTimeMs;

    /** Which books a snapshot may have. */
    enum Books {
        /** None that contradict themselves: no event leaves such behind, so such a snapshot is none of the journal's. */
        ADD_UP,
        /** Any, where there is no other beginning: the agents are taken out by who goes on from there. */
        AS_THEY_ARE
    }

    /** A journal's events, in order. */
    interface Records extends AutoCloseable {
        /** Reads the next event; false at the end. */
        boolean next(ArenaEvent into);

        /** Hash of the record read last, chained to all before it; empty where records are not chained. */
        default String chainHash() {
            return "";
        }

        /** What lies behind the last good record. */
        default Optional<ReadBack.Cut> cut() {
            return Optional.empty();
        }

        @Override
        default void close() {}
    }

    private record Journaled(JournalReader reader) implements Records {
        @Override
        public boolean next(ArenaEvent into) {
            return reader.next(into);
        }

        @Override
        public String chainHash() {
            return reader.chainHash();
        }

        @Override
        public Optional<ReadBack.Cut> cut() {
            return reader.cut();
        }

        @Override
        public void close() {
            reader.close();
        }
    }

    /** @param startSequence of the event that {@code event} holds, or will once it is journaled */
    private Replay(Records records, ArenaEvent event, boolean hasEvent, Tournament tournament, long startSequence) {
        this.records = records;
        this.event = event;
        this.hasEvent = hasEvent;
        this.tournament = tournament;
        this.startSequence = startSequence;
        this.lastSequence = startSequence - 1;
    }

    /**
     * Opens the journal in {@code directory} and reads its genesis; nothing is replayed yet.
     *
     * @param lanes number of lanes; the result does not depend on it
     * @throws JournalException where there is none, or it cannot be read
     */
    public static Replay open(Path directory, int lanes, ArenaListener listener) {
        return open(new Journaled(new JournalReader(directory)), lanes, listener);
    }

    static Replay open(Records records, int lanes, ArenaListener listener) {
        try {
            final ArenaEvent event = new ArenaEvent();
            return new Replay(records, event, true, Tournament.of(rules(records, event), lanes, listener), 0);
        } catch (RuntimeException e) {
            records.close();
            throw e;
        }
    }

    private static TournamentRules rules(Records records, ArenaEvent event) {
        if (!records.next(event)) {
            throw new JournalException("the journal is empty");
        }
        if (event.kind() != EventKind.GENESIS) {
            throw new JournalException("the journal does not begin with a genesis, but with " + event.kind());
        }
        return TournamentRules.parse(event.payload(Genesis.class).configuration());
    }

    /**
     * Restores {@code snapshot} and opens the journal in {@code directory} behind it; nothing is replayed yet. The
     * listener hears of nothing unless the snapshot is good.
     *
     * @throws SnapshotRefused where the snapshot is not one of this journal, does not restore to its own digest, or has
     *     books that do not add up
     * @throws JournalException where the journal cannot be read
     */
    public static Replay from(Snapshot snapshot, Path directory, int lanes, ArenaListener listener) {
        return from(snapshot, directory, lanes, listener, Books.ADD_UP);
    }

    static Replay from(Snapshot snapshot, Path directory, int lanes, ArenaListener listener, Books books) {
        final long sequence = snapshot.header().moment().sequence();
        return from(snapshot, new Journaled(JournalReader.from(directory, sequence)), lanes, listener, books);
    }

    static Replay from(Snapshot snapshot, Records records, int lanes, ArenaListener listener, Books books) {
        try {
            final Tournament tournament = restored(snapshot, lanes, listener);
            final List<Quarantine> wrong = tournament.core().audit();
            if (books == Books.ADD_UP && !wrong.isEmpty()) {
                throw new SnapshotRefused(
                        "agent " + wrong.get(0).agentId() + ": " + wrong.get(0).failure());
            }
            final ArenaEvent event = new ArenaEvent();
            final boolean hasEvent = passSnapshot(snapshot.header(), records, event);
            tournament.core().tellRestored(snapshot.parts());
            final ArenaImage.Moment moment = snapshot.header().moment();
            final Replay replay = new Replay(records, event, hasEvent, tournament, moment.sequence() + 1);
            replay.lastArenaTimeMs = moment.arenaTimeMs();
            return replay;
        } catch (RuntimeException e) {
            records.close();
            throw e;
        }
    }

    /**
     * Makes sure that a snapshot restores to the state it says it is one of.
     *
     * @throws SnapshotRefused where it does not
     */
    public static void expectWhole(Snapshot snapshot) {
        restored(snapshot, 1, ArenaListener.NONE);
    }

    private static Tournament restored(Snapshot snapshot, int lanes, ArenaListener listener) {
        final ArenaImage.Moment moment = snapshot.header().moment();
        final Tournament tournament;
        final boolean current;
        final String digest;
        try {
            tournament = Tournament.of(TournamentRules.parse(snapshot.header().configuration()), lanes, listener);
            current = tournament.core().restore(snapshot.parts());
            digest = tournament.core().stateDigest(moment.sequence(), moment.arenaTimeMs());
        } catch (SnapshotRefused e) {
            throw e;
        } catch (RuntimeException e) {
            throw new SnapshotRefused("it cannot be restored: " + e);
        }
        // Earlier software knew less of the state, so its digest was one of less; the file's own checksum has been
        // compared.
        if (current && !digest.equals(moment.stateDigest())) {
            throw new SnapshotRefused(
                    "it restores to the state " + digest + ", but was one of " + moment.stateDigest());
        }
        return tournament;
    }

    /** Reads over what the snapshot holds already; whether there is more. */
    private static boolean passSnapshot(Snapshot.Header header, Records records, ArenaEvent event) {
        final ArenaImage.Moment moment = header.moment();
        boolean hasEvent = records.next(event);
        if (hasEvent && event.sequence() > moment.sequence() + 1) {
            throw new SnapshotRefused("the journal begins with event " + event.sequence() + ", behind a hole");
        }
        if (hasEvent
                && event.kind() == EventKind.GENESIS
                && !TournamentRules.parse(header.configuration())
                        .areToldBy(event.payload(Genesis.class).configuration())) {
            throw new SnapshotRefused("it is one of a tournament under other rules than the journal's");
        }
        long last = -1;
        while (hasEvent && event.sequence() <= moment.sequence()) {
            last = event.sequence();
            if (last == moment.sequence()
                    && (event.kind() != EventKind.BOUNDARY || event.boundaryTimeMs() != moment.boundaryTimeMs())) {
                throw new SnapshotRefused("it is one of another tournament: event " + last + " of the journal is a "
                        + event.kind() + ", not the boundary at " + moment.boundaryTimeMs());
            }
            if (last == moment.sequence() && !isSameChain(header.chainHash(), records.chainHash())) {
                throw new SnapshotRefused("it is one of another journal: what was journaled up to event " + last
                        + " has the hash " + records.chainHash() + ", it was taken behind " + header.chainHash());
            }
            hasEvent = records.next(event);
        }
        if (!hasEvent && last < moment.sequence()) {
            throw new SnapshotRefused("the journal ends with event " + last + ", before it");
        }
        return hasEvent;
    }

    private static boolean isSameChain(String one, String other) {
        return one.isEmpty() || other.isEmpty() || one.equals(other);
    }

    /**
     * Takes no digests at checkpoints, which costs a copy of the state each: the journal holds none to compare with. The
     * digest of where the replay ends can still be had from the tournament.
     */
    public Replay withoutDigests() {
        tournament.core().checkpoints(Checkpoints.NONE);
        return this;
    }

    /**
     * Replays events up to and including {@code untilSequence}.
     *
     * @param observer is shown each event after the stages
     * @throws JournalException where the journal cannot be read
     * @throws IllegalStateException where the replay would have decided otherwise than the journal says
     */
    public void run(long untilSequence, Consumer<ArenaEvent> observer) {
        runWhile(next -> next.sequence() <= untilSequence, observer);
    }

    /**
     * Replays events up to the first that is not wanted; throws what {@link #run} throws.
     *
     * @param wanted is shown each event before the stages
     * @param observer is shown each event after the stages
     */
    public void runWhile(Predicate<ArenaEvent> wanted, Consumer<ArenaEvent> observer) {
        while (hasEvent && wanted.test(event)) {
            tournament.core().replay(event);
            lastSequence = event.sequence();
            lastArenaTimeMs = event.arenaTimeMs();
            events++;
            observer.accept(event);
            hasEvent = records.next(event);
        }
    }

    /** The tournament as of the last event that was replayed. */
    public Tournament tournament() {
        return tournament;
    }

    /** Sequence of the first event that is replayed: 0 from genesis. */
    public long startSequence() {
        return startSequence;
    }

    /** How many events were replayed. */
    public long events() {
        return events;
    }

    /** Sequence of the last event that the tournament has seen; −1 before the first. */
    public long lastSequence() {
        return lastSequence;
    }

    /** Arena time as of that event, epoch milliseconds. */
    public long lastArenaTimeMs() {
        return lastArenaTimeMs;
    }

    /** Digest of the state as of that event, 64 hexadecimal digits. */
    public String stateDigest() {
        return tournament.core().stateDigest(lastSequence, lastArenaTimeMs);
    }

    /** Where it began, in words. */
    public String beginning() {
        return startSequence == 0 ? "genesis" : "the snapshot after event " + (startSequence - 1);
    }

    /** Hash of the record read last, chained to all before it. */
    public String chainHash() {
        return records.chainHash();
    }

    /** What lies behind the journal's last good record; empty where it ends whole, or before its end was reached. */
    public Optional<ReadBack.Cut> cut() {
        return records.cut();
    }

    @Override
    public void close() {
        records.close();
    }
}
