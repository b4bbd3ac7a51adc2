package crucible.factory;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import crucible.model.Birth;
import crucible.model.Blueprint;
import crucible.model.DeathCause;
import crucible.model.DigestSink;
import crucible.model.Verdict;
import crucible.runtime.dsl.BlueprintCodec;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalDouble;
import org.junit.jupiter.api.Test;

class BlueprintFactoryTest {
    private static final FactorySettings NO_FRESH_BLOOD =
            new FactorySettings(20, 10, 100, 0.7, 0.25, 0.12, 0.15, 0, 16);

    @Test
    void asksForOneBirthForEachFreedSlotInSlotOrder() {
        final Arena arena = Arena.of(1);
        arena.dies(3, 0.02, 3);
        arena.dies(0, 0.03, 0);
        arena.isPromoted(1, 0.995, 1, Verdict.Authority.RULE);

        assertThat(arena.next()).extracting(Birth::slot).containsExactly(0, 1, 3);
        assertThat(arena.next()).isEmpty();
    }

    @Test
    void aDeathOutsideTheSlotsFreesNone() {
        final Arena arena = Arena.of(1);
        arena.isPromoted(2, 0.995, 2, Verdict.Authority.RULE);
        arena.next();
        arena.dies(2, 0.4, -1);

        assertThat(arena.next()).isEmpty();
        assertThat(arena.factory.elite()).singleElement().satisfies(entry -> {
            assertThat(entry.promoted()).isFalse();
            assertThat(entry.deathCause()).contains(DeathCause.DECAY);
        });
    }

    @Test
    void aSlotThatAnOperatorFilledMeanwhileIsNotBredFor() {
        final Arena arena = Arena.of(1);
        arena.dies(3, 0.02, 3);
        arena.bear(
                new Birth(0, 3, SampleBlueprints.breakout(), 1, 0, List.of(), Birth.Origin.OPERATOR, "ann", "a wish"));

        assertThat(arena.next()).isEmpty();
    }

    @Test
    void whatWasFoundUnderOtherCostsComesIntoNoPoolAndIsNotBredFrom() {
        final Arena arena = Arena.of(1);
        final Blueprint foreign = SampleBlueprints.breakout().withCostDigest("cd".repeat(32));
        final int id = arena.bear(new Birth(0, -1, foreign, 1, 0, List.of(), Birth.Origin.OPERATOR, "ann", "a wish"))
                .agentId();
        arena.isPromoted(id, 0.999, 0, Verdict.Authority.OPERATOR);

        assertThat(arena.factory.elite()).isEmpty();
        assertThat(arena.next()).singleElement().satisfies(child -> {
            assertThat(child.parents()).doesNotContain(id);
            assertThat(child.blueprint().costDigest()).isEqualTo(SampleBlueprints.COSTS);
        });
    }

    @Test
    void theFirstDeathsAreReplacedByMutatedFounders() {
        final Arena arena = Arena.of(5);
        arena.dies(0, Double.NaN, 0);

        final Birth child = arena.next().get(0);

        assertThat(arena.factory.elite()).isEmpty();
        assertThat(child.origin()).isEqualTo(Birth.Origin.BRED);
        assertThat(child.generation()).isEqualTo(1);
        final int parent = child.parents().get(0);
        final String founder = SampleBlueprints.all().get(parent).name();
        assertThat(child.reason())
                .isEqualTo("bred from founder " + founder + " #" + parent + " after #0 died of decay");
        assertThat(child.blueprint().name()).matches(founder + " g1·[0-9a-f]{6}");
    }

    @Test
    void childrenNameTheirParentsAndCountGenerations() {
        final Arena arena =
                new Arena(new FactorySettings(20, 10, 100, 1, 0.25, 0.12, 0.15, 0, 16), SampleBlueprints.all(), 5);
        arena.isPromoted(1, 0.995, 1, Verdict.Authority.RULE);
        arena.dies(3, 0.2, 3);

        final List<Birth> children = arena.next();

        assertThat(children).allSatisfy(child -> {
            assertThat(child.parents()).containsExactly(1, 3);
            assertThat(child.generation()).isEqualTo(1);
            assertThat(child.actor()).isEqualTo("factory");
        });
        assertThat(children.get(0).reason()).isEqualTo("bred from #1 and #3 after #1 was promoted");
        arena.isPromoted(4, 0.999, 1, Verdict.Authority.RULE);
        final Birth grandchild = arena.next().get(0);
        assertThat(grandchild.generation()).isEqualTo(grandchild.parents().contains(4) ? 2 : 1);
        assertThat(arena.factory.lineage(4)).extracting(Ancestor::agentId).containsExactly(4, 1, 3);
        assertThat(arena.factory.lineage(99)).isEmpty();
    }

