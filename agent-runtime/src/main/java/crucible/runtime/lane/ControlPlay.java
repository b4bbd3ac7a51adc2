package crucible.runtime.lane;

import crucible.model.Birth;
import crucible.model.Direction;
import crucible.model.StateHolder;
import crucible.runtime.dsl.CompiledBlueprint;
import crucible.runtime.event.ArenaEvent;

/**
 * How a member of the control group departs from the blueprint that it borrows; sizes, stops, targets, holding times and
 * costs are the blueprint's. Lane thread only; allocates nothing in steady state.
 */
abstract class ControlPlay implements StateHolder {
    final CompiledBlueprint compiled;

    ControlPlay(CompiledBlueprint compiled) {
        this.compiled = compiled;
    }

    /** Of a newborn; null for an agent that plays its blueprint as it is. */
    static ControlPlay of(Birth birth, CompiledBlueprint compiled) {
        return switch (birth.origin()) {
            case FOUNDER, BRED, OPERATOR -> null;
            case PLACEBO, PLANTED -> new RandomPlay(birth, compiled);
            case SIGN_FLIPPED -> new FlippedPlay(birth.blueprint().entry().direction(), compiled);
            case DELAYED -> new DelayedPlay(birth, compiled);
        };
    }

    /** Sees every bar in its scope before anything is decided on it. */
    void see(ArenaEvent bar, double[] now, double[] before) {
        // Most remember nothing of a bar on which they do nothing.
    }

    /** Whether it enters at a bar on which it may. */
    abstract boolean enters(ArenaEvent bar, double[] now, double[] before);

    /** Whether a rule closes its position at a bar. */
    boolean exits(ArenaEvent bar, double[] now, double[] before) {
        return compiled.exit(now, before);
    }

    /** Which way, if it enters at this bar. */
    abstract Direction direction(ArenaEvent bar);
}
