package crucible.watchtower.evidence;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import crucible.model.DigestSink;
import crucible.model.Draw;
import crucible.model.TrialCount;
import crucible.testkit.Restored;
import crucible.watchtower.calibration.ReturnLaw;
import crucible.watchtower.stat.Binomial;
import crucible.watchtower.stat.DeflatedSharpe;
import crucible.watchtower.stat.Moments;
import crucible.watchtower.stat.ProbabilisticSharpe;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class DeflationTest {
    private static final long SEED = 29;

    @Test
    void fallsAsMoreCompeteAndIsPsrWhereNobodyElseDid() {
        for (int round = 0; round < 30; round++) {
            final Moments record = record(round, 200, 0.15, 1);
            final double psr = ProbabilisticSharpe.psr(record, 0);
            assertThat(live(1, 1 + round).dsr(record)).isEqualTo(psr);
            assertThat(live(1, 1 + round).hurdle(10)).isZero();
            double before = psr;
            for (double trials = 1.5; trials < 1e7; trials *= 1.5) {
                final Deflation deflation = live(trials, 1);
                assertThat(deflation.hurdle(200)).isNotNegative();
                assertThat(deflation.dsr(record))
                        .as("seed %d round %d N %s", SEED, round, trials)
                        .isLessThanOrEqualTo(before);
                before = deflation.dsr(record);
            }
            assertThat(before).isLessThan(psr);
            assertThat(live(50, 2).dsr(record)).as("V").isLessThan(live(50, 1).dsr(record));
        }
    }

    /** Trials of one length: √(V/n) is the standard deviation of their Sharpe ratios, as published. */
    @Test
    void isThePublishedHurdleAtEqualLengthsAndShrinksAsARecordGrows() {
        final TrialSpread spread = new TrialSpread();
        final Moments sharpes = new Moments();
        for (int trial = 0; trial < 80; trial++) {
            final Moments record = record(trial, 120, 0.02 * (trial % 25), 1);
            spread.add(record);
            sharpes.add(record.sharpe());
        }
        final Deflation deflation = spread.deflation(TrialCount.Scope.BACKTESTS);
        final double published = DeflatedSharpe.expectedMaximumSharpe(80, sharpes.sd() * sharpes.sd());
        assertThat(deflation.varianceOfT()).isGreaterThan(1);
        assertThat(deflation.hurdle(120)).isCloseTo(published, within(1e-13));
        assertThat(deflation.hurdle(480)).isCloseTo(published / 2, within(1e-13));
        final Moments record = record(999, 120, 0.3, 1);
        final double dsr = DeflatedSharpe.dsr(
                record.sharpe(), 120, record.skewness(), record.kurtosis(), 80, sharpes.sd() * sharpes.sd());
        assertThat(deflation.dsr(record)).isCloseTo(dsr, within(1e-12));
    }

    @Test
    void scaleAndLeverageChangeNothing() {
        for (double factor : new double[] {1e-7, 0.3, 5, 1e5}) {
            final Moments plain = record(4, 150, 0.1, 1);
            final Moments scaled = record(4, 150, 0.1, factor);
            assertThat(live(60, 1.5).dsr(scaled)).isCloseTo(live(60, 1.5).dsr(plain), within(1e-11));
            final TrialSpread spread = new TrialSpread();
            final TrialSpread same = new TrialSpread();
            for (int trial = 0; trial < 20; trial++) {
                spread.add(record(trial, 40 + trial, 0.1 * trial, 1));
                same.add(record(trial, 40 + trial, 0.1 * trial, factor));
            }
            assertThat(same.varianceOfT()).isCloseTo(spread.varianceOfT(), within(1e-10 * spread.varianceOfT()));
        }
    }

    /** Equal mean and deviation, but rare large moves to both sides, or losses alone: less sure, whatever the draw. */
    @Test
    void fatAndLeftTailsMakeLessSure() {
        for (int round = 0; round < 50; round++) {
            final double sharpe = 0.25 + 0.01 * (round % 10);
            final Deflation deflation = live(2 + round, 1);
            final double plain = deflation.dsr(mixture(sharpe, 0, 0));
            final double wild = deflation.dsr(mixture(sharpe, 1 + round / 10, 1 + round / 10));
            final double left = deflation.dsr(mixture(sharpe, 1 + round / 10, 0));
            assertThat(plain).as("round %d", round).isBetween(0.5, 1.0);
            assertThat(wild).isLessThan(plain);
            assertThat(left).isLessThan(wild);
        }
    }

    @Test
    void aRecordOfLuckHardlyEverPasses() {
        final int arenas = 400;
        int passed = 0;
        for (int arena = 0; arena < arenas; arena++) {
            final TrialSpread spread = new TrialSpread();
            final Moments[] records = new Moments[25];
            for (int i = 0; i < records.length; i++) {
                records[i] = record(1000 + arena * 25 + i, 40 + 10 * i, 0, 1);
                spread.add(records[i]);
            }
            boolean any = false;
            for (Moments record : records) {
                any |= spread.deflation(TrialCount.Scope.LIVE_RECORDS).passes(record, 0.99);
            }
            passed += any ? 1 : 0;
        }
        System.out.printf(
                "arenas of 25 without skill, one look, any DSR >= 99 %%: %d of %d (seed %d)%n", passed, arenas, SEED);
        assertThat(Binomial.lowerBound(passed, arenas, 0.95)).isLessThanOrEqualTo(0.01);
    }

    @Test
    void shortRecordsCountInNAndNotInV() {
        final TrialSpread spread = new TrialSpread();
        assertThatThrownBy(() -> spread.deflation(TrialCount.Scope.LIVE_RECORDS))
                .hasMessageContaining("trials is 1 or more");
        spread.add(Moments.of(new double[] {0.01}));
        assertThat(spread.trials()).as("one observation is no record").isZero();
        spread.add(Moments.of(new double[] {1, 1.0001}));
        spread.add(Moments.of(new double[] {-1, -1.0001}));
        spread.add(Moments.of(new double[40]));
        assertThat(spread.trials()).isEqualTo(3);
        assertThat(spread.varianceOfT()).isEqualTo(1);
        spread.add(record(1, 30, 3, 1));
        spread.add(record(2, 30, -3, 1));
        assertThat(spread.varianceOfT()).isGreaterThan(100);
    }

    @Test
    void mergedSpreadsAreTheWholeAndGoOnFromASnapshot() {
        final TrialSpread whole = new TrialSpread();
        final TrialSpread left = new TrialSpread();
        final TrialSpread right = new TrialSpread();
        for (int trial = 0; trial < 60; trial++) {
            final Moments record = record(trial, 20 + trial, 0.05 * trial, 1);
            whole.add(record);
            (trial < 17 ? left : right).add(record);
        }
        left.merge(right);
        assertThat(left.trials()).isEqualTo(whole.trials());
        assertThat(left.varianceOfT()).isCloseTo(whole.varianceOfT(), within(1e-9));
        assertThat(DigestSink.of(Restored.into(new TrialSpread(), whole))).isEqualTo(DigestSink.of(whole));
    }

    @Test
    void whatIsNeededAndWhatLeads() {
        final Moments record = record(5, 400, 0.2, 1);
        final Deflation deflation = live(50, 2);
        final double needed = deflation.observationsNeeded(record, 0.99);
        final double dsr = ProbabilisticSharpe.psr(
                record.sharpe(), deflation.hurdle(needed), needed, record.skewness(), record.kurtosis());
        assertThat(dsr).isBetween(0.99, 0.9905);
        assertThat(deflation.lead(record))
                .isCloseTo(record.t() - Math.sqrt(2) * DeflatedSharpe.expectedMaximum(50), within(1e-12));
        assertThat(live(2, 1).passes(record, 0.5)).isTrue();
        assertThat(live(2, 1).passes(Moments.of(new double[] {1, 1, 1}), 0.5)).isFalse();
        assertThat(deflation.dsr(Moments.of(new double[] {1, 1, 1}))).isNaN();
    }

    @Test
    void refusesFewerTrialsThanOneAndLessSpreadThanLuck() {
        for (double trials : new double[] {0, 0.99, Double.NaN, Double.POSITIVE_INFINITY}) {
            assertThatThrownBy(() -> live(trials, 1)).hasMessageContaining("trials is 1 or more, but was " + trials);
        }
        assertThatThrownBy(() -> live(5, 0.9)).hasMessageContaining("varianceOfT is 1 or more");
        assertThatThrownBy(() -> new Deflation(null, 5, 1)).hasMessageContaining("scope");
    }

    private static Deflation live(double trials, double varianceOfT) {
        return new Deflation(TrialCount.Scope.LIVE_RECORDS, trials, varianceOfT);
    }

    private static Moments record(int round, int length, double sharpe, double scale) {
        final SplittableRandom random = new SplittableRandom(Draw.bits(SEED, "record", round, 0, 0));
        final Moments moments = new Moments();
        for (int i = 0; i < length; i++) {
            moments.add(scale * (sharpe + ReturnLaw.normal(random)));
        }
        return moments;
    }

    /** 120 observations, +1 and −1 and some of ±6, moved and scaled to this Sharpe ratio exactly. */
    private static Moments mixture(double sharpe, int largeLosses, int largeGains) {
        final double[] values = new double[120];
        for (int i = 0; i < values.length; i++) {
            values[i] = i < largeLosses ? -6 : i < largeLosses + largeGains ? 6 : i % 2 == 0 ? 1 : -1;
        }
        final Moments raw = Moments.of(values);
        final Moments moved = new Moments();
        for (double value : values) {
            moved.add((value - raw.mean()) / raw.sd() + sharpe);
        }
        return moved;
    }
}
