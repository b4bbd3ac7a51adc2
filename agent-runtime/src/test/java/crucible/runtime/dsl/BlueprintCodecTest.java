package crucible.runtime.dsl;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import crucible.model.Blueprint;
import crucible.model.Condition;
import crucible.model.Operand;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class BlueprintCodecTest {
    private final Blueprint founder = FoundingBlueprints.all("c".repeat(64)).get(0);

    @ParameterizedTest
    @ValueSource(longs = {1, 42, 20_240_229})
    void readsBackWhatItWrites(long seed) {
        final RandomBlueprints random = new RandomBlueprints(seed);
        for (int i = 0; i < 2_000; i++) {
            final Blueprint blueprint = random.next();
            final String json = BlueprintCodec.toJson(blueprint);
            assertThat(BlueprintCodec.parse(json))
                    .as("seed " + seed + ", " + json)
                    .isEqualTo(blueprint);
        }
    }

    @Test
    void carriesTheCostsWhoseDigestItHas() {
        final String costs = "takerFeePpm=1000\nmakerFeePpm=900\n";
        assertThatThrownBy(() -> BlueprintCodec.toJson(founder, costs)).hasMessageContaining("digest");
        final Blueprint own =
                founder.withCostDigest("2d869f4c0bae9d78bd2a357f5ef8b1aa634a90f26f80d9ab1e01e421229a7b88");
        final String json = BlueprintCodec.toJson(own, costs);
        assertThat(BlueprintCodec.parse(json)).isEqualTo(own);
        assertThat(BlueprintCodec.costsOf(json)).contains(costs);
        assertThat(BlueprintCodec.costsOf(BlueprintCodec.toJson(own))).isEmpty();
        assertThatThrownBy(() -> BlueprintCodec.costsOf(json.replace("=900", "=901")))
                .isInstanceOf(BlueprintRefused.class)
                .hasMessageContaining("costs");
        assertThatThrownBy(() -> BlueprintCodec.costsOf(json.replace("\"makerFeePpm=900\"", "7")))
                .isInstanceOf(BlueprintRefused.class)
                .hasMessageContaining("costs[1]");
    }

    @Test
    void identityIgnoresNameFamilyAndCosts() {
        final Blueprint renamed =
                new Blueprint("other", "other", founder.scope(), founder.entry(), founder.exit(), "d".repeat(64));
        assertThat(BlueprintCodec.identity(renamed))
                .isEqualTo(BlueprintCodec.identity(founder))
                .matches("[0-9a-f]{64}");
    }

    @Test
    void identityNoticesEveryOtherChange() {
        final Blueprint.EntryPlan plan = founder.entry();
        final Blueprint changed = new Blueprint(
                founder.name(),
                founder.family(),
                founder.scope(),
                new Blueprint.EntryPlan(
                        plan.direction(), plan.rule(), Math.nextUp(plan.equityFraction()), plan.coolDownBars()),
                founder.exit(),
                founder.costDigest());
        assertThat(BlueprintCodec.identity(changed)).isNotEqualTo(BlueprintCodec.identity(founder));
    }

    @Test
    void identityIsTheSameOnEveryJavaVersion() {
        final String text = BlueprintCodec.resource("/blueprints/good/every-condition.json");
        assertThat(BlueprintCodec.identity(BlueprintCodec.parse(text)))
                .isEqualTo("772b9609b0d0e96c5e9423d88d4106a668da3ac7348dc98dbd196d9a6045e623");
    }

    @ParameterizedTest
    @CsvSource({
        "0, 0",
        "1, 1",
        "-3, -3",
        "0.1, 0.1",
        "2.0E-3, 0.002",
        "2.2250738585072014E-308, 2.2250738585072014E-308",
        "4.9E-324, 5E-324",
        "1.0E23, 100000000000000000000000",
        "2.0E22, 20000000000000000000000"
    })
    void writesTheShortestNumberThatReadsBack(double value, String text) {
        assertThat(BlueprintWriter.shortest(value)).hasToString(text);
    }

    @Test
    void shortestNumbersReadBackWhateverTheirBits() {
        final Random random = new Random(7);
        for (int i = 0; i < 20_000; i++) {
            final double value = Double.longBitsToDouble(random.nextLong());
            if (Double.isFinite(value)) {
                assertThat(BlueprintWriter.shortest(value).doubleValue()).isEqualTo(value);
            }
        }
    }

    @Test
    void checksBlueprintsMadeInMemory() {
        final Condition unknown = new Condition.Compare(
                new Operand.FeatureRef("clos", List.of()), Condition.Comparison.LESS, new Operand.Constant(1));
        final Blueprint blueprint = new Blueprint(
                "x",
                "x",
                founder.scope(),
                new Blueprint.EntryPlan(founder.entry().direction(), unknown, 1, 0),
                founder.exit(),
                founder.costDigest());
        assertThatThrownBy(() -> BlueprintCodec.check(blueprint))
                .isInstanceOf(BlueprintRefused.class)
                .hasMessage("entry.when.less[0]: unknown feature \"clos\"; the nearest is close");
    }
}
