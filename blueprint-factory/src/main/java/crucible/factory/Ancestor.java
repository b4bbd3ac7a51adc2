package crucible.factory;

import crucible.model.Birth;
import java.util.List;

/**
 * One agent of a family tree.
 *
 * @param agentId the agent
 * @param name its blueprint's name
 * @param generation 0 for founders, one more than its older parent else
 * @param parents agent ids of its parents, none to two
 * @param origin who asked for it
 */
public record Ancestor(int agentId, String name, int generation, List<Integer> parents, Birth.Origin origin) {
    public Ancestor {
        parents = List.copyOf(parents);
    }

    static Ancestor of(Birth birth) {
        return new Ancestor(
                birth.agentId(), birth.blueprint().name(), birth.generation(), birth.parents(), birth.origin());
    }
}
