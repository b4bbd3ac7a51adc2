package crucible.fill.calibration;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import crucible.fill.spread.SpreadEstimator;
import java.util.Random;
import org.junit.jupiter.api.Test;

class SpreadCalibrationTest {
    private static final long T0 = 1_735_689_600_000L;
    private static final long BAR_MS = SpreadCalibration.BAR_MS;

    private static SpreadCalibration calibration() {
        return new SpreadCalibration(0.01, SpreadEstimator.CORWIN_SCHULTZ, 288);
    }

    /** A random walk of trades that bounce between bid and ask, of which the quotes are recorded too. */
    private static SpreadCalibration generated(double spreadBps, double stepBps, int days, long quotesFromMs) {
        final Random random = new Random(8);
        final SpreadCalibration calibration = calibration();
        double mid = 100;
        for (int bar = 0; bar < days * 288; bar++) {
            final long openMs = T0 + bar * BAR_MS;
            final double half = mid * spreadBps / 2e4;
            double open = 0;
            double high = 0;
            double low = Double.MAX_VALUE;
            double close = 0;
            for (int i = 0; i < 100; i++) {
                mid *= 1 + stepBps / 1e4 * random.nextGaussian();
                close = mid + (random.nextBoolean() ? half : -half);
                open = i == 0 ? close : open;
                high = Math.max(high, close);
                low = Math.min(low, close);
                if (openMs + i * 3_000L >= quotesFromMs) {
                    calibration.quote(openMs + i * 3_000L, mid - half, mid + half);
                }
            }
            calibration.bar(openMs, open, high, low, close);
        }
        return calibration;
    }

    @Test
    void aSpreadThatIsWideAgainstTheMovesIsFound() {
        final SpreadCalibration.Result result =
                generated(20, 0.3, 4, T0).result().orElseThrow();
        assertThat(result.matched()).isTrue();
        assertThat(result.total().recordedMeanBps()).isCloseTo(20, within(0.05));
        assertThat(result.total().modelledMeanBps()).isCloseTo(20, within(3.0));
        assertThat(result.byHour()).hasSize(24);
        assertThat(result.floorsPpm())
                .hasSize(24)
                .allSatisfy(floor -> assertThat(floor).isBetween(2000, 2020));
    }

    @Test
    void aNarrowSpreadIsOverestimatedAndCovered() {
        final SpreadCalibration.Result result =
                generated(0.5, 2, 3, T0).result().orElseThrow();
        assertThat(result.total().biasBps()).isPositive();
        assertThat(result.total().coverage()).isGreaterThan(0.95);
        assertThat(result.total().worstDecileBps()).isNegative();
    }

    @Test
    void quotesOfAnotherTimeAreComparedByHourOfDay() {
        final SpreadCalibration calibration = generated(20, 0.3, 2, Long.MAX_VALUE);
        final long later = T0 + 400 * 86_400_000L;
        calibration.quote(later + 5 * 3_600_000L, 99.95, 100.05);
        calibration.quote(later + 6 * 3_600_000L, 99, 101);
        calibration.quote(later + 6 * 3_600_000L, 101, 99);
        final SpreadCalibration.Result result = calibration.result().orElseThrow();
        assertThat(result.matched()).isFalse();
        assertThat(result.quotes()).isEqualTo(2);
        assertThat(result.crossed()).isEqualTo(1);
        assertThat(result.byHour().keySet()).containsExactlyInAnyOrder(5, 6);
        assertThat(result.byHour().get(5).recordedMeanBps()).isCloseTo(10, within(1e-6));
        assertThat(result.total().coverage()).isEqualTo(0.5);
        assertThat(result.total().worstDecileBps()).isGreaterThan(170);
        // An hour without quotes has the floor of all of them.
        assertThat(result.floorsPpm().get(0)).isEqualTo(20_000);
        assertThat(result.floorsPpm().get(5)).isEqualTo(1_000);
    }

    @Test
    void withoutQuotesOrBarsThereIsNothingToSay() {
        final SpreadCalibration calibration = calibration();
        assertThat(calibration.result()).isEmpty();
        calibration.quote(T0, 99, 101);
        assertThat(calibration.result()).isEmpty();
    }

    @Test
    void aBarIsNotComparedWithWhatItShowedItself() {
        final SpreadCalibration calm = calibration();
        final SpreadCalibration spiked = calibration();
        for (int i = 0; i < 20; i++) {
            for (SpreadCalibration one : new SpreadCalibration[] {calm, spiked}) {
                final boolean last = i == 19;
                one.bar(T0 + i * BAR_MS, 100, last && one == spiked ? 150 : 100.1, 99.9, 100);
                one.quote(T0 + i * BAR_MS, 99.9, 100.1);
            }
        }
        assertThat(spiked.result()).isEqualTo(calm.result());
    }

    @Test
    void errorsOfKnownPairs() {
        final SpreadErrors errors = SpreadErrors.of(new double[] {1, 2, 3, 4}, new double[] {2, 2, 2, 2});
        assertThat(errors.biasBps()).isEqualTo(-0.5);
        assertThat(errors.coverage()).isEqualTo(0.5);
        assertThat(errors.worstDecileBps()).isEqualTo(2);
        assertThat(errors.recordedMedianBps()).isEqualTo(2);
        assertThat(errors.recordedP90Bps()).isEqualTo(4);
    }
}
