package crucible.factory.dna;

import crucible.model.Blueprint;
import crucible.model.Blueprint.EntryPlan;
import crucible.model.Blueprint.ExitPlan;
import crucible.model.Direction;

/** How two blueprints make one. No state; any thread. */
public final class Crossover {
    /** A gene comes from either parent with this probability, else from somewhere between them. */
    private static final double FROM_ONE_PARENT = 0.4;

    private Crossover() {}

    /**
     * A child of two parents under the same costs. Parents of one shape mix gene by gene, and the child plays in the
     * better one's scope. Else one parent, by luck, gives the entry plan and with it name and family, the other the exit
     * plan. The child of equals is their equal.
     *
     * @param better gives timeframe and symbols
     */
    public static Blueprint cross(Blueprint better, Blueprint other, Luck luck) {
        final Dna first = Dna.of(better);
        final Dna second = Dna.of(other);
        if (first.shape().equals(second.shape())) {
            return mixed(first, second, luck);
        }
        return luck.happens(0.5, "entry", 0) ? combined(better, other, better) : combined(other, better, better);
    }

    private static Blueprint mixed(Dna first, Dna second, Luck luck) {
        final double[] values = first.values();
        for (int i = 0; i < values.length; i++) {
            values[i] = mixed(first.genes().get(i), second.genes().get(i), luck, i);
        }
        return first.express(values);
    }

    private static double mixed(Gene first, Gene second, Luck luck, int index) {
        final double choice = luck.uniform("choice", index);
        if (first.value() == second.value() || choice < FROM_ONE_PARENT) {
            return first.value();
        }
        if (choice < 2 * FROM_ONE_PARENT) {
            return second.value();
        }
        final Gene span = first.spanning(second);
        final double from = span.position();
        final double to = span.withValue(second.value()).position();
        return span.valueAt(from + luck.uniform("blend", index) * (to - from));
    }

    /**
     * A rule that closes long positions says nothing about short ones: between directions only stop, target and holding
     * time cross. A short entry keeps its own scope, where shorts are known to be possible.
     */
    private static Blueprint combined(Blueprint entryParent, Blueprint exitParent, Blueprint better) {
        final EntryPlan entry = entryParent.entry();
        final ExitPlan exit = exitParent.exit();
        final boolean sameDirection = entry.direction() == exitParent.entry().direction();
        final boolean ownScope = entry.direction() == Direction.SHORT && !sameDirection;
        return new Blueprint(
                entryParent.name(),
                entryParent.family(),
                ownScope ? entryParent.scope() : better.scope(),
                entry,
                sameDirection
                        ? exit
                        : new ExitPlan(
                                entryParent.exit().rule(),
                                exit.stop(),
                                exit.target(),
                                exit.maxHoldBars(),
                                exit.trailing()),
                better.costDigest());
    }
}
