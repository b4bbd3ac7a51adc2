package crucible.runtime.dsl;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.sun.management.ThreadMXBean;
import crucible.model.Blueprint;
import crucible.model.Condition;
import crucible.model.Distance;
import crucible.model.Operand;
import java.lang.management.ManagementFactory;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CompiledBlueprintTest {
    private static final Operand.FeatureRef CLOSE = new Operand.FeatureRef("close", List.of());
    private static final Operand.FeatureRef ATR = new Operand.FeatureRef("atr", List.of(14.0));

    @ParameterizedTest
    @ValueSource(longs = {1, 42, 20_240_229})
    void decidesAsAPlainWalkThroughTheTreeDoes(long seed) {
        final RandomBlueprints blueprints = new RandomBlueprints(seed);
        final Random random = new Random(seed);
        int held = 0;
        for (int i = 0; i < 3_000; i++) {
            final Blueprint blueprint = blueprints.next();
            final List<Operand.FeatureRef> refs = FeatureRefs.of(blueprint);
            final CompiledBlueprint compiled = CompiledBlueprint.compile(blueprint, refs::indexOf);
            for (int trial = 0; trial < 8; trial++) {
                final double[] current = values(random, refs.size());
                final double[] previous = values(random, refs.size());
                final PlainWalk plain = new PlainWalk(refs, current, previous);
                final String what = "seed " + seed + ", " + BlueprintCodec.toJson(blueprint);
                final boolean entry = blueprint.entry().rule().visit(plain);
                held += entry ? 1 : 0;
                assertThat(compiled.entry(current, previous)).as(what).isEqualTo(entry);
                assertThat(compiled.exit(current, previous))
                        .as(what)
                        .isEqualTo(blueprint
                                .exit()
                                .exitRule()
                                .map(rule -> rule.visit(plain))
                                .orElse(false));
                assertThat(compiled.complete(current, previous)).as(what).isEqualTo(plain.complete());
            }
        }
        assertThat(held).isBetween(2_000, 22_000);
    }

    /** Few different values, so that ties and crossings are frequent; now and then none. */
    private static double[] values(Random random, int count) {
        return random.doubles(count)
                .map(x -> x < 0.02 ? Double.NaN : Math.rint(200 * x) - 100)
                .toArray();
    }

    /** The judge: evaluates the tree as it is written. */
    private record PlainWalk(List<Operand.FeatureRef> refs, double[] current, double[] previous)
            implements Condition.Visitor<Boolean> {
        boolean complete() {
            boolean complete = true;
            for (int i = 0; i < refs.size(); i++) {
                complete = complete && !Double.isNaN(current[i]) && !Double.isNaN(previous[i]);
            }
            return complete;
        }

        @Override
        public Boolean all(Condition.All node) {
            boolean all = true;
            for (Condition part : node.parts()) {
                all &= part.visit(this);
            }
            return all;
        }

        @Override
        public Boolean any(Condition.Any node) {
            boolean any = false;
            for (Condition part : node.parts()) {
                any |= part.visit(this);
            }
            return any;
        }

        @Override
        public Boolean not(Condition.Not node) {
            return !node.part().visit(this);
        }

        @Override
        public Boolean compare(Condition.Compare node) {
            final double left = value(node.left(), current);
            final double right = value(node.right(), current);
            return node.comparison() == Condition.Comparison.GREATER ? left > right : left < right;
        }

        @Override
        public Boolean cross(Condition.Cross node) {
            final double left = value(node.left(), current);
            final double right = value(node.right(), current);
            final double leftBefore = value(node.left(), previous);
            final double rightBefore = value(node.right(), previous);
            return node.crossing() == Condition.Crossing.ABOVE
                    ? leftBefore <= rightBefore && left > right
                    : leftBefore >= rightBefore && left < right;
        }

        private double value(Operand operand, double[] values) {
            return operand.visit(new Operand.Visitor<>() {
                @Override
                public Double feature(Operand.FeatureRef feature) {
                    return values[refs.indexOf(feature)];
                }

                @Override
                public Double constant(Operand.Constant constant) {
                    return constant.value();
                }
            });
        }
    }

    @Test
    void comparisonsWithUndefinedValuesDoNotHold() {
        for (Condition.Comparison comparison : Condition.Comparison.values()) {
            final CompiledBlueprint compiled =
                    compile(new Condition.Compare(CLOSE, comparison, new Operand.Constant(0)));
            assertThat(compiled.entry(new double[] {Double.NaN, 1}, new double[] {1, 1}))
                    .isFalse();
            assertThat(compiled.complete(new double[] {Double.NaN, 1}, new double[] {1, 1}))
                    .isFalse();
        }
        final CompiledBlueprint cross =
                compile(new Condition.Cross(CLOSE, Condition.Crossing.ABOVE, new Operand.Constant(0)));
        assertThat(cross.entry(new double[] {1, 1}, new double[] {Double.NaN, 1}))
                .isFalse();
        assertThat(cross.entry(new double[] {1, 1}, new double[] {0, 1})).isTrue();
    }

    @Test
    void stopAndTargetAreInQuoteCurrency() {
        final CompiledBlueprint compiled =
                compile(new Condition.Compare(CLOSE, Condition.Comparison.LESS, new Operand.Constant(0)));
        assertThat(compiled.stopDistance(new double[] {100, 1.5}, 100)).isEqualTo(3);
        assertThat(compiled.targetDistance(new double[] {100, 1.5}, 250)).isCloseTo(2.5, within(1e-12));
        assertThat(compiled.stopDistance(new double[] {100, Double.NaN}, 100)).isNaN();
        assertThat(compiled.exit(new double[] {100, 1}, new double[] {100, 1})).isFalse();
    }

    @Test
    void decidesWithoutAllocating() {
        final Blueprint blueprint = new RandomBlueprints(77).next();
        final List<Operand.FeatureRef> refs = FeatureRefs.of(blueprint);
        final CompiledBlueprint compiled = CompiledBlueprint.compile(blueprint, refs::indexOf);
        final double[] values = new double[refs.size()];
        final ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
        final long self = Thread.currentThread().getId();
        long allocated = 0;
        int held = 0;
        for (int round = 0; round < 3; round++) {
            final long before = threads.getThreadAllocatedBytes(self);
            for (int i = 0; i < 20_000; i++) {
                values[i % values.length] = i % 7 - 3;
                held += compiled.complete(values, values) && compiled.entry(values, values) ? 1 : 0;
                held += compiled.exit(values, values) ? 1 : 0;
                held += compiled.stopDistance(values, 100) > compiled.targetDistance(values, 100) ? 1 : 0;
            }
            allocated = threads.getThreadAllocatedBytes(self) - before;
        }
        assertThat(allocated)
                .as("bytes in the last round, which held %d times", held)
                .isLessThan(1_000);
    }

    @Test
    void asksForEachFeatureOnceInTheOrderOfTheText() {
        final List<Operand.FeatureRef> asked = new ArrayList<>();
        final Blueprint founder = FoundingBlueprints.all("e".repeat(64)).get(6);
        CompiledBlueprint.compile(founder, ref -> {
            asked.add(ref);
            return asked.size() - 1;
        });
        assertThat(asked)
                .isEqualTo(FeatureRefs.of(founder))
                .extracting(Operand.FeatureRef::toString)
                .containsExactly("macd(12,26)", "macd_signal(12,26,9)", "close", "ema(100)", "atr(14)");
    }

    /** {@code close} is at 0, {@code atr(14)}, of which the stop is two, at 1; the target is 1 %. */
    private static CompiledBlueprint compile(Condition rule) {
        final Blueprint founder = FoundingBlueprints.all("e".repeat(64)).get(0);
        final Blueprint blueprint = new Blueprint(
                "x",
                "x",
                founder.scope(),
                new Blueprint.EntryPlan(founder.entry().direction(), rule, 0.5, 0),
                new Blueprint.ExitPlan(null, new Distance.Atr(14, 2), new Distance.Percent(1), 5),
                founder.costDigest());
        return CompiledBlueprint.compile(blueprint, List.of(CLOSE, ATR)::indexOf);
    }
}
