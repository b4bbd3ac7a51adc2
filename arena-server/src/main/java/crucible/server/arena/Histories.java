package crucible.server.arena;

import crucible.model.Birth;
import crucible.model.StateSink;
import crucible.runtime.lane.AgentRow;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.locks.LockSupport;

/**
 * The history of every agent ever born, by id, in memory that does not grow with time: the more agents live, the less is
 * kept of each; of the dead only the newest are remembered in detail. Written by the arbiter's thread, read by any.
 */
public final class Histories {
    private static final int DEAD_REMEMBERED = 300;
    private static final int ORDERS_IN_ALL = 20_000;
    private static final int POINTS_IN_ALL = 400_000;
    private static final int MOST_LOOKS = 100_000;
    private static final long BETWEEN_LOOKS_NANOS = 100_000;

    private final int keptOrders;
    private final int keptPoints;
    private final int storedOrders;
    private final int storedPoints;
    private final List<AgentHistory> agents = new ArrayList<>();
    private final ArrayDeque<AgentHistory> newestDead = new ArrayDeque<>();
    private final List<Boolean> settled = new ArrayList<>();
    /** Histories that were stored, of agents that the replay has yet to bear. */
    private final Map<Integer, StoredHistory> awaited = new HashMap<>();

    /** @param slots number of agents that live at a time */
    Histories(int slots) {
        keptOrders = Math.max(20, Math.min(500, ORDERS_IN_ALL / slots));
        keptPoints = Math.max(128, Math.min(2048, POINTS_IN_ALL / slots));
        storedOrders = Math.max(2, 2 * ORDERS_IN_ALL / slots);
        storedPoints = Math.max(16, POINTS_IN_ALL / slots);
    }

    synchronized void born(Birth birth, long bornMs) {
        agents.add(new AgentHistory(birth, bornMs, keptOrders, keptPoints));
        settled.add(false);
        for (int parent : birth.parents()) {
            agents.get(parent).child(birth.agentId());
        }
        final StoredHistory before = awaited.remove(birth.agentId());
        if (before != null) {
            restore(birth.agentId(), before);
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

    /** An agent as of the boundary {@code sequence}. */
    void mark(int agentId, long sequence, long timeMs, AgentRow row) {
        of(agentId).mark(sequence, timeMs, row.equityUsdE8());
        if (row.state().isDead() && row.positions() == 0) {
            settle(agentId);
        }
    }

    private synchronized void settle(int agentId) {
        settled.set(agentId, true);
        agents.get(agentId).settle();
        remember(agents.get(agentId));
    }

    private void remember(AgentHistory dead) {
        newestDead.addLast(dead);
        if (newestDead.size() > DEAD_REMEMBERED) {
            newestDead.removeFirst().forget();
        }
    }

    /**
     * A copy of every agent's history, by id, each as of a boundary of its own: none of them waits for another. Any thread
     * but the arbiter's, which at most waits until one agent is copied.
     */
    List<StoredHistory> stored() {
        final int count;
        synchronized (this) {
            count = agents.size();
        }
        final List<StoredHistory> all = new ArrayList<>();
        for (int id = 0; id < count; id++) {
            all.add(stored(id));
        }
        return all;
    }

    private StoredHistory stored(int agentId) {
        for (int look = 0; look < MOST_LOOKS; look++) {
            final Optional<StoredHistory> copy = of(agentId).stored(isSettled(agentId), storedOrders, storedPoints);
            if (copy.isPresent()) {
                return copy.get();
            }
            LockSupport.parkNanos(BETWEEN_LOOKS_NANOS);
        }
        throw new IllegalStateException("the history of agent " + agentId + " was never at rest");
    }

    /**
     * Goes on where stored histories end: of what a replay tells again they keep only what is new. The agents in the
     * snapshot are born already, others will be.
     */
    synchronized void restore(List<StoredHistory> stored) {
        final List<Integer> byDeath = new ArrayList<>();
        for (int id = 0; id < stored.size(); id++) {
            if (id >= agents.size()) {
                awaited.put(id, stored.get(id));
            } else if (stored.get(id).isSettled()) {
                byDeath.add(id);
            } else {
                restore(id, stored.get(id));
            }
        }
        byDeath.sort(Comparator.comparingLong(id -> stored.get(id).upTo()));
        byDeath.forEach(id -> restore(id, stored.get(id)));
    }

    private void restore(int agentId, StoredHistory stored) {
        agents.get(agentId).restore(stored);
        if (stored.isSettled() && !settled.get(agentId)) {
            settled.set(agentId, true);
            remember(agents.get(agentId));
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
