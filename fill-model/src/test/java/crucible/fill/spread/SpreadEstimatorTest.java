package crucible.fill.spread;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Cases small enough for paper and pencil, and markets whose spread is known. */
class SpreadEstimatorTest {
    @Test
    void twoEqualRangesAreAllSpreadToCorwinAndSchultz() {
        // α is the log range itself, so that S = 2 (H − L) / (H + L).
        final RollingSpread spread = new RollingSpread(SpreadEstimator.CORWIN_SCHULTZ, 2);
        spread.onBar(99, 101, 99, 101);
        spread.onBar(99, 101, 99, 99);
        assertThat(spread.spreadFrac()).isCloseTo(0.02, within(1e-15));
    }

    @Test
    void aJumpBetweenTwoBarsIsNoSpreadOnceItIsTakenOut() {
        // The second bar begins at twice the first one's close: the shift moves it to where it begins at that close.
        final RollingSpread shifted = new RollingSpread(SpreadEstimator.CORWIN_SCHULTZ, 2);
        shifted.onBar(99, 101, 99, 99);
        shifted.onBar(198, 202, 198, 200);
        assertThat(shifted.signedFrac()).isCloseTo(0.02, within(1e-15));
        final RollingSpread raw = new RollingSpread(SpreadEstimator.CORWIN_SCHULTZ_UNADJUSTED, 2);
        raw.onBar(99, 101, 99, 99);
        raw.onBar(198, 202, 198, 200);
        assertThat(raw.signedFrac()).isNegative();
        assertThat(raw.spreadFrac()).isZero();
    }

    @Test
    void closesThatBounceBetweenBidAndAskShowTheirDistanceToAbdiAndRanaldo() {
        final double half = Math.exp(0.005);
        final RollingSpread spread = new RollingSpread(SpreadEstimator.ABDI_RANALDO, 4);
        for (int i = 0; i < 4; i++) {
            spread.onBar(100, 100 * half, 100 / half, i % 2 == 0 ? 100 * half : 100 / half);
        }
        assertThat(spread.signedFrac()).isCloseTo(0.01, within(1e-14));
        assertThat(spread.spreadFrac()).isCloseTo(0.01, within(1e-14));
    }

    @Test
    void aCloseBetweenTwoMiddlesIsNegativeToAbdiAndRanaldo() {
        final RollingSpread spread = new RollingSpread(SpreadEstimator.ABDI_RANALDO, 2);
        // 4 (c − m)(c − m') with logs 0.01, 0 and 0.02: −4e−4, so −0.02 with its sign, and nothing to use
        spread.onBar(1, Math.exp(0.02), Math.exp(-0.02), Math.exp(0.01));
        spread.onBar(Math.exp(0.02), Math.exp(0.03), Math.exp(0.01), Math.exp(0.02));
        assertThat(spread.signedFrac()).isCloseTo(-0.02, within(1e-14));
        assertThat(spread.spreadFrac()).isZero();
    }

    @Test
    void returnsThatTurnBackAreSpreadToRollAndReturnsThatGoOnAreNone() {
        final RollingSpread back = new RollingSpread(SpreadEstimator.ROLL, 4);
        final RollingSpread on = new RollingSpread(SpreadEstimator.ROLL, 5);
        for (double close : new double[] {1, Math.exp(0.01), 1, Math.exp(0.01)}) {
            back.onBar(close, close, close, close);
        }
        for (double close : new double[] {1, Math.exp(0.01), Math.exp(0.03), Math.exp(0.06), Math.exp(0.1)}) {
            on.onBar(close, close, close, close);
        }
        // pairs (−s, s) and (s, −s), divisor 1: the covariance is −2 s²
        assertThat(back.spreadFrac()).isCloseTo(2 * Math.sqrt(2) * 0.01, within(1e-15));
        assertThat(on.signedFrac()).isNegative();
        assertThat(on.spreadFrac()).isNaN();
    }

    @Test
    void edgeIsSilentWherePricesDoNotMove() {
        final RollingSpread spread = new RollingSpread(SpreadEstimator.EDGE, 10);
        for (int i = 0; i < 10; i++) {
            spread.onBar(100, 100, 100, 100);
        }
        assertThat(spread.terms()).isEqualTo(9);
        assertThat(spread.signedFrac()).isNaN();
        assertThat(spread.spreadFrac()).isNaN();
    }

    @Test
    void edgeHasNothingToUseWhereEveryOpenIsTheCloseBefore() {
        final RollingSpread spread = new RollingSpread(SpreadEstimator.EDGE, 100);
        double close = 100;
        for (double[] bar : simulated(0.01, 3).list().subList(0, 100)) {
            spread.onBar(close, Math.max(close, bar[1]), Math.min(close, bar[2]), bar[3]);
            close = bar[3];
        }
        assertThat(spread.signedFrac()).isZero();
        assertThat(spread.spreadFrac()).isNaN();
        assertThat(spread.spreadTicks(0.01)).isZero();
    }

    @ParameterizedTest
    @EnumSource(SpreadEstimator.class)
    void findsTheSpreadOfAMarketThatHasOne(SpreadEstimator estimator) {
        final double truth = 0.01;
        final double estimate = simulated(truth, 42).over(estimator);
        assertThat(estimate).as("%s, seed 42", estimator).isBetween(0.7 * truth, 1.6 * truth);
    }

    @ParameterizedTest
    @EnumSource(SpreadEstimator.class)
    void doesNotDependOnTheUnitOfPrices(SpreadEstimator estimator) {
        final SimulatedBars bars = simulated(0.002, 7);
        assertThat(bars.times(1_000).over(estimator)).isCloseTo(bars.over(estimator), within(1e-12));
    }

    private static SimulatedBars simulated(double spread, long seed) {
        return new SimulatedBars(new SplittableRandom(seed), 2_000, 60, 0.0008, spread);
    }
}
