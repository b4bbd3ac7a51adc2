package crucible.factory.dna;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import crucible.factory.dna.Gene.Kind;
import org.junit.jupiter.api.Test;

class GeneTest {
    @Test
    void positionsOfPeriodsAreRatios() {
        final Gene gene = new Gene(Kind.PERIOD, "n", 5, 500, 50);

        assertThat(gene.position()).isCloseTo(0.5, within(1e-12));
        assertThat(gene.valueAt(0)).isEqualTo(5);
        assertThat(gene.valueAt(1)).isEqualTo(500);
        assertThat(gene.valueAt(0.25)).isEqualTo(16);
    }

    @Test
    void positionsOfThresholdsAreDifferences() {
        final Gene gene = new Gene(Kind.THRESHOLD, "rsi", 10, 90, 30);

        assertThat(gene.position()).isEqualTo(0.25);
        assertThat(gene.valueAt(0.5)).isEqualTo(50);
    }

    @Test
    void aScaleThatStartsAtZeroHasAZero() {
        final Gene gene = new Gene(Kind.BARS, "coolDownBars", 0, 288, 0);

        assertThat(gene.position()).isZero();
        assertThat(gene.valueAt(0)).isZero();
        assertThat(gene.valueAt(1)).isEqualTo(288);
    }

    @Test
    void reflectsAtTheEnds() {
        final Gene gene = new Gene(Kind.THRESHOLD, "rsi", 0, 100, 30);

        assertThat(gene.valueAt(-0.2)).isEqualTo(20);
        assertThat(gene.valueAt(1.2)).isEqualTo(80);
        assertThat(gene.valueAt(2.3)).isEqualTo(30);
    }

    @Test
    void everyMoveMovesAndStaysInRange() {
        final long seed = 20_240_501;
        System.out.println("GeneTest.everyMoveMovesAndStaysInRange seed " + seed);
        for (int i = 0; i < 20_000; i++) {
            final Luck luck = new Luck(seed).of("gene", i);
            final Kind kind = Kind.values()[luck.below(Kind.values().length, "kind", 0)];
            final Gene gene = gene(kind, luck);
            final double moved = gene.moved(0.3 * luck.gaussian("move", 0));
            assertThat(moved).as("%s", gene).isBetween(gene.low(), gene.high()).isNotEqualTo(gene.value());
            if (kind == Kind.PERIOD || kind == Kind.BARS) {
                assertThat(moved).as("%s", gene).isEqualTo(Math.rint(moved));
            }
        }
    }

    private static Gene gene(Kind kind, Luck luck) {
        final boolean linear = kind == Kind.THRESHOLD;
        final double low = linear ? Math.rint(20 * luck.uniform("low", 0)) - 10 : luck.below(4, "low", 0) + 1;
        final double high = low + 1 + luck.below(400, "high", 0);
        final Gene at = new Gene(kind, "g", low, high, low);
        return at.withValue(at.valueAt(luck.uniform("value", 0)));
    }

    @Test
    void aMoveOfNothingIsTheSmallestStep() {
        assertThat(new Gene(Kind.PERIOD, "n", 2, 500, 14).moved(0)).isEqualTo(15);
        assertThat(new Gene(Kind.PERIOD, "n", 2, 500, 500).moved(0)).isEqualTo(499);
        assertThat(new Gene(Kind.PERCENT, "stop", 0.1, 20, 1.5).moved(0)).isEqualTo(1.52);
        assertThat(new Gene(Kind.THRESHOLD, "rsi", 10, 90, 30).moved(-0.0)).isEqualTo(29.9);
    }

    @Test
    void aFixedGeneStays() {
        final Gene gene = new Gene(Kind.THRESHOLD, "close", 101.25, 101.25, 101.25);

        assertThat(gene.isFixed()).isTrue();
        assertThat(gene.moved(0.5)).isEqualTo(101.25);
        assertThat(gene.position()).isZero();
    }

    @Test
    void refusesAValueOutsideItsRange() {
        assertThatThrownBy(() -> new Gene(Kind.PERIOD, "entry.rule.rsi[0]", 2, 200, 1))
                .hasMessageContaining("entry.rule.rsi[0]")
                .hasMessageContaining("[2.0, 200.0]");
        assertThatThrownBy(() -> new Gene(Kind.PERIOD, "n", 2, 200, Double.NaN)).hasMessageContaining("NaN");
    }
}
