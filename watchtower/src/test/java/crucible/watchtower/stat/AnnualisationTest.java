package crucible.watchtower.stat;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import crucible.model.Timeframe;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

class AnnualisationTest {
    private static final String FILE = "12_annualisation_twr.json";

    @Test
    void everyReferenceCase() {
        int seen = 0;
        for (JsonNode test : OracleFile.cases(FILE)) {
            final JsonNode in = test.get("input");
            final JsonNode expected = test.get("expected");
            switch (test.get("function").stringValue()) {
                case "bars_per_year" ->
                    assertRelative(Annualisation.factor(number(expected, "bars_per_year")), expected, "sqrt", 1e-12);
                case "annualise_sharpe" ->
                    assertRelative(
                            number(in, "sr_per_bar") * Annualisation.factor(number(in, "bars_per_year")),
                            expected,
                            "sr_annual",
                            1e-12);
                case "lo_annualisation_factor" -> {
                    assertRelative(
                            Annualisation.factor(number(in, "q"), number(in, "rho_ar1")), expected, "eta", 1e-10);
                    assertRelative(Annualisation.factor(number(in, "q")), expected, "iid", 1e-10);
                }
                case "twr" -> {
                    final ReturnMetrics metrics =
                            ReturnMetrics.of(OracleFile.numbers(in.get("returns")), Double.NaN, 0);
                    assertRelative(metrics.drawdowns().wealth(), expected, "twr", 1e-12);
                    // A difference from 1 has lost the digits that the 1 has.
                    assertRelative(metrics.totalReturn(), expected, "total_return", 1e-12);
                    assertRelative(metrics.logGrowth(), expected, "log_growth", 1e-12);
                }
                default -> throw new AssertionError("a case that nobody computes: " + test.get("id"));
            }
            seen++;
        }
        assertThat(seen).isEqualTo(11);
    }

    @Test
    void aYearOfBarsThatNeverStop() {
        assertThat(Timeframe.M5.barsPerYear()).isEqualTo(105_120);
        assertThat(Timeframe.M15.barsPerYear()).isEqualTo(35_040);
    }

    @Test
    void theClosedFormIsTheSum() {
        for (int q : new int[] {1, 2, 3, 12, 288}) {
            for (double rho : new double[] {-0.95, -0.3, 0, 0.01, 0.5, 0.95}) {
                double sum = q;
                for (int k = 1; k < q; k++) {
                    sum += 2 * (q - k) * Math.pow(rho, k);
                }
                final double slow = q / Math.sqrt(sum);
                assertThat(Annualisation.factor(q, rho))
                        .as("q %d rho %s", q, rho)
                        .isCloseTo(slow, within(slow * 1e-9));
            }
            assertThat(Annualisation.factor(q, 0)).isCloseTo(Math.sqrt(q), within(1e-14 * q));
        }
    }

    @Test
    void whatDoesNotExistIsNaN() {
        assertThat(Annualisation.factor(0)).isNaN();
        assertThat(Annualisation.factor(Double.NaN)).isNaN();
        assertThat(Annualisation.factor(12.5, 0.1)).isNaN();
        assertThat(Annualisation.factor(12, 1)).isNaN();
        assertThat(Annualisation.factor(12, Double.NaN)).isNaN();
        assertThat(Annualisation.factor(0, 0.1)).isNaN();
    }

    private static double number(JsonNode node, String name) {
        return node.get(name).doubleValue();
    }

    private static void assertRelative(double actual, JsonNode expected, String name, double relative) {
        final double value = number(expected, name);
        assertThat(actual).as(name).isCloseTo(value, within(Math.abs(value) * relative));
    }
}
