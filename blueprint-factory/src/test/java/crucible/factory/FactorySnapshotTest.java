package crucible.factory;

import static org.assertj.core.api.Assertions.assertThat;

import crucible.model.Birth;
import crucible.model.DigestSink;
import crucible.model.Verdict;
import crucible.testkit.Restored;
import crucible.testkit.StateComparison;
import java.util.List;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A factory that went through a snapshot breeds as the one that did not. */
class FactorySnapshotTest {
    @ParameterizedTest
    @ValueSource(longs = {1, 42, 20_240_229})
    void aRestoredFactoryGoesOnAsTheOriginal(long seed) {
        final Random random = new Random(seed);
        final Arena original = Arena.of(seed);
        Arena copy = original;
        for (int boundary = 0; boundary < 250; boundary++) {
            for (int left = random.nextInt(4); left > 0; left--) {
                decide(random, original, copy);
            }
            // Between a verdict and the boundary, so that freed slots are part of what is stored.
            if (boundary % 23 == 22) {
                final BlueprintFactory fresh = new BlueprintFactory(
                        FactorySettings.defaults(), SampleBlueprints.all(), seed, SampleBlueprints.COSTS);
                copy = original.with(Restored.into(fresh, original.factory));
                assertThat(StateComparison.of(original.factory, fresh, Set.of()).differences())
                        .as("seed %d, boundary %d", seed, boundary)
                        .isEmpty();
            }
            final List<Birth> births = original.next();
            if (copy != original) {
                assertThat(copy.next())
                        .as("seed %d, boundary %d", seed, boundary)
                        .isEqualTo(births);
                assertThat(copy.factory.elite()).isEqualTo(original.factory.elite());
                assertThat(DigestSink.of(copy.factory)).isEqualTo(DigestSink.of(original.factory));
            }
        }
        assertThat(original.born).hasSizeGreaterThan(100);
    }

    private static void decide(Random random, Arena original, Arena copy) {
        final int agent = random.nextInt(original.born.size());
        final int slot = random.nextBoolean() ? original.born.get(agent).slot() : -1;
        final double score = random.nextInt(5) == 0 ? Double.NaN : random.nextDouble();
        final boolean dies = random.nextInt(3) > 0;
        for (Arena arena : original == copy ? List.of(original) : List.of(original, copy)) {
            if (dies) {
                arena.dies(agent, score, slot);
            } else {
                arena.isPromoted(agent, score, slot, Verdict.Authority.RULE);
            }
        }
    }
}