    @Test
    void theFoundingPopulationIsTheFoundersAndThenVariationsOfThem() {
        final List<Blueprint> founders = SampleBlueprints.all();
        final BlueprintFactory factory = founding(77);

        final List<Blueprint> population = factory.foundingPopulation(300);

        assertThat(population).hasSize(300).startsWith(founders.toArray(new Blueprint[0]));
        assertThat(population).extracting(BlueprintCodec::identity).doesNotHaveDuplicates();
        assertThat(population).extracting(Blueprint::name).doesNotHaveDuplicates();
        assertThat(population.subList(4, 300)).allSatisfy(variation -> {
            assertThat(variation.name()).matches(".* g0·[0-9a-f]{6}");
            assertThat(variation.costDigest()).isEqualTo(SampleBlueprints.COSTS);
        });
        assertThat(factory.foundingPopulation(300)).isEqualTo(population);
        assertThat(factory.foundingPopulation(20)).isEqualTo(population.subList(0, 20));
        assertThat(factory.foundingPopulation(2)).isEqualTo(founders.subList(0, 2));
        assertThat(founding(78).foundingPopulation(20)).isNotEqualTo(population.subList(0, 20));
    }

    @Test
    void whoFoundsAndWhoOnlySeesTheBirthsHaveTheSameState() {
        final BlueprintFactory live = founding(5);
        final BlueprintFactory replayed = founding(5);

        final List<Blueprint> population = live.foundingPopulation(30);
        for (int slot = 0; slot < population.size(); slot++) {
            final Birth birth = new Birth(
                    slot, slot, population.get(slot), slot, 0, List.of(), Birth.Origin.FOUNDER, "genesis", "a founder");
            live.onBirth(birth);
            replayed.onBirth(birth);
        }

        assertThat(DigestSink.of(replayed)).isEqualTo(DigestSink.of(live));
    }

    private static BlueprintFactory founding(long seed) {
        return new BlueprintFactory(FactorySettings.defaults(), SampleBlueprints.all(), seed, SampleBlueprints.COSTS);
    }

    @Test
    void operatorsPromotionsAreMarked() {
        final Arena arena = Arena.of(1);
        arena.isPromoted(1, Double.NaN, 1, Verdict.Authority.OPERATOR);

        assertThat(arena.factory.elite()).singleElement().satisfies(entry -> {
            assertThat(entry.authority()).isEqualTo(Verdict.Authority.OPERATOR);
            assertThat(entry.promoted()).isTrue();
            assertThat(entry.score()).isEqualTo(OptionalDouble.empty());
        });
    }

    @Test
    void dnaOfOtherCostsIsNeverElite() {
        final Arena arena = Arena.of(1);
        final Blueprint cheap = SampleBlueprints.breakout();
        arena.bear(new Birth(
                0,
                -1,
                new Blueprint("Cheap", "x", cheap.scope(), cheap.entry(), cheap.exit(), "cd".repeat(32)),
                1,
                0,
                List.of(),
                Birth.Origin.OPERATOR,
                "ann",
                "a wish"));
        arena.isPromoted(4, 0.999, -1, Verdict.Authority.OPERATOR);

        assertThat(arena.factory.elite()).isEmpty();
    }

    @Test
    void refusesFoundersOfOtherCostsAndNone() {
        assertThatThrownBy(() ->
                        new BlueprintFactory(FactorySettings.defaults(), SampleBlueprints.all(), 1, "cd".repeat(32)))
                .hasMessageContaining("Dip buyer")
                .hasMessageContaining("cost digest");
        assertThatThrownBy(() -> new BlueprintFactory(FactorySettings.defaults(), List.of(), 1, SampleBlueprints.COSTS))
                .hasMessageContaining("at least one founder");
    }

    @Test
    void aChildDoesNotDependOnWhatElseIsBred() {
        final long seed = 31_337;
        for (int round = 0; round < 200; round++) {
            final Arena alone = new Arena(FactorySettings.defaults(), SampleBlueprints.all(), seed + round);
            final Arena crowded = new Arena(FactorySettings.defaults(), SampleBlueprints.all(), seed + round);
            for (Arena arena : List.of(alone, crowded)) {
                arena.isPromoted(1, 0.99, -1, Verdict.Authority.RULE);
                arena.isPromoted(2, 0.98, -1, Verdict.Authority.RULE);
            }
            crowded.isPromoted(0, Double.NaN, 0, Verdict.Authority.OPERATOR);
            alone.isPromoted(0, Double.NaN, -1, Verdict.Authority.OPERATOR);
            alone.dies(3, 0.1, 3);
            crowded.dies(3, 0.1, 3);

            final Birth only = alone.next().get(0);
            final Birth third = crowded.next().get(1);

            assertThat(third.blueprint()).as("seed %s", seed + round).isEqualTo(only.blueprint());
            assertThat(third.seed()).isEqualTo(only.seed());
            assertThat(third.parents()).isEqualTo(only.parents());
        }
    }

