package crucible.factory.dna;

import static crucible.factory.SampleBlueprints.feature;
import static crucible.factory.SampleBlueprints.less;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import crucible.factory.SampleBlueprints;
import crucible.model.Blueprint;
import crucible.model.Blueprint.EntryPlan;
import org.junit.jupiter.api.Test;

class DnaTest {
    @Test
    void itsOwnValuesExpressTheSameBlueprint() {
        for (Blueprint blueprint : SampleBlueprints.all()) {
            final Dna dna = Dna.of(blueprint);
            assertThat(dna.express(dna.values())).isEqualTo(blueprint);
        }
    }

    @Test
    void genesAreEveryNumberInTreeOrder() {
        assertThat(Dna.of(SampleBlueprints.dipBuyer()).genes())
                .extracting(gene -> gene.path() + " " + gene.kind() + " " + gene.value())
                .containsExactly(
                        "entry.rule.all[0].left.rsi[0] PERIOD 14.0",
                        "entry.rule.all[0].right THRESHOLD 30.0",
                        "entry.rule.all[1].left.adx[0] PERIOD 14.0",
                        "entry.rule.all[1].right THRESHOLD 25.0",
                        "entry.equityFraction FRACTION 0.9",
                        "entry.coolDownBars BARS 6.0",
                        "exit.rule.left.rsi[0] PERIOD 14.0",
                        "exit.rule.right THRESHOLD 55.0",
                        "exit.stop.period PERIOD 14.0",
                        "exit.stop.multiple MULTIPLE 2.5",
                        "exit.target.percent PERCENT 1.5",
                        "exit.maxHoldBars BARS 96.0");
    }

    @Test
    void shapeIsBlindToNumbersNamesAndScopeAlone() {
        final Blueprint one = SampleBlueprints.dipBuyer();
        final Dna dna = Dna.of(one);
        final double[] values = dna.values();
        values[0] = 21;
        values[1] = 27.5;

        final Blueprint other = dna.express(values).withName("Other");

        assertThat(other).isNotEqualTo(one.withName("Other"));
        assertThat(Dna.of(other).shape()).isEqualTo(dna.shape());
        for (Blueprint third : SampleBlueprints.all()) {
            if (!third.equals(one)) {
                assertThat(Dna.of(third).shape()).isNotEqualTo(dna.shape());
            }
        }
    }

    @Test
    void aThresholdOnAPriceIsNoGene() {
        final Blueprint priced = withRule(less(feature("close"), 101.25));

        assertThat(Dna.of(priced).genes())
                .noneMatch(gene ->
                        gene.kind() == Gene.Kind.THRESHOLD && gene.path().startsWith("entry"));
        assertThat(Dna.of(priced).shape())
                .isNotEqualTo(Dna.of(withRule(less(feature("close"), 99))).shape());
    }

    @Test
    void aFastPeriodAboveTheSlowOneStaysAsItWas() {
        final Blueprint fader = SampleBlueprints.fader();
        final Dna dna = Dna.of(fader);
        final double[] values = dna.values();
        values[0] = 100;

        assertThat(dna.genes().get(0).path()).endsWith("macd[0]");
        assertThat(dna.express(values)).isEqualTo(fader);
    }

    @Test
    void listsTheFeaturesOnce() {
        assertThat(Dna.of(SampleBlueprints.dipBuyer()).features()).containsExactly("adx", "atr", "rsi");
    }

    @Test
    void refusesAWrongNumberOfValuesAndUnknownFeatures() {
        assertThatThrownBy(() -> Dna.of(SampleBlueprints.dipBuyer()).express(1, 2))
                .hasMessageContaining("12 genes")
                .hasMessageContaining("was 2");
        assertThatThrownBy(() -> Dna.of(withRule(less(feature("rsy", 14), 30)))).hasMessageContaining("rsy");
    }

    private static Blueprint withRule(crucible.model.Condition rule) {
        final Blueprint from = SampleBlueprints.dipBuyer();
        return new Blueprint(
                from.name(),
                from.family(),
                from.scope(),
                new EntryPlan(from.entry().direction(), rule, 0.5, 0),
                from.exit(),
                from.costDigest());
    }
}
