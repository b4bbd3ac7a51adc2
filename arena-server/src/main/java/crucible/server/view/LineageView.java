package crucible.server.view;

import crucible.model.AgentState;
import crucible.model.Birth;
import java.util.List;

/**
 * Where an agent comes from and what came of it.
 *
 * @param agentId whom it is about
 * @param ancestors parents, their parents and so on, by descending id, each once
 * @param children direct children and members of the control group that borrow from it, which are marked by their
 *     origin, by ascending id
 */
public record LineageView(int agentId, List<Relative> ancestors, List<Relative> children) {
    public LineageView {
        ancestors = List.copyOf(ancestors);
        children = List.copyOf(children);
    }

    /** One relative. */
    public record Relative(
            int id,
            String name,
            String family,
            int generation,
            AgentState state,
            List<Integer> parents,
            Birth.Origin origin) {
        public Relative {
            parents = List.copyOf(parents);
        }
    }
}