    @Test
    void sameInputsGiveTheSameBirthsAndDigest() {
        final Arena one = tournament(9);
        final Arena two = tournament(9);

        assertThat(two.born).isEqualTo(one.born).hasSizeGreaterThan(100);
        assertThat(DigestSink.of(two.factory)).isEqualTo(DigestSink.of(one.factory));
        assertThat(tournament(10).born).isNotEqualTo(one.born);
    }

    private static Arena tournament(long seed) {
        final Arena arena = Arena.of(seed);
        for (int round = 0; round < 100; round++) {
            final Birth oldest = arena.born.get(arena.born.size() - 4);
            if (round % 7 == 0) {
                arena.isPromoted(oldest.agentId(), 0.99 + round * 1e-5, oldest.slot(), Verdict.Authority.RULE);
            } else {
                arena.dies(oldest.agentId(), round % 5 == 0 ? Double.NaN : round / 100.0, oldest.slot());
            }
            arena.next();
        }
        return arena;
    }

    @Test
    void everyChangeOfStateChangesTheDigest() {
        final Arena arena = Arena.of(1);
        final List<String> digests = new ArrayList<>();
        digests.add(DigestSink.of(arena.factory));
        arena.dies(3, 0.02, 3);
        digests.add(DigestSink.of(arena.factory));
        arena.isPromoted(1, 0.99, -1, Verdict.Authority.OPERATOR);
        digests.add(DigestSink.of(arena.factory));
        arena.next();
        digests.add(DigestSink.of(arena.factory));

        assertThat(digests).doesNotHaveDuplicates();
    }

    @Test
    void theEliteHasMostChildrenAndTheBestTheMost() {
        final long seed = 2_024;
        System.out.println("BlueprintFactoryTest.theEliteHasMostChildrenAndTheBestTheMost seed " + seed);
        final int[] children = new int[4];
        final Arena arena = new Arena(NO_FRESH_BLOOD, SampleBlueprints.all(), seed);
        arena.isPromoted(2, 0.999, -1, Verdict.Authority.RULE);
        arena.isPromoted(0, 0.995, -1, Verdict.Authority.RULE);
        arena.dies(3, 0.4, -1);
        arena.dies(1, Double.NaN, -1);
        for (int round = 0; round < 2000; round++) {
            arena.dies(1_000_000 + round, Double.NaN, 0);
            arena.next().get(0).parents().forEach(parent -> children[parent]++);
        }

        assertThat(children[1]).as("agent without a score").isZero();
        assertThat(children[2]).as("the best of three has most children").isGreaterThan(1000);
        assertThat(children[2]).isGreaterThan(children[0]);
        assertThat(children[0]).isGreaterThan(children[3]);
        assertThat(children[3]).isPositive();
    }

    @Test
    void foundersBreedHalfOfTheChildrenWhileNobodyIsPromoted() {
        final Arena arena = new Arena(NO_FRESH_BLOOD, SampleBlueprints.all(), 12);
        arena.dies(2, 0.2, -1);
        arena.dies(0, 0.1, -1);
        int fresh = 0;
        for (int round = 0; round < 2000; round++) {
            arena.dies(1_000_000 + round, Double.NaN, 0);
            fresh += arena.next().get(0).reason().contains("founder") ? 1 : 0;
        }

        // 1000 expected, standard deviation 22
        assertThat(fresh).isBetween(910, 1090);
    }

    @Test
    void freshBloodIsTheAskedShare() {
        final FactorySettings third = new FactorySettings(20, 10, 100, 1, 0.25, 0.12, 0.15, 0.3, 16);
        final Arena arena = new Arena(third, SampleBlueprints.all(), 12);
        arena.isPromoted(2, 0.999, -1, Verdict.Authority.RULE);
        arena.isPromoted(0, 0.995, -1, Verdict.Authority.RULE);
        int fresh = 0;
        for (int round = 0; round < 2000; round++) {
            arena.dies(1_000_000 + round, Double.NaN, 0);
            fresh += arena.next().get(0).reason().contains("founder") ? 1 : 0;
        }

        // 600 expected, standard deviation 20
        assertThat(fresh).isBetween(520, 680);
    }
}
