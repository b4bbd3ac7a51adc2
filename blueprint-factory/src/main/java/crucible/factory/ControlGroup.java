package crucible.factory;

import crucible.model.Birth;
import crucible.model.Blueprint;
import crucible.model.Draw;
import crucible.model.StateHolder;
import crucible.model.StateSink;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;

/**
 * Keeps so many placebos alive beside the agents that play: each borrows a living agent's blueprint, but for what makes it
 * enter. One is born at a boundary at most. Arbiter's thread.
 */
final class ControlGroup implements StateHolder {
    private static final String ACTOR = "control group";

    private final double share;
    private final long seed;
    private final TreeSet<Integer> alive = new TreeSet<>();

    /** @param share placebos per agent that plays */
    ControlGroup(double share, long seed) {
        this.share = share;
        this.seed = seed;
    }

    void onBirth(int agentId) {
        alive.add(agentId);
    }

    /** Whether the agent was one of them. */
    boolean onEnd(int agentId) {
        return alive.remove(agentId);
    }

    boolean has(int agentId) {
        return alive.contains(agentId);
    }

    /** The next placebo, where there are too few. */
    Optional<Birth> missing(List<Birth> playing, long boundaryTimeMs) {
        if (playing.isEmpty() || alive.size() >= Math.ceil(share * playing.size())) {
            return Optional.empty();
        }
        final Birth like = playing.get(Draw.below(playing.size(), seed, "factory.placebo", boundaryTimeMs, 0, 0));
        final Blueprint blueprint = like.blueprint();
        return Optional.of(new Birth(
                0,
                -1,
                blueprint.withName(name(blueprint.name())),
                Draw.bits(seed, "factory.placebo.agent", boundaryTimeMs, 0, 0),
                0,
                List.of(),
                Birth.Origin.PLACEBO,
                ACTOR,
                "trades as much as agent " + like.agentId() + ", but at random"));
    }

    private static String name(String borrowed) {
        final String name = "Placebo of " + borrowed;
        return name.substring(0, Math.min(name.length(), 64));
    }

    @Override
    public void visit(StateSink sink) {
        sink.begin("controlGroup", 1);
        final int count = sink.field("alive", alive.size());
        if (sink.isRestoring()) {
            for (int i = 0; i < count; i++) {
                alive.add(sink.field("agentId", 0));
            }
        } else {
            for (int agentId : alive) {
                sink.field("agentId", agentId);
            }
        }
        sink.end();
    }
}
