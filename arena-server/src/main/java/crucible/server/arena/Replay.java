package crucible.server.arena;

import crucible.model.Genesis;
import crucible.runtime.event.ArenaEvent;
import crucible.runtime.event.EventKind;
import crucible.runtime.ring.ArenaListener;
import crucible.server.journal.JournalException;
import crucible.server.journal.JournalReader;
import crucible.server.journal.ReadBack;
import java.nio.file.Path;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * Rebuilds a tournament from its journal, comparing what it decides with what was journaled. One thread; used once.
 */
public final class Replay implements AutoCloseable {
    private final JournalReader reader;
    private final ArenaEvent event = new ArenaEvent();
    private final Tournament tournament;
    private long events;
    private long lastSequence = -1;

    private Replay(JournalReader reader, int lanes, ArenaListener listener) {
        this.reader = reader;
        this.tournament = Tournament.of(rules(), lanes, listener);
    }

    /**
     * Opens the journal in {@code directory} and reads its genesis; nothing is replayed yet.
     *
     * @param lanes number of lanes; the result does not depend on it
     * @throws JournalException where there is none, or it cannot be read
     */
    public static Replay open(Path directory, int lanes, ArenaListener listener) {
        final JournalReader reader = new JournalReader(directory);
        try {
            return new Replay(reader, lanes, listener);
        } catch (RuntimeException e) {
            reader.close();
            throw e;
        }
    }

    private TournamentRules rules() {
        if (!reader.next(event)) {
            throw new JournalException("the journal is empty");
        }
        if (event.kind() != EventKind.GENESIS) {
            throw new JournalException("the journal does not begin with a genesis, but with " + event.kind());
        }
        return TournamentRules.parse(event.payload(Genesis.class).configuration());
    }

    /**
     * Replays events up to and including {@code untilSequence}.
     *
     * @param observer is shown each event after the stages
     * @throws JournalException where the journal cannot be read
     * @throws IllegalStateException where the replay would have decided otherwise than the journal says
     */
    public void run(long untilSequence, Consumer<ArenaEvent> observer) {
        do {
            if (event.sequence() > untilSequence) {
                return;
            }
            tournament.core().replay(event);
            observer.accept(event);
            lastSequence = event.sequence();
            events++;
        } while (reader.next(event));
    }

    /** The tournament as of the last event that was replayed. */
    public Tournament tournament() {
        return tournament;
    }

    /** How many events were replayed. */
    public long events() {
        return events;
    }

    /** Sequence of the last one; −1 before the first. */
    public long lastSequence() {
        return lastSequence;
    }

    /** Hash of the record read last, chained to all before it. */
    public String chainHash() {
        return reader.chainHash();
    }

    /** What lies behind the journal's last good record; empty where it ends whole, or before its end was reached. */
    public Optional<ReadBack.Cut> cut() {
        return reader.cut();
    }

    @Override
    public void close() {
        reader.close();
    }
}
