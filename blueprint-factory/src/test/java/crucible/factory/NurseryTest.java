package crucible.factory;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import crucible.factory.dna.Dna;
import crucible.factory.dna.Luck;
import crucible.model.Blueprint;
import crucible.model.Blueprint.EntryPlan;
import crucible.model.Condition;
import crucible.model.Direction;
import crucible.model.Verdict.Authority;
import crucible.runtime.dsl.BlueprintCodec;
import crucible.runtime.dsl.FoundingBlueprints;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.Set;
import org.junit.jupiter.api.Test;

class NurseryTest {
    @Test
    void twentyThousandChildrenAreValidAndNew() {
        final long seed = 8_128;
        System.out.println("NurseryTest.twentyThousandChildrenAreValidAndNew seed " + seed);
        final BornBlueprints born = new BornBlueprints();
        final List<Blueprint> founders = new ArrayList<>(SampleBlueprints.all());
        founders.addAll(FoundingBlueprints.all(SampleBlueprints.COSTS));
        founders.forEach(born::add);
        final Nursery nursery = new Nursery(FactorySettings.defaults(), founders, born);
        final Set<Blueprint> seen = new HashSet<>();
        List<EliteEntry> elite = List.of();
        for (int i = 0; i < 20_000; i++) {
            final Luck luck = new Luck(seed).of("child", i);
            final Child child = nursery.breed(luck, elite);
            final Blueprint blueprint = child.blueprint();
            assertThat(seen.add(blueprint.withName("-"))).as("child %s", i).isTrue();
            assertThat(born.contains(blueprint)).isFalse();
            assertThat(blueprint.name()).hasSizeLessThanOrEqualTo(80);
            assertThat(Dna.of(blueprint).express(Dna.of(blueprint).values())).isEqualTo(blueprint);
            assertThat(BlueprintCodec.parse(BlueprintCodec.toJson(blueprint))).isEqualTo(blueprint);
            born.add(blueprint);
            elite = withChild(elite, child, i, luck.uniform("score", 0));
        }
    }

    /** A pool that drifts ever further from the founders: any child may join. */
    private static List<EliteEntry> withChild(List<EliteEntry> elite, Child child, int agentId, double score) {
        final List<EliteEntry> next = new ArrayList<>(elite);
        next.add(new EliteEntry(
                agentId,
                child.blueprint(),
                OptionalDouble.of(score + agentId * 1e-4),
                true,
                Authority.RULE,
                Optional.empty(),
                child.generation()));
        next.sort(EliteEntry.BEST_FIRST);
        return next.subList(0, Math.min(20, next.size()));
    }

    @Test
    void findsSomethingNewEvenWhereMutationNeverDoes() {
        final Blueprint founder = SampleBlueprints.dipBuyer();
        final BornBlueprints born = new BornBlueprints();
        final Nursery timid =
                new Nursery(new FactorySettings(20, 10, 100, 0, 1e-12, 1e-12, 0, 0, 1), List.of(founder), born);
        final Set<Blueprint> children = new HashSet<>();
        for (int i = 0; i < 300; i++) {
            final Blueprint child = timid.breed(new Luck(1), List.of()).blueprint();
            assertThat(children.add(child.withName("-"))).as("child %s", i).isTrue();
            born.add(child);
        }
    }

    @Test
    void aGraftThatWouldMakeARuleTooDeepIsNotBorn() {
        Condition deep = SampleBlueprints.less(SampleBlueprints.feature("rsi", 14), 30);
        for (int depth = 1; depth < BlueprintCodec.MAX_DEPTH; depth++) {
            deep = new Condition.Not(deep);
        }
        final Blueprint from = SampleBlueprints.breakout();
        final Blueprint deepest = new Blueprint(
                "Deepest",
                "deep",
                from.scope(),
                new EntryPlan(Direction.LONG, deep, 0.5, 0),
                from.exit(),
                from.costDigest());
        final Nursery nursery = new Nursery(
                new FactorySettings(20, 10, 100, 0, 0.1, 0.1, 1, 0, 16),
                List.of(deepest, SampleBlueprints.dipBuyer()),
                new BornBlueprints());
        for (int i = 0; i < 300; i++) {
            final Blueprint child =
                    nursery.breed(new Luck(3).of("child", i), List.of()).blueprint();
            assertThatCode(() -> BlueprintCodec.check(child)).doesNotThrowAnyException();
        }
    }
}
