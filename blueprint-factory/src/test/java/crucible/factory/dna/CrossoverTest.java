package crucible.factory.dna;

import static org.assertj.core.api.Assertions.assertThat;

import crucible.factory.SampleBlueprints;
import crucible.model.Blueprint;
import crucible.model.Direction;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class CrossoverTest {
    private static final long SEED = 77;

    @Test
    void theChildOfEqualsIsTheirEqual() {
        for (Blueprint parent : SampleBlueprints.all()) {
            for (int i = 0; i < 100; i++) {
                assertThat(Crossover.cross(parent, parent, luck(i))).isEqualTo(parent);
            }
        }
    }

    @Test
    void sameShapesMixGeneByGeneBetweenTheParents() {
        final Mutation numbersOnly = new Mutation(1, 0.2, 0);
        for (Blueprint parent : SampleBlueprints.all()) {
            for (int i = 0; i < 200; i++) {
                final Blueprint other = numbersOnly.apply(parent, List.of(), luck(i));
                final Blueprint child = Crossover.cross(parent, other, luck(i));
                final double[] one = Dna.of(parent).values();
                final double[] two = Dna.of(other).values();
                final double[] mixed = Dna.of(child).values();
                for (int gene = 0; gene < one.length; gene++) {
                    // a rounded blend may leave the parents' interval by less than one part in a hundred
                    final double slack = 0.01 * Math.max(Math.abs(one[gene]), Math.abs(two[gene]));
                    assertThat(mixed[gene])
                            .isBetween(Math.min(one[gene], two[gene]) - slack, Math.max(one[gene], two[gene]) + slack);
                }
            }
        }
    }

    @Test
    void genesComeFromBothParentsAndFromBetween() {
        final Dna dna = Dna.of(SampleBlueprints.dipBuyer());
        final double[] values = dna.values();
        values[1] = 20;
        final Blueprint other = dna.express(values);

        final double[] thresholds = IntStream.range(0, 1000)
                .mapToDouble(i -> Dna.of(Crossover.cross(SampleBlueprints.dipBuyer(), other, luck(i)))
                        .values()[1])
                .toArray();

        assertThat(IntStream.range(0, 1000).filter(i -> thresholds[i] == 30).count())
                .isBetween(350L, 450L);
        assertThat(IntStream.range(0, 1000).filter(i -> thresholds[i] == 20).count())
                .isBetween(350L, 450L);
        assertThat(Arrays.stream(thresholds)).allMatch(threshold -> 20 <= threshold && threshold <= 30);
    }

    @Test
    void differentShapesGiveEntryAndExitAndTheBetterOneTheScope() {
        final Blueprint better = SampleBlueprints.dipBuyer();
        final Blueprint other = SampleBlueprints.breakout();

        final List<Blueprint> children = IntStream.range(0, 100)
                .mapToObj(i -> Crossover.cross(better, other, luck(i)))
                .distinct()
                .toList();

        assertThat(children).hasSize(2).allMatch(child -> child.scope().equals(better.scope()));
        assertThat(children).anySatisfy(child -> {
            assertThat(child.entry()).isEqualTo(better.entry());
            assertThat(child.exit()).isEqualTo(other.exit());
            assertThat(child.family()).isEqualTo(better.family());
        });
        assertThat(children).anySatisfy(child -> {
            assertThat(child.entry()).isEqualTo(other.entry());
            assertThat(child.exit()).isEqualTo(better.exit());
            assertThat(child.family()).isEqualTo(other.family());
        });
    }

    @Test
    void aShortEntryKeepsItsScopeAndItsExitRule() {
        final Blueprint shorter = SampleBlueprints.fader();
        final Blueprint better = SampleBlueprints.breakout();
        for (int i = 0; i < 50; i++) {
            final Blueprint child = Crossover.cross(better, shorter, luck(i));
            if (child.entry().direction() == Direction.SHORT) {
                assertThat(child.scope()).isEqualTo(shorter.scope());
                assertThat(child.exit().rule()).isEqualTo(shorter.exit().rule());
                assertThat(child.exit().stop()).isEqualTo(better.exit().stop());
            } else {
                assertThat(child.scope()).isEqualTo(better.scope());
                assertThat(child.exit().rule()).isNull();
                assertThat(child.exit().stop()).isEqualTo(shorter.exit().stop());
            }
        }
    }

    private static Luck luck(int index) {
        return new Luck(SEED).of("case", index);
    }
}
