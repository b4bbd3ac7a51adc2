package crucible.server.cli;

import crucible.model.SnapshotRefused;
import crucible.runtime.event.ArenaImage;
import crucible.server.arena.Replay;
import crucible.server.snapshot.Snapshot;
import crucible.server.snapshot.SnapshotStore;
import java.io.IOException;
import java.nio.file.NoSuchFileException;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Deque;
import java.util.List;

/** Compares every kept snapshot with the state that a replay has at its event. One thread. */
final class SnapshotsOnTheWay {
    private final SnapshotStore store;
    private final Deque<SnapshotStore.Kept> ahead;
    private final List<String> wrong = new ArrayList<>();
    private int compared;
    private int beforeTheJournal;

    SnapshotsOnTheWay(SnapshotStore store) throws IOException {
        this.store = store;
        final List<SnapshotStore.Kept> oldestFirst = new ArrayList<>(store.newestFirst());
        Collections.reverse(oldestFirst);
        ahead = new ArrayDeque<>(oldestFirst);
    }

    /** The replay stands before its first event: older snapshots can only be looked at, and that one it came from. */
    void begin(Replay replay) {
        while (!ahead.isEmpty() && ahead.peek().sequence() < replay.startSequence()) {
            final SnapshotStore.Kept kept = ahead.poll();
            if (read(kept) != null) {
                if (kept.sequence() == replay.startSequence() - 1) {
                    compared++;
                } else {
                    beforeTheJournal++;
                }
            }
        }
    }

    /** The replay stands behind an event. */
    void pass(Replay replay) {
        while (!ahead.isEmpty() && ahead.peek().sequence() <= replay.lastSequence()) {
            final SnapshotStore.Kept kept = ahead.poll();
            final Snapshot snapshot = read(kept);
            if (snapshot != null) {
                compare(kept, snapshot.header(), replay);
            }
        }
    }

    /** Snapshots that the replay has not come to lie behind the journal's end. */
    void end(long lastSequence) {
        for (SnapshotStore.Kept kept : ahead) {
            wrong(kept, "it is ahead of the journal, which ends with event " + lastSequence);
        }
        ahead.clear();
    }

    private Snapshot read(SnapshotStore.Kept kept) {
        try {
            final Snapshot snapshot = store.read(kept);
            Replay.expectWhole(snapshot);
            return snapshot;
        } catch (NoSuchFileException e) {
            // a server that runs has removed it since, as too old
            return null;
        } catch (SnapshotRefused | IOException e) {
            wrong(kept, e.getMessage());
            return null;
        }
    }

    private void compare(SnapshotStore.Kept kept, Snapshot.Header header, Replay replay) {
        final ArenaImage.Moment moment = header.moment();
        final String digest = replay.stateDigest();
        if (moment.sequence() != replay.lastSequence() || moment.arenaTimeMs() != replay.lastArenaTimeMs()) {
            wrong(
                    kept,
                    "it says it was taken at event " + moment.sequence() + ", arena time " + moment.arenaTimeMs()
                            + "; the journal has event " + replay.lastSequence() + " at " + replay.lastArenaTimeMs());
        } else if (!replay.tournament().rules().areToldBy(header.configuration())) {
            wrong(kept, "it is one of a tournament under other rules");
        } else if (!header.chainHash().isEmpty() && !header.chainHash().equals(replay.chainHash())) {
            wrong(
                    kept,
                    "it is one of another journal: it was taken behind the hash " + header.chainHash()
                            + ", the journal has " + replay.chainHash());
        } else if (!moment.stateDigest().equals(digest)) {
            wrong(kept, "it has the state digest " + moment.stateDigest() + ", the replay " + digest);
        } else {
            compared++;
        }
    }

    private void wrong(SnapshotStore.Kept kept, String reason) {
        wrong.add("the snapshot " + kept.file() + ": " + reason);
    }

    /** How many have the replay's state. */
    int compared() {
        return compared;
    }

    /** How many are whole, but from before the journal's beginning. */
    int beforeTheJournal() {
        return beforeTheJournal;
    }

    /** The others, each with its file and what is wrong. */
    List<String> wrong() {
        return wrong;
    }
}
