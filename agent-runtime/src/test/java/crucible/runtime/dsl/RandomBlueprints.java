package crucible.runtime.dsl;

import crucible.model.Blueprint;
import crucible.model.Condition;
import crucible.model.Direction;
import crucible.model.Distance;
import crucible.model.EntryOrder;
import crucible.model.Operand;
import crucible.model.TimeInForce;
import crucible.model.Timeframe;
import crucible.runtime.feature.FeatureCatalogue;
import crucible.runtime.feature.FeatureDefinition;
import crucible.runtime.feature.FeatureParameter;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/** Blueprints at random that keep all rules of the language. */
final class RandomBlueprints {
    private final Random random;

    RandomBlueprints(long seed) {
        random = new Random(seed);
    }

    Blueprint next() {
        final List<String> symbols = random.nextBoolean() ? List.of() : List.of("BTCUSDT", "x" + random.nextInt(99));
        return new Blueprint(
                "Näme \"" + random.nextInt() + "\"\n\\ 'x': # y",
                "family-" + random.nextInt(10),
                new Blueprint.Scope(Timeframe.at(random.nextInt(Timeframe.count())), symbols),
                new Blueprint.EntryPlan(
                        random.nextBoolean() ? Direction.LONG : Direction.SHORT,
                        condition(0),
                        1 - random.nextDouble(),
                        random.nextInt(1001),
                        order()),
                new Blueprint.ExitPlan(
                        random.nextBoolean() ? null : condition(0),
                        distance(),
                        random.nextBoolean() ? null : distance(),
                        1 + random.nextInt(10_000),
                        random.nextBoolean()),
                Long.toHexString(random.nextLong() | Long.MIN_VALUE).repeat(4));
    }

    private EntryOrder order() {
        final int bars = 1 + random.nextInt(1000);
        return switch (random.nextInt(3)) {
            case 0 -> EntryOrder.MARKET;
            case 1 -> EntryOrder.limit(distance(), TimeInForce.values()[random.nextInt(3)], bars);
            default -> EntryOrder.stop(distance(), bars);
        };
    }

    /** At most 6 deep and 46 nodes. */
    Condition condition(int depth) {
        final int least = depth >= 5 ? 3 : depth >= 3 ? 2 : 0;
        final int kind = least + random.nextInt(6 - least);
        return switch (kind) {
            case 0 -> new Condition.All(parts(depth));
            case 1 -> new Condition.Any(parts(depth));
            case 2 -> new Condition.Not(condition(depth + 1));
            case 3 ->
                new Condition.Compare(
                        feature(),
                        random.nextBoolean() ? Condition.Comparison.GREATER : Condition.Comparison.LESS,
                        operand());
            default ->
                new Condition.Cross(
                        operand(),
                        random.nextBoolean() ? Condition.Crossing.ABOVE : Condition.Crossing.BELOW,
                        feature());
        };
    }

    private List<Condition> parts(int depth) {
        final List<Condition> parts = new ArrayList<>();
        for (int i = random.nextInt(depth == 0 ? 3 : 2); i >= 0; i--) {
            parts.add(condition(depth + 1));
        }
        return parts;
    }

    private Operand operand() {
        if (random.nextBoolean()) {
            return feature();
        }
        return new Operand.Constant(
                switch (random.nextInt(3)) {
                    case 0 -> random.nextInt(201) - 100;
                    case 1 -> random.nextGaussian() * 10;
                    default -> finite(Double.longBitsToDouble(random.nextLong()));
                });
    }

    private static double finite(double value) {
        return Double.isFinite(value) ? value : 0;
    }

    Operand.FeatureRef feature() {
        while (true) {
            final FeatureDefinition definition = FeatureCatalogue.all()
                    .get(random.nextInt(FeatureCatalogue.all().size()));
            final List<Double> values =
                    definition.parameters().stream().map(this::value).toList();
            if (definition.problemWith(values).isEmpty()) {
                return new Operand.FeatureRef(definition.name(), values);
            }
        }
    }

    private double value(FeatureParameter parameter) {
        final double value = parameter.low() + random.nextDouble() * (parameter.high() - parameter.low());
        return parameter.whole() ? Math.rint(value) : value;
    }

    private Distance distance() {
        return random.nextBoolean()
                ? new Distance.Percent(50 * (1 - random.nextDouble()))
                : new Distance.Atr(2 + random.nextInt(499), 50 * (1 - random.nextDouble()));
    }
}
