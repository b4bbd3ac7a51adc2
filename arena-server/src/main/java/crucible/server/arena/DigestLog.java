package crucible.server.arena;

import crucible.model.Instrument;
import crucible.runtime.event.ArenaEvent;
import crucible.runtime.ring.ArenaListener;
import crucible.runtime.ring.Roster;
import java.util.ArrayList;
import java.util.List;

/** Keeps the newest state digests of a run. */
public final class DigestLog implements ArenaListener {
    private final List<Entry> entries = new ArrayList<>();
    private Roster roster;

    /** A digest and the boundary it was taken at. */
    public record Entry(long sequence, long boundaryTimeMs, String digest) {}

    /** All digests, oldest first. */
    public List<Entry> entries() {
        return List.copyOf(entries);
    }

    /** The newest digest; null if there is none. */
    public Entry newest() {
        return entries.isEmpty() ? null : entries.get(entries.size() - 1);
    }

    /** The agents as of the last boundary; null before the first. */
    public Roster roster() {
        return roster;
    }

    @Override
    public void onRestored(Roster arbiter, List<Instrument> instruments) {
        roster = arbiter;
    }

    @Override
    public void onBoundary(ArenaEvent boundary, Roster arbiter) {
        roster = arbiter;
    }

    @Override
    public void onDigest(long sequence, long boundaryTimeMs, String stateDigest) {
        entries.add(new Entry(sequence, boundaryTimeMs, stateDigest));
    }
}
