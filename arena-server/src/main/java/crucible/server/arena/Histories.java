package crucible.server.arena;

import crucible.model.Birth;
import crucible.runtime.lane.AgentRow;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The history of every agent ever born, by id. Written by the arbiter's thread, read by any. */
public final class Histories {
    private final List<AgentHistory> agents = new ArrayList<>();
    private final List<Boolean> settled = new ArrayList<>();

    synchronized void born(Birth birth, long bornMs) {
        agents.add(new AgentHistory(birth, bornMs));
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
            synchronized (this) {
                settled.set(agentId, true);
            }
        }
    }
}
