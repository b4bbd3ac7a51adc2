package crucible.factory;

import crucible.model.Birth;
import crucible.model.Blueprint;
import crucible.model.Blueprint.EntryPlan;
import crucible.model.Blueprint.ExitPlan;
import java.util.List;

/** Breeds blueprints that were never born before. A child is a function of its luck, the pool and what was born. */
final class Nursery {
    private static final int MAX_HOLD_BARS = 10_000;
    private static final int MAX_COOL_DOWN_BARS = 1000;

    private final List<Blueprint> founders;
    private final BornBlueprints born;

    Nursery(FactorySettings settings, List<Blueprint> founders, BornBlueprints born) {
        this.founders = List.copyOf(founders);
        this.born = born;
    }

    void onBirth(Birth birth) {}

    Child breed(long luck, List<EliteEntry> elite) {
        final int first = (int) Math.floorMod(luck, (long) founders.size());
        for (int step = 1; ; step++) {
            final Blueprint child = stepped(founders.get(first), step);
            if (!born.contains(child)) {
                return new Child(child, List.of(), 1, "bred from founder " + child.name());
            }
        }
    }

    /** The founder's {@code step}-th neighbour: all lengths of the holding time, then of the cool-down. */
    private static Blueprint stepped(Blueprint founder, int step) {
        final EntryPlan entry = founder.entry();
        final ExitPlan exit = founder.exit();
        final int hold = 1 + (exit.maxHoldBars() - 1 + step) % MAX_HOLD_BARS;
        final int coolDown = (entry.coolDownBars() + step / MAX_HOLD_BARS) % (MAX_COOL_DOWN_BARS + 1);
        return new Blueprint(
                founder.name(),
                founder.family(),
                founder.scope(),
                new EntryPlan(entry.direction(), entry.rule(), entry.equityFraction(), coolDown),
                new ExitPlan(exit.rule(), exit.stop(), exit.target(), hold),
                founder.costDigest());
    }
}
