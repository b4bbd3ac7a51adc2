package crucible.server.parity;

import crucible.model.Desk;
import crucible.runtime.event.ArenaEvent;
import crucible.runtime.event.EventKind;
import crucible.runtime.lane.AgentRow;
import crucible.runtime.lane.Outcome;
import crucible.runtime.ring.ArenaListener;
import crucible.runtime.ring.Roster;
import java.util.HashSet;
import java.util.Set;
import java.util.function.IntPredicate;
import java.util.function.IntUnaryOperator;

/** Tells what the compared agents of one arena do, under the ids that they have in the recorded one. One thread. */
final class Onlooker implements ArenaListener {
    private final IntUnaryOperator agentId;
    private final IntPredicate compared;
    private final Ear ear;
    private final Set<Integer> settled = new HashSet<>();

    /** Who is told. */
    interface Ear {
        /**
         * An agent has done something.
         *
         * @param sequence this arena's event that caused it; −1 for the one that is being processed
         */
        void onDeed(int agentId, Deed deed, long sequence);

        /** A bar has passed all stages; its features are in the event. */
        void onBar(ArenaEvent bar);

        /** A boundary has been judged; what agents did until then has been told. */
        void onBoundary(ArenaEvent boundary);
    }

    /**
     * @param agentId gives the id in the recorded arena of an agent of this one
     * @param compared says whether an agent, by its id in the recorded arena, is compared
     */
    Onlooker(IntUnaryOperator agentId, IntPredicate compared, Ear ear) {
        this.agentId = agentId;
        this.compared = compared;
        this.ear = ear;
    }

    @Override
    public Desk watched(Desk own) {
        return new WatchedDesk(own, (deed, ownId) -> {
            final int id = agentId.applyAsInt(ownId);
            if (compared.test(id)) {
                ear.onDeed(id, deed, -1);
            }
        });
    }

    @Override
    public void onOutcome(Outcome outcome) {
        final int id = agentId.applyAsInt(outcome.agentId());
        if (compared.test(id)) {
            ear.onDeed(id, Deed.of(outcome), outcome.sequence());
        }
    }

    @Override
    public void onEvent(ArenaEvent event) {
        if (event.kind() == EventKind.BAR) {
            ear.onBar(event);
        }
    }

    /** How every agent stands; of those that are over and done with, once more and then never again. */
    @Override
    public void onBoundary(ArenaEvent boundary, Roster roster) {
        for (int ownId = 0; ownId < roster.agents(); ownId++) {
            final int id = agentId.applyAsInt(ownId);
            final AgentRow row = roster.row(ownId);
            if (compared.test(id) && row.isPresent() && !settled.contains(id)) {
                final Deed.Standing standing = Deed.Standing.of(row, boundary.boundaryTimeMs());
                if (standing.isFinal()) {
                    settled.add(id);
                }
                ear.onDeed(id, standing, -1);
            }
        }
        ear.onBoundary(boundary);
    }
}
