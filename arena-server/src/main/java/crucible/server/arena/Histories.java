package crucible.server.arena;

import crucible.model.Birth;
import crucible.model.StateSink;
import crucible.runtime.lane.AgentRow;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The history of every agent ever born, by id, in memory that does not grow with time: the more agents live, the less is
 * kept of each; of the dead only the newest are remembered in detail. Written by the arbiter's thread, read by any.
 */
public final class Histories {
    private static final int DEAD_REMEMBERED = 300;
    private static final int ORDERS_IN_ALL = 20_000;
    private static final int POINTS_IN_ALL = 400_000;

    private final int keptOrders;
    private final int keptPoints;
    private final List<AgentHistory> agents = new ArrayList<>();
    private final ArrayDeque<AgentHistory> newestDead = new ArrayDeque<>();
    private final List<Boolean> settled = new ArrayList<>();

    /** @param slots number of agents that live at a time */
    Histories(int slots) {
        keptOrders = Math.max(20, Math.min(500, ORDERS_IN_ALL / slots));
        keptPoints = Math.max(128, Math.min(2048, POINTS_IN_ALL / slots));
    }

    synchronized void born(Birth birth, long bornMs) {
        agents.add(new AgentHistory(birth, bornMs, keptOrders, keptPoints));
        settled.add(false);
        for (int parent : birth.parents()) {
            agents.get(parent).child(birth.agentId());
        }
    }

    synchronized AgentHistory of(int agentId) {
        return agents.get(agentId);
    }

    synchronized Optional<AgentHistory> find(int agentId) {
        return agentId >= 0 && agentId < agents.size() ? Optional.of(agents.get(agentId)) : Optional.empty();
    }

    /** Whether a dead agent's books can no longer change. */
    synchronized boolean isSettled(int agentId) {
        return settled.get(agentId);
    }

    void mark(int agentId, long timeMs, AgentRow row) {
        of(agentId).mark(timeMs, row.equityUsdE8());
        if (row.state().isDead() && row.positions() == 0) {
            settle(agentId);
        }
    }

    private synchronized void settle(int agentId) {
        settled.set(agentId, true);
        final AgentHistory dead = agents.get(agentId);
        dead.settle();
        newestDead.addLast(dead);
        if (newestDead.size() > DEAD_REMEMBERED) {
            newestDead.removeFirst().forget();
        }
    }

    /** Shows what a restart must not forget: how high each agent's equity has been. Everyone is born already. */
    synchronized void visit(StateSink sink) {
        sink.begin("histories", 1);
        final int count = sink.field("agents", agents.size());
        for (int i = 0; i < count; i++) {
            agents.get(i).visit(sink);
        }
        sink.end();
    }
}
