package crucible.factory;

import crucible.model.Birth;
import crucible.model.StateForm;
import crucible.model.StateSink;
import java.util.ArrayList;
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
    static final StateForm<Ancestor> FORM = new StateForm<>() {
        @Override
        public void show(Ancestor value, StateSink sink) {
            sink.field("agentId", value.agentId);
            sink.field("name", value.name);
            sink.field("generation", value.generation);
            sink.field("parents", value.parents.size());
            for (int i = 0; i < value.parents.size(); i++) {
                sink.field("parent", value.parents.get(i).intValue());
            }
            sink.field("origin", Birth.Origin.class, value.origin);
        }

        @Override
        public Ancestor read(StateSink sink) {
            final int agentId = sink.field("agentId", 0);
            final String name = sink.field("name", "");
            final int generation = sink.field("generation", 0);
            final List<Integer> parents = new ArrayList<>();
            for (int left = sink.field("parents", 0); left > 0; left--) {
                parents.add(sink.field("parent", 0));
            }
            return new Ancestor(agentId, name, generation, parents, sink.field("origin", Birth.Origin.class, null));
        }
    };

    public Ancestor {
        parents = List.copyOf(parents);
    }

    static Ancestor of(Birth birth) {
        return new Ancestor(
                birth.agentId(), birth.blueprint().name(), birth.generation(), birth.parents(), birth.origin());
    }
}
