package crucible.watchtower.stat;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import crucible.model.Draw;
import org.junit.jupiter.api.Test;

class SharpePropertiesTest {
    private static final long SEED = 77;

    @Test
    void deflationGrowsWithTheTrialsAndIsNoneForOne() {
        for (int round = 0; round < 50; round++) {
            final Moments moments = Moments.of(series(round, 200, 0.1, 1));
            final double psr = ProbabilisticSharpe.psr(moments, 0);
            assertThat(DeflatedSharpe.scaledDsr(moments, 1, 3)).isEqualTo(psr);
            double before = psr;
            for (double trials = 2; trials < 1e6; trials *= 1.7) {
                final double dsr = DeflatedSharpe.scaledDsr(moments, trials, 1);
                assertThat(dsr)
                        .as("seed %d round %d trials %s", SEED, round, trials)
                        .isLessThanOrEqualTo(before);
                before = dsr;
            }
            assertThat(before).isLessThan(psr);
        }
    }

    @Test
    void scaleAndLeverageChangeNothing() {
        final double[] returns = series(1, 300, 0.05, 1);
        final Moments plain = Moments.of(returns);
        for (double factor : new double[] {1e-6, 0.5, 3, 1e6}) {
            final double[] scaled = returns.clone();
            for (int i = 0; i < scaled.length; i++) {
                scaled[i] *= factor;
            }
            final Moments moments = Moments.of(scaled);
            assertThat(ProbabilisticSharpe.psr(moments, 0)).isCloseTo(ProbabilisticSharpe.psr(plain, 0), within(1e-12));
            assertThat(DeflatedSharpe.scaledDsr(moments, 40, 2))
                    .isCloseTo(DeflatedSharpe.scaledDsr(plain, 40, 2), within(1e-12));
        }
    }

    @Test
    void fatAndLeftTailsMakeLessSure() {
        final double normal = ProbabilisticSharpe.psr(0.2, 0, 60, 0, 3);
        assertThat(ProbabilisticSharpe.psr(0.2, 0, 60, 0, 30)).isLessThan(normal);
        assertThat(ProbabilisticSharpe.psr(0.2, 0, 60, -2, 8)).isLessThan(normal);
        assertThat(ProbabilisticSharpe.psr(0.2, 0, 120, 0, 3)).isGreaterThan(normal);
    }

    @Test
    void scaledHurdleIsThePublishedOneAtEqualLengths() {
        final int length = 250;
        final Moments sharpes = new Moments();
        final Moments ts = new Moments();
        for (int trial = 0; trial < 60; trial++) {
            final Moments moments = Moments.of(series(trial, length, 0.01 * (trial % 20), 1));
            sharpes.add(moments.sharpe());
            ts.add(moments.t());
        }
        final double varianceOfSharpes = sharpes.sd() * sharpes.sd();
        final double varianceOfT = ts.sd() * ts.sd();
        assertThat(varianceOfT).isGreaterThan(1);
        final double published = DeflatedSharpe.expectedMaximumSharpe(60, varianceOfSharpes);
        assertThat(DeflatedSharpe.scaledHurdle(60, varianceOfT, length)).isCloseTo(published, within(1e-14));
        assertThat(DeflatedSharpe.scaledHurdle(60, varianceOfT, 4 * length)).isCloseTo(published / 2, within(1e-14));
    }

    @Test
    void hurdleIsNeverNegativeAndAtLeastWhatLuckAloneGives() {
        assertThat(DeflatedSharpe.expectedMaximum(1)).isEqualTo(0);
        for (double trials = 1; trials < 3; trials += 0.01) {
            assertThat(DeflatedSharpe.expectedMaximum(trials)).isGreaterThanOrEqualTo(0);
        }
        assertThat(DeflatedSharpe.scaledHurdle(10, 0.2, 100)).isEqualTo(DeflatedSharpe.scaledHurdle(10, 1, 100));
    }

    @Test
    void whatDoesNotExistIsNaN() {
        assertThat(ProbabilisticSharpe.psr(0.1, 0, 1, 0, 3)).isNaN();
        assertThat(ProbabilisticSharpe.psr(Double.NaN, 0, 10, 0, 3)).isNaN();
        assertThat(ProbabilisticSharpe.psr(0.1, Double.POSITIVE_INFINITY, 10, 0, 3))
                .isNaN();
        assertThat(ProbabilisticSharpe.psr(1, 0, 10, 2, 3))
                .as("radicand below 0")
                .isNaN();
        assertThat(ProbabilisticSharpe.psr(Moments.of(new double[] {0.01, 0.01, 0.01}), 0))
                .isNaN();
        assertThat(ProbabilisticSharpe.minTrackRecordLength(0.1, 0.1, 0, 3, 0.95))
                .isNaN();
        assertThat(ProbabilisticSharpe.minTrackRecordLength(0.2, 0.1, 0, 3, 1)).isNaN();
        assertThat(DeflatedSharpe.expectedMaximum(0.5)).isNaN();
        assertThat(DeflatedSharpe.expectedMaximum(Double.NaN)).isNaN();
        assertThat(DeflatedSharpe.expectedMaximumSharpe(10, -1)).isNaN();
        assertThat(DeflatedSharpe.dsr(0.1, 100, 0, 3, 0, 0.1)).isNaN();
        assertThat(DeflatedSharpe.observationsNeeded(Moments.of(new double[] {-1, -2}), 10, 1, 0.99))
                .isNaN();
    }

    @Test
    void theLengthNeededIsWhereBothPass() {
        final Moments moments = Moments.of(series(9, 400, 0.2, 1));
        final double needed = DeflatedSharpe.observationsNeeded(moments, 50, 2, 0.99);
        assertThat(dsrAt(moments, needed)).isBetween(0.99, 0.9905);
        assertThat(dsrAt(moments, needed * 0.95)).isLessThan(0.99);
    }

    private static double dsrAt(Moments moments, double n) {
        return ProbabilisticSharpe.psr(
                moments.sharpe(), DeflatedSharpe.scaledHurdle(50, 2, n), n, moments.skewness(), moments.kurtosis());
    }

    private static double[] series(int round, int length, double sharpe, double sd) {
        final double[] values = new double[length];
        for (int i = 0; i < length; i++) {
            final double u = Draw.uniform(SEED, "return", round, i, 0) + 0x1p-54;
            values[i] = sd * (sharpe + Normal.inverse(u));
        }
        return values;
    }
}
