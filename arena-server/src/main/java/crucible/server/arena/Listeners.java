package crucible.server.arena;

import crucible.model.Birth;
import crucible.model.Instrument;
import crucible.model.StateSink;
import crucible.model.Verdict;
import crucible.runtime.event.ArenaEvent;
import crucible.runtime.event.EventKind;
import crucible.runtime.event.ListingChange;
import crucible.runtime.event.Quarantine;
import crucible.runtime.lane.Outcome;
import crucible.runtime.ring.ArenaListener;
import crucible.runtime.ring.ArenaRing;
import crucible.runtime.ring.Roster;
import java.util.ArrayList;
import java.util.List;

/**
 * What the arbiter tells goes to the publication first, then to the digest log, then to whoever waits for a command: an
 * operator who has an answer also sees its effect. Commands are absent while a journal is replayed.
 */
final class Listeners implements ArenaListener {
    private final List<ArenaListener> all = new ArrayList<>();
    private volatile ArenaRing ring;
    private volatile Commands commands;

    void add(ArenaListener listener) {
        all.add(listener);
    }

    void ring(ArenaRing newRing) {
        ring = newRing;
    }

    void commands(Commands newCommands) {
        commands = newCommands;
    }

    double ringFill() {
        return ring == null ? 0 : ring.fillRatio();
    }

    @Override
    public void onEvent(ArenaEvent event) {
        for (int i = 0; i < all.size(); i++) {
            all.get(i).onEvent(event);
        }
        if (commands == null) {
            return;
        }
        if (event.kind() == EventKind.COMMAND) {
            commands.onCommand(event);
        } else if (event.kind() == EventKind.BIRTH) {
            commands.onBirth(event.payload(Birth.class), event.sequence());
        } else if (event.kind() == EventKind.LISTING) {
            commands.onListing(event.payload(ListingChange.class), event.sequence());
        }
    }

    @Override
    public void onOutcome(Outcome outcome) {
        all.forEach(listener -> listener.onOutcome(outcome));
    }

    @Override
    public void onEvidence(int agentId, long observation, double value) {
        // No lambda: it would be made anew for every agent and bar.
        for (int i = 0; i < all.size(); i++) {
            all.get(i).onEvidence(agentId, observation, value);
        }
    }

    @Override
    public void onVerdict(Verdict verdict) {
        all.forEach(listener -> listener.onVerdict(verdict));
    }

    @Override
    public void onBirth(Birth birth, long arenaTimeMs) {
        all.forEach(listener -> listener.onBirth(birth, arenaTimeMs));
    }

    @Override
    public void onQuarantine(Quarantine quarantine) {
        all.forEach(listener -> listener.onQuarantine(quarantine));
    }

    @Override
    public void onBoundary(ArenaEvent boundary, Roster roster) {
        all.forEach(listener -> listener.onBoundary(boundary, roster));
    }

    @Override
    public void onDigest(long sequence, long boundaryTimeMs, String stateDigest) {
        all.forEach(listener -> listener.onDigest(sequence, boundaryTimeMs, stateDigest));
    }

    @Override
    public void onRestored(Roster roster, List<Instrument> instruments) {
        all.forEach(listener -> listener.onRestored(roster, instruments));
    }

    @Override
    public void visitShown(StateSink sink) {
        all.forEach(listener -> listener.visitShown(sink));
    }
}
