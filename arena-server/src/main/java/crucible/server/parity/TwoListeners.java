package crucible.server.parity;

import crucible.model.Birth;
import crucible.model.Desk;
import crucible.model.Instrument;
import crucible.model.Verdict;
import crucible.runtime.event.ArenaEvent;
import crucible.runtime.event.Quarantine;
import crucible.runtime.lane.Outcome;
import crucible.runtime.ring.ArenaListener;
import crucible.runtime.ring.Roster;
import java.util.List;

/** Tells two listeners the same; the first one's desks are used. */
record TwoListeners(ArenaListener first, ArenaListener second) implements ArenaListener {
    @Override
    public Desk watched(Desk own) {
        return first.watched(own);
    }

    @Override
    public void onEvent(ArenaEvent event) {
        first.onEvent(event);
        second.onEvent(event);
    }

    @Override
    public void onOutcome(Outcome outcome) {
        first.onOutcome(outcome);
        second.onOutcome(outcome);
    }

    @Override
    public void onEvidence(int agentId, long observation, double value) {
        first.onEvidence(agentId, observation, value);
        second.onEvidence(agentId, observation, value);
    }

    @Override
    public void onVerdict(Verdict verdict) {
        first.onVerdict(verdict);
        second.onVerdict(verdict);
    }

    @Override
    public void onBirth(Birth birth, long arenaTimeMs) {
        first.onBirth(birth, arenaTimeMs);
        second.onBirth(birth, arenaTimeMs);
    }

    @Override
    public void onQuarantine(Quarantine quarantine) {
        first.onQuarantine(quarantine);
        second.onQuarantine(quarantine);
    }

    @Override
    public void onBoundary(ArenaEvent boundary, Roster roster) {
        first.onBoundary(boundary, roster);
        second.onBoundary(boundary, roster);
    }

    @Override
    public void onDigest(long sequence, long boundaryTimeMs, String stateDigest) {
        first.onDigest(sequence, boundaryTimeMs, stateDigest);
        second.onDigest(sequence, boundaryTimeMs, stateDigest);
    }

    @Override
    public void onRestored(Roster roster, List<Instrument> instruments) {
        first.onRestored(roster, instruments);
        second.onRestored(roster, instruments);
    }
}
