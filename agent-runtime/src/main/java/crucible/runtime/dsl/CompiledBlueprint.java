package crucible.runtime.dsl;

import crucible.model.Blueprint;
import crucible.model.Direction;
import crucible.model.Distance;
import crucible.model.EntryOrder;
import crucible.model.Operand;
import crucible.model.Require;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.ToIntFunction;

/**
 * A blueprint ready to decide over feature values: {@code current} after the newest closed bar, {@code previous} after the
 * bar before, both indexed as at compilation. Immutable, allocates nothing when asked; any thread may ask.
 *
 * <p>A comparison or crossing with NaN does not hold, so its negation does: ask {@link #complete} first.
 */
public final class CompiledBlueprint {
    private final Blueprint blueprint;
    private final CompiledRule entry;
    private final CompiledRule exit;
    private final CompiledDistance stop;
    private final CompiledDistance target;
    private final CompiledDistance offset;
    private final int[] places;

    private CompiledBlueprint(Blueprint blueprint, Map<Operand.FeatureRef, Integer> index) {
        this.blueprint = blueprint;
        entry = CompiledRule.of(blueprint.entry().rule(), index::get);
        exit = blueprint
                .exit()
                .exitRule()
                .map(rule -> CompiledRule.of(rule, index::get))
                .orElse(null);
        stop = CompiledDistance.of(blueprint.exit().stop(), index);
        target = blueprint
                .exit()
                .profitTarget()
                .map(distance -> CompiledDistance.of(distance, index))
                .orElse(null);
        final EntryOrder order = blueprint.entry().order();
        offset = order.offset() == null ? null : CompiledDistance.of(order.offset(), index);
        places = index.values().stream().mapToInt(Integer::intValue).toArray();
    }

    /**
     * Compiles {@code blueprint}. {@code index} is asked once for each feature, in the order of {@link FeatureRefs#of},
     * and answers its place in the arrays, at least 0; what it throws for a feature unknown to it passes through.
     */
    public static CompiledBlueprint compile(Blueprint blueprint, ToIntFunction<Operand.FeatureRef> index) {
        final List<Operand.FeatureRef> refs = FeatureRefs.of(blueprint);
        final Map<Operand.FeatureRef, Integer> places = new LinkedHashMap<>();
        for (Operand.FeatureRef ref : refs) {
            places.put(ref, Require.between("index of " + ref, index.applyAsInt(ref), 0, Integer.MAX_VALUE));
        }
        return new CompiledBlueprint(blueprint, places);
    }

    /** What was compiled. */
    public Blueprint blueprint() {
        return blueprint;
    }

    /** Whether every feature that the blueprint reads, those of stop and target included, has both values. */
    public boolean complete(double[] current, double[] previous) {
        for (int place : places) {
            if (Double.isNaN(current[place]) || Double.isNaN(previous[place])) {
                return false;
            }
        }
        return true;
    }

    /** Whether the entry rule holds. */
    public boolean entry(double[] current, double[] previous) {
        return entry.holds(current, previous);
    }

    /** Whether the exit rule holds; false where there is none. */
    public boolean exit(double[] current, double[] previous) {
        return exit != null && exit.holds(current, previous);
    }

    /** Distance of the stop from {@code price}, in quote currency; NaN while its average true range has no value. */
    public double stopDistance(double[] current, double price) {
        return stop.at(current, price);
    }

    /** Distance of the target from {@code price}, in quote currency; NaN where there is none, or as for the stop. */
    public double targetDistance(double[] current, double price) {
        return target == null ? Double.NaN : target.at(current, price);
    }

    /**
     * Limit or trigger of an entry in a direction that is decided at a close of {@code price}, in quote currency: NaN
     * for a market order, or as for the stop; not above 0 where the offset is larger than the price.
     */
    public double entryPrice(double[] current, double price, Direction direction) {
        return offset == null
                ? Double.NaN
                : blueprint.entry().order().price(direction, price, offset.at(current, price));
    }

    /** {@code factor} times the value at {@code place}, or times the price where the place is −1. */
    private record CompiledDistance(int place, double factor) {
        static CompiledDistance of(Distance distance, Map<Operand.FeatureRef, Integer> index) {
            return distance.visit(new Distance.Visitor<>() {
                @Override
                public CompiledDistance percent(Distance.Percent percent) {
                    return new CompiledDistance(-1, percent.percent() / 100);
                }

                @Override
                public CompiledDistance atr(Distance.Atr atr) {
                    return new CompiledDistance(index.get(FeatureRefs.of(atr)), atr.multiple());
                }
            });
        }

        double at(double[] current, double price) {
            return factor * (place < 0 ? price : current[place]);
        }
    }
}
