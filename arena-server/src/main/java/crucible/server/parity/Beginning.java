package crucible.server.parity;

import crucible.runtime.ring.ArenaListener;
import crucible.server.arena.Replay;
import crucible.server.journal.JournalReader;
import crucible.server.snapshot.SnapshotSettings;
import crucible.server.snapshot.SnapshotStore;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/**
 * Where a comparison begins: at the newest state kept before the span, of the running arena or of an earlier comparison,
 * else at genesis; without a span at genesis, or where that was pruned at the oldest state.
 */
final class Beginning {
    private final Path journal;
    private final Optional<SnapshotStore.Kept> state;
    private final SnapshotStore store;

    private Beginning(Path journal, Optional<SnapshotStore.Kept> state, SnapshotStore store) {
        this.journal = journal;
        this.state = state;
        this.store = store;
    }

    /** The states that comparisons keep for the next one, in a data directory. */
    static SnapshotStore keptByParity(Path dataDirectory) {
        return new SnapshotStore(new SnapshotSettings(dataDirectory.resolve("parity"), 1, 3, 30));
    }

    /** The snapshots of the running arena. */
    static SnapshotStore keptByArena(Path dataDirectory) {
        return new SnapshotStore(SnapshotSettings.defaults(dataDirectory.resolve("snapshots")));
    }

    /**
     * All that might do, the best first.
     *
     * @param from arena time at which the span begins at the latest; empty for as early as possible
     * @param firstKept first event that the lake holds
     * @throws ParityRefused where there is none
     */
    static List<Beginning> candidates(Path dataDirectory, Optional<Long> from, long firstKept) throws IOException {
        final Path journal = dataDirectory.resolve("journal");
        final long firstJournaled;
        try (JournalReader reader = new JournalReader(journal)) {
            firstJournaled = reader.firstSequence();
        }
        final List<Beginning> all = new ArrayList<>();
        for (SnapshotStore store : List.of(keptByArena(dataDirectory), keptByParity(dataDirectory))) {
            store.newestFirst().forEach(kept -> all.add(new Beginning(journal, Optional.of(kept), store)));
        }
        all.removeIf(state -> state.firstSequence() < Math.max(firstKept, firstJournaled)
                || from.isPresent() && state.timeMs().orElseThrow() > from.get());
        final Comparator<Beginning> earliest = Comparator.comparingLong(Beginning::firstSequence);
        all.sort(from.isPresent() ? earliest.reversed() : earliest);
        if (firstJournaled == 0 && firstKept == 0) {
            all.add(from.isPresent() ? all.size() : 0, new Beginning(journal, Optional.empty(), null));
        }
        if (all.isEmpty()) {
            throw new ParityRefused("there is no state to begin from: the journal begins with event " + firstJournaled
                    + ", the lake with " + firstKept + ", and no snapshot lies behind both"
                    + (from.isPresent() ? " and before the span" : ""));
        }
        return all;
    }

    /** First event behind it. */
    long firstSequence() {
        return state.map(kept -> kept.sequence() + 1).orElse(0L);
    }

    /** Arena time of the boundary at which it was kept; empty for genesis. */
    Optional<Long> timeMs() {
        return state.map(SnapshotStore.Kept::boundaryTimeMs);
    }

    /**
     * A replay that begins here; the listener hears of nothing unless the state is good.
     *
     * @throws crucible.model.SnapshotRefused where it is not
     */
    Replay open(ArenaListener listener) throws IOException {
        return state.isPresent()
                ? Replay.from(store.read(state.get()), journal, 1, listener)
                : Replay.open(journal, 1, listener);
    }

    @Override
    public String toString() {
        return state.map(kept -> kept.file().toString()).orElse("genesis");
    }
}
