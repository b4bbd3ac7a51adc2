package crucible.watchtower.stat;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import crucible.model.DigestSink;
import crucible.model.Draw;
import crucible.testkit.Restored;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

class SerialDependenceTest {
    private static final long SEED = 23;

    @Test
    void standardErrorsOfTheReferenceCases() {
        final double[] closes = OracleFile.closesOfEth();
        int seen = 0;
        for (JsonNode test : OracleFile.casesOf("09_multiple_testing_bootstrap_cs.json", "newey_west_mean")) {
            final JsonNode in = test.get("input");
            final JsonNode expected = test.get("expected");
            final boolean absolute = in.get("series").stringValue().endsWith("absolute values");
            final int lag = in.get("lag").intValue();
            final SerialDependence dependence = new SerialDependence(24);
            final Moments moments = new Moments();
            for (int i = 1; i < closes.length; i++) {
                final double value = 100 * Math.log(closes[i] / closes[i - 1]);
                dependence.add(absolute ? Math.abs(value) : value);
                moments.add(absolute ? Math.abs(value) : value);
            }
            assertRelative(moments.mean(), expected, "mean");
            assertRelative(dependence.longRunVariance(lag), expected, "long_run_variance");
            assertRelative(dependence.standardError(lag), expected, "se_mean");
            assertRelative(moments.mean() / dependence.standardError(lag), expected, "t_stat");
            seen++;
        }
        assertThat(seen).isEqualTo(6);
    }

    @Test
    void fourNumbersByHand() {
        // Mean 2, deviations −1, 1, −1, 1: γ0 = 1, γ1 = −3/4, γ2 = 1/2.
        final SerialDependence dependence = of(3, 1, 3, 1, 3);
        assertThat(dependence.autocovariance(0)).isEqualTo(1);
        assertThat(dependence.autocovariance(1)).isEqualTo(-0.75);
        assertThat(dependence.autocovariance(2)).isEqualTo(0.5);
        assertThat(dependence.autocorrelation(1)).isEqualTo(-0.75);
        assertThat(dependence.longRunVariance(1)).isEqualTo(0.25);
        assertThat(dependence.effectiveSize()).as("never more than there are").isEqualTo(4);
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 3, 24})
    void equalsThePlainFormulaAtEveryLength(int lags) {
        for (int n = 1; n < 70; n++) {
            final double[] values = series(n, 0.4, lags == 3 ? 1e6 : 0.001);
            final SerialDependence dependence = of(lags, values);
            for (int lag = 0; lag <= lags; lag++) {
                final double slow = slowly(values, lag);
                assertThat(dependence.autocovariance(lag))
                        .as("seed %d n %d lag %d", SEED, n, lag)
                        .isCloseTo(slow, within(1e-9));
            }
        }
    }

    @Test
    void aRecordWithMemoryIsShorterThanItLooks() {
        final int n = 20_000;
        final double rho = 0.3;
        final double size = of(24, series(n, rho, 0)).effectiveSize();
        // Known for an autoregression; Bartlett's weights at lag 12 see a little less of it.
        final double known = n * (1 - rho) / (1 + rho);
        System.out.printf("effective size of %d with autocorrelation %s: %.0f, known %.0f%n", n, rho, size, known);
        assertThat(size).as("seed %d", SEED).isBetween(0.9 * known, 1.2 * known);
        assertThat(of(24, series(n, 0, 0)).effectiveSize()).isBetween(0.9 * n, 1.0 * n);
        assertThat(of(24, series(n, -0.3, 0)).effectiveSize()).isEqualTo(n);
    }

    @Test
    void theRuledLagGrowsSlowly() {
        assertThat(of(24, new double[100]).ruledLag()).isEqualTo(4);
        assertThat(of(24, new double[1000]).ruledLag()).isEqualTo(6);
        assertThat(of(24, new double[100_000]).ruledLag()).isEqualTo(18);
        assertThat(of(5, new double[100_000]).ruledLag()).isEqualTo(5);
        assertThat(new SerialDependence(3).ruledLag()).isZero();
    }

    @Test
    void goesOnFromASnapshot() {
        final double[] values = series(200, 0.5, 3);
        SerialDependence copy = new SerialDependence(7);
        for (double value : values) {
            copy = Restored.into(new SerialDependence(7), copy);
            copy.add(value);
        }
        assertThat(DigestSink.of(copy)).isEqualTo(DigestSink.of(of(7, values)));
    }

    @Test
    void whatDoesNotExistIsNaNAndWhatIsNoNumberIsRefused() {
        final SerialDependence none = new SerialDependence(4);
        assertThat(none.autocovariance(0)).isNaN();
        assertThat(none.effectiveSize()).isNaN();
        assertThat(none.standardError(2)).isNaN();
        assertThat(of(4, 0.01, 0.01, 0.01).effectiveSize()).isNaN();
        assertThat(of(4, 0.01, 0.01, 0.01).autocorrelation(1)).isNaN();
        assertThatThrownBy(() -> none.add(Double.NaN)).hasMessageContaining("finite, but was NaN");
        assertThatThrownBy(() -> none.autocovariance(5)).hasMessageContaining("lag lies in [0, 4], but was 5");
        assertThat(none.count()).isZero();
    }

    private static SerialDependence of(int lags, double... values) {
        final SerialDependence dependence = new SerialDependence(lags);
        for (double value : values) {
            dependence.add(value);
        }
        return dependence;
    }

    private static double slowly(double[] values, int lag) {
        final double mean = Arrays.stream(values).average().orElseThrow();
        double sum = 0;
        for (int i = lag; i < values.length; i++) {
            sum += (values[i] - mean) * (values[i - lag] - mean);
        }
        return sum / values.length;
    }

    private static double[] series(int n, double rho, double offset) {
        final double[] values = new double[n];
        double last = 0;
        for (int i = 0; i < n; i++) {
            last = rho * last + Normal.inverse(Draw.uniform(SEED, "value", n, i, 0) + 0x1p-54);
            values[i] = offset + last;
        }
        return values;
    }

    private static void assertRelative(double actual, JsonNode expected, String name) {
        final double value = expected.get(name).doubleValue();
        assertThat(actual).as(name).isCloseTo(value, within(Math.abs(value) * 1e-9));
    }
}
