package crucible.factory.dna;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import crucible.factory.SampleBlueprints;
import crucible.model.Blueprint;
import crucible.model.Condition;
import crucible.runtime.feature.FeatureCatalogue;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class MutationTest {
    private static final long SEED = 4711;

    @Test
    void movesAtLeastOneGeneHoweverRareMutationsAre() {
        final Mutation rare = new Mutation(1e-9, 1e-6, 0);
        for (Blueprint parent : SampleBlueprints.all()) {
            for (int i = 0; i < 500; i++) {
                final Blueprint mutant = rare.apply(parent, List.of(), luck(i));
                assertThat(mutant).isNotEqualTo(parent);
                assertThat(changedGenes(parent, mutant)).isEqualTo(1);
            }
        }
    }

    @Test
    void movesAboutTheAskedShareOfGenes() {
        final Mutation quarter = new Mutation(0.25, 0.1, 0);
        final Blueprint parent = SampleBlueprints.dipBuyer();

        final double share = IntStream.range(0, 4000)
                        .map(i -> changedGenes(parent, quarter.apply(parent, List.of(), luck(i))))
                        .average()
                        .orElseThrow()
                / Dna.of(parent).genes().size();

        // 0.25, and one of the twelve where none would move: 0.25 + 0.75^12 / 12
        assertThat(share).isCloseTo(0.25 + Math.pow(0.75, 12) / 12, within(0.01));
    }

    @Test
    void spreadIsTheStandardDeviationOnTheScale() {
        final Mutation all = new Mutation(1, 0.05, 0);
        final Blueprint parent = SampleBlueprints.dipBuyer();
        final int gene = 1;
        final double from = Dna.of(parent).genes().get(gene).position();

        final double meanSquare = IntStream.range(0, 4000)
                .mapToDouble(i -> Dna.of(all.apply(parent, List.of(), luck(i)))
                                .genes()
                                .get(gene)
                                .position()
                        - from)
                .map(step -> step * step)
                .average()
                .orElseThrow();

        assertThat(Math.sqrt(meanSquare)).isCloseTo(0.05, within(0.003));
    }

    @Test
    void changesRulesInEveryWay() {
        final Mutation structural = new Mutation(1e-9, 0.01, 1);
        final Blueprint parent = SampleBlueprints.dipBuyer();
        final List<Condition> own = RuleLeaves.of(parent.entry().rule());
        final List<Blueprint> mutants = IntStream.range(0, 400)
                .mapToObj(i -> structural.apply(parent, SampleBlueprints.all(), luck(i)))
                .toList();

        assertThat(mutants)
                .allMatch(
                        mutant -> !Dna.of(mutant).shape().equals(Dna.of(parent).shape()));
        assertThat(mutants)
                .anyMatch(mutant -> RuleLeaves.of(mutant.entry().rule()).size() < own.size());
        assertThat(mutants)
                .anyMatch(mutant -> RuleLeaves.of(mutant.entry().rule()).size() > own.size());
        assertThat(mutants).anyMatch(mutant -> Dna.of(mutant).features().contains("stochastic_k"));
        assertThat(mutants).anyMatch(mutant -> Dna.of(mutant).shape().contains("entry.rule.all[0].GREATER"));
    }

    @Test
    void graftsComeFromTheSameKindOfRuleOfTheSameDirection() {
        final Mutation structural = new Mutation(1e-9, 1e-9, 1);
        final Blueprint parent = SampleBlueprints.dipBuyer();
        for (int i = 0; i < 500; i++) {
            final Blueprint mutant =
                    structural.apply(parent, List.of(SampleBlueprints.trendRider(), SampleBlueprints.fader()), luck(i));
            final List<Condition> exit = RuleLeaves.of(mutant.exit().rule());
            assertThat(Dna.of(mutant).shape()).noneMatch(part -> part.contains("macd"));
            if (exit.size() > 1) {
                assertThat(((Condition.Cross) exit.get(1)).crossing()).isEqualTo(Condition.Crossing.BELOW);
            }
        }
    }

    @Test
    void chainsOfMutationsStayWithinTheCatalogueAndBelowTheLeafLimit() {
        final Mutation wild = new Mutation(0.5, 0.5, 0.8);
        for (Blueprint founder : SampleBlueprints.all()) {
            Blueprint blueprint = founder;
            for (int i = 0; i < 1000; i++) {
                blueprint = wild.apply(blueprint, SampleBlueprints.all(), luck(i));
                for (Condition leaf : RuleLeaves.of(blueprint)) {
                    RuleLeaves.features(leaf).forEach(FeatureCatalogue::of);
                }
                assertThat(RuleLeaves.of(blueprint.entry().rule())).hasSizeLessThanOrEqualTo(Restructuring.MAX_LEAVES);
                assertThat(Dna.of(blueprint).genes()).allMatch(MutationTest::isInsideOrdinaryRange);
            }
        }
    }

    private static boolean isInsideOrdinaryRange(Gene gene) {
        return gene.path().startsWith("entry.rule")
                || gene.path().startsWith("exit.rule")
                || switch (gene.path().substring(gene.path().lastIndexOf('.') + 1)) {
                    case "equityFraction" -> 0.1 <= gene.value() && gene.value() <= 1;
                    case "coolDownBars" -> 0 <= gene.value() && gene.value() <= 288;
                    case "maxHoldBars" -> 2 <= gene.value() && gene.value() <= 2016;
                    case "percent" -> 0.2 <= gene.value() && gene.value() <= 20;
                    case "period" -> 5 <= gene.value() && gene.value() <= 200;
                    default -> 0.5 <= gene.value() && gene.value() <= 20;
                };
    }

    @Test
    void theHardestMovesEverything() {
        assertThat(new Mutation(0.2, 0.1, 0).harder(1)).isEqualTo(new Mutation(1, 1, 1));
        assertThat(new Mutation(0.2, 0.1, 0.3).harder(0)).isEqualTo(new Mutation(0.2, 0.1, 0.3));
    }

    private static int changedGenes(Blueprint one, Blueprint other) {
        final double[] before = Dna.of(one).values();
        final double[] after = Dna.of(other).values();
        return (int) IntStream.range(0, before.length)
                .filter(i -> before[i] != after[i])
                .count();
    }

    private static Luck luck(int index) {
        return new Luck(SEED).of("case", index);
    }
}
