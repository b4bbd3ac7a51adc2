package crucible.watchtower.stat;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import crucible.model.DigestSink;
import crucible.model.Draw;
import java.math.BigDecimal;
import java.math.MathContext;
import java.util.Arrays;
import org.junit.jupiter.api.Test;

class MomentsTest {
    private static final long SEED = 5;

    @Test
    void streamEqualsTheSlowExactJudge() {
        for (int round = 0; round < 40; round++) {
            final double[] values = series(round, 2 + 17 * round, round % 3 == 0 ? 1000 : 0.001);
            final Moments stream = Moments.of(values);
            final double[] exact = exactCentralMoments(values);
            final int n = values.length;
            assertThat(stream.mean()).as("seed %d round %d", SEED, round).isCloseTo(exact[0], close(exact[0], 1e-13));
            final double sd = Math.sqrt(exact[1] * n / (n - 1));
            assertThat(stream.sd()).isCloseTo(sd, close(sd, 1e-10));
            assertThat(stream.skewness()).isCloseTo(exact[2] / Math.pow(exact[1], 1.5), within(1e-7));
            assertThat(stream.kurtosis()).isCloseTo(exact[3] / (exact[1] * exact[1]), within(1e-7));
            assertThat(stream.sharpe()).isCloseTo(exact[0] / sd, close(exact[0] / sd, 1e-10));
        }
    }

    @Test
    void mergedPartsEqualTheWhole() {
        final double[] values = series(3, 1000, 0.01);
        for (int cut : new int[] {0, 1, 2, 500, 999, 1000}) {
            final Moments left = Moments.of(Arrays.copyOfRange(values, 0, cut));
            left.merge(Moments.of(Arrays.copyOfRange(values, cut, values.length)));
            final Moments whole = Moments.of(values);
            assertThat(left.count()).isEqualTo(whole.count());
            assertThat(left.mean()).isCloseTo(whole.mean(), close(whole.mean(), 1e-11));
            assertThat(left.sd()).isCloseTo(whole.sd(), close(whole.sd(), 1e-12));
            assertThat(left.skewness()).as("cut %d", cut).isCloseTo(whole.skewness(), within(1e-10));
            assertThat(left.kurtosis()).isCloseTo(whole.kurtosis(), within(1e-10));
        }
    }

    @Test
    void tooFewOrEqualNumbersHaveNoRatios() {
        final Moments moments = new Moments();
        assertThat(moments.mean()).isNaN();
        moments.add(0.01);
        assertThat(moments.mean()).isEqualTo(0.01);
        assertThat(moments.sd()).isNaN();
        for (int i = 0; i < 100_000; i++) {
            moments.add(0.01);
        }
        assertThat(moments.sharpe()).isNaN();
        assertThat(moments.skewness()).isNaN();
        assertThat(moments.kurtosis()).isNaN();
        assertThat(moments.t()).isNaN();
        assertThat(Moments.of(new double[] {0, 0, 0}).sharpe()).isNaN();
        assertThat(Moments.of(new double[] {0, 0, 1e-9}).sharpe()).isNotNaN();
    }

    @Test
    void refusesWhatIsNotANumber() {
        final Moments moments = Moments.of(new double[] {1, 2});
        final String before = DigestSink.of(moments);
        assertThatThrownBy(() -> moments.add(Double.NaN))
                .hasMessageContaining("finite")
                .hasMessageContaining("NaN");
        assertThatThrownBy(() -> moments.add(Double.NEGATIVE_INFINITY)).hasMessageContaining("finite");
        assertThat(DigestSink.of(moments)).isEqualTo(before);
    }

    private static double[] series(int round, int length, double offset) {
        final double[] values = new double[length];
        for (int i = 0; i < length; i++) {
            final double u = Draw.uniform(SEED, "value", round, i, 0);
            values[i] = offset + StrictMath.exp(3 * u) - u;
        }
        return values;
    }

    /** Mean, m2, m3, m4 with divisor n in 60-digit arithmetic. */
    private static double[] exactCentralMoments(double[] values) {
        final MathContext digits = new MathContext(60);
        final BigDecimal n = BigDecimal.valueOf(values.length);
        BigDecimal sum = BigDecimal.ZERO;
        for (double value : values) {
            sum = sum.add(new BigDecimal(value));
        }
        final BigDecimal mean = sum.divide(n, digits);
        final BigDecimal[] power = {BigDecimal.ZERO, BigDecimal.ZERO, BigDecimal.ZERO};
        for (double value : values) {
            final BigDecimal deviation = new BigDecimal(value).subtract(mean);
            for (int k = 0; k < 3; k++) {
                power[k] = power[k].add(deviation.pow(k + 2, digits), digits);
            }
        }
        final double[] moments = new double[4];
        moments[0] = mean.doubleValue();
        for (int k = 0; k < 3; k++) {
            moments[k + 1] = power[k].divide(n, digits).doubleValue();
        }
        return moments;
    }

    private static org.assertj.core.data.Offset<Double> close(double value, double relative) {
        return within(Math.max(Double.MIN_NORMAL, Math.abs(value) * relative));
    }
}
