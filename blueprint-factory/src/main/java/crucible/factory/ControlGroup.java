package crucible.factory;

import crucible.model.Birth;
import crucible.model.Draw;
import crucible.model.StateHolder;
import crucible.model.StateSink;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;

/**
 * Keeps so many members of the control group alive beside the agents that play: each borrows a living agent's blueprint.
 * One is born at a boundary at most. Arbiter's thread.
 */
final class ControlGroup implements StateHolder {
    private static final String ACTOR = "control group";

    private final FactorySettings settings;
    private final long seed;
    /** How many ever: whose turn it is. */
    private long born;

    private final TreeSet<Integer> alive = new TreeSet<>();

    ControlGroup(FactorySettings settings, long seed) {
        this.settings = settings;
        this.seed = seed;
    }

    void onBirth(int agentId) {
        alive.add(agentId);
        born++;
    }

    /** Whether the agent was one of them. */
    boolean onEnd(int agentId) {
        return alive.remove(agentId);
    }

    private double wanted(int playing) {
        return Math.ceil(settings.placeboShare().orElse(0) * playing);
    }

    /** The next member, its kind in turn, where there are too few. */
    Optional<Birth> missing(List<Birth> playing, long boundaryTimeMs) {
        if (playing.isEmpty() || alive.size() >= wanted(playing.size())) {
            return Optional.empty();
        }
        final Birth like = playing.get(Draw.below(playing.size(), seed, "factory.placebo", boundaryTimeMs, 0, 0));
        final PlaceboKind kind = settings.placeboKinds()
                .get((int) (born % settings.placeboKinds().size()));
        return Optional.of(
                kind.like(like, Draw.bits(seed, "factory.placebo.agent", boundaryTimeMs, 0, 0), settings, ACTOR));
    }

    @Override
    public void visit(StateSink sink) {
        final int version = sink.begin("controlGroup", settings.placeboKinds().size() > 1 ? 2 : 1);
        if (version >= 2) {
            born = sink.field("born", born);
        }
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
