package crucible.fill.volatility;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import crucible.fill.ReferenceCase;
import crucible.fill.volatility.FitOutcome.Fitted;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

/** Paths, likelihoods, forecasts and estimates of the reference cases. */
class VolatilityOracleTest {
    private static final String FILE = "02_egarch_garch.json";

    @ParameterizedTest
    @ValueSource(strings = {"egarch_filter_dem2gbp_normal", "egarch_filter_dem2gbp_t", "egarch_filter_eth5m_normal"})
    void pathLikelihoodAndForecastOfFixedParameters(String id) {
        final JsonNode test = ReferenceCase.of(FILE, id);
        final JsonNode in = test.get("input");
        final JsonNode expected = test.get("expected");
        final double tolerance = test.get("tolerance").get("rel").doubleValue();
        final EgarchParameters parameters = new EgarchParameters(
                number(in, "mu"),
                number(in, "omega"),
                number(in, "alpha_size"),
                number(in, "gamma_sign"),
                number(in, "beta"),
                in.has("nu") ? number(in, "nu") : Innovations.NORMAL,
                EgarchParameters.normalKappa());
        final EgarchPath path = EgarchPath.of(parameters, series(in), number(in, "ln_sigma2_1"));
        expected.get("sigma2")
                .forEachEntry((day, variance) -> close(
                        StrictMath.exp(path.logVariances()[Integer.parseInt(day) - 1]),
                        variance,
                        tolerance,
                        "variance of return " + day));
        double sum = 0;
        for (double logVariance : path.logVariances()) {
            sum += logVariance;
        }
        close(sum, expected.get("sum_ln_sigma2"), tolerance, "sum of log-variances");
        close(path.logLikelihood(), expected.get("loglik"), tolerance, "log-likelihood");
        close(path.nextLogVariance(), expected.get("ln_sigma2_next"), tolerance, "next log-variance");
        close(StrictMath.exp(path.nextLogVariance()), expected.get("sigma2_next"), tolerance, "next variance");
        if (expected.has("forecast_sigma2_exact_h1_12")) {
            close(
                    EgarchForecast.expected(parameters, path.nextLogVariance(), 12),
                    expected.get("forecast_sigma2_exact_h1_12"),
                    tolerance);
            close(
                    EgarchForecast.geometric(parameters, path.nextLogVariance(), 12),
                    expected.get("forecast_sigma2_plugin_h1_12"),
                    tolerance);
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "egarch_fit_dem2gbp_normal",
                "egarch_fit_dem2gbp_t",
                "egarch_fit_eth5m_normal",
                "egarch_fit_eth5m_t"
            })
    void estimatesOfAnEgarch(String id) {
        final JsonNode test = ReferenceCase.of(FILE, id);
        final JsonNode in = test.get("input");
        final EgarchFit fit = fitted(EgarchFitter.fit(series(in), law(in)));
        final EgarchParameters found = fit.parameters();
        final JsonNode expected = test.get("expected");
        estimate(found.mu(), expected, "mu");
        estimate(found.omega(), expected, "omega");
        estimate(found.alpha(), expected, "alpha_size");
        estimate(found.gamma(), expected, "gamma_sign");
        estimate(found.beta(), expected, "beta");
        degreesOfFreedom(found.nu(), expected);
        assertThat(fit.logLikelihood()).as("log-likelihood").isCloseTo(number(expected, "loglik"), within(1e-3));
    }

    @ParameterizedTest
    @ValueSource(strings = {"garch_fit_dem2gbp_normal_FCP", "garch_fit_dem2gbp_t_FCP"})
    void estimatesOfAGarch(String id) {
        final JsonNode test = ReferenceCase.of(FILE, id);
        final JsonNode in = test.get("input");
        final GarchFit fit = fitted(GarchFitter.fit(series(in), law(in)));
        final GarchParameters found = fit.parameters();
        final JsonNode expected = test.get("expected");
        estimate(found.mu(), expected, "mu");
        estimate(found.omega(), expected, "omega");
        estimate(found.alpha(), expected, "alpha");
        estimate(found.beta(), expected, "beta");
        degreesOfFreedom(found.nu(), expected);
        assertThat(fit.logLikelihood()).as("log-likelihood").isCloseTo(number(expected, "loglik"), within(1e-3));
    }

    /** The benchmark of Bollerslev and Ghysels as published; it begins with a shock of 0 before the first return. */
    @Test
    void thePublishedEgarchBenchmark() {
        final JsonNode test = ReferenceCase.of(FILE, "egarch_published_benchmark_dem2gbp");
        final double[] returns = series(test.get("input"));
        final JsonNode expected = test.get("expected");
        final EgarchParameters published = new EgarchParameters(
                number(expected, "mu"),
                number(expected, "omega"),
                number(expected, "alpha_size"),
                number(expected, "gamma_sign"),
                number(expected, "beta"),
                Innovations.NORMAL,
                EgarchParameters.normalKappa());
        final double before = published.firstLogVariance(returns);
        final double first = published.next(before, published.mu());
        assertThat(EgarchPath.of(published, returns, first).logLikelihood())
                .isCloseTo(number(expected, "loglik_at_these_params_with_zero_presample_residual"), within(1e-6));
        final EgarchParameters found =
                fitted(EgarchFitter.fit(returns, InnovationLaw.NORMAL, first)).parameters();
        for (Map.Entry<String, Double> estimate : Map.of(
                        "mu", found.mu(),
                        "omega", found.omega(),
                        "alpha_size", found.alpha(),
                        "gamma_sign", found.gamma(),
                        "beta", found.beta())
                .entrySet()) {
            final double value = number(expected, estimate.getKey());
            assertThat(estimate.getValue()).as(estimate.getKey()).isCloseTo(value, within(1e-2 * Math.abs(value)));
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"garch_forecast_dem2gbp", "garch_forecast_eth5m"})
    void pathLikelihoodAndForecastOfAGarch(String id) {
        final JsonNode test = ReferenceCase.of(FILE, id);
        final JsonNode in = test.get("input");
        final JsonNode expected = test.get("expected");
        final double tolerance = test.get("tolerance").get("rel").doubleValue();
        final GarchParameters parameters = new GarchParameters(
                number(in, "mu"), number(in, "omega"), number(in, "alpha"), number(in, "beta"), Innovations.NORMAL);
        final GarchPath path = GarchPath.of(parameters, series(in), number(in, "sigma2_1"));
        expected.get("sigma2")
                .forEachEntry((day, variance) -> close(
                        path.variances()[Integer.parseInt(day) - 1], variance, tolerance, "variance of return " + day));
        close(path.logLikelihood(), expected.get("loglik_normal"), tolerance, "log-likelihood");
        final double[] forecast = parameters.forecast(path.nextVariance(), 10);
        close(forecast, expected.get("forecast_sigma2_h"), tolerance);
        double sum = 0;
        for (double variance : forecast) {
            sum += variance;
        }
        close(sum, expected.get("aggregated_variance_h10"), tolerance, "sum of ten variances");
    }

    static double[] series(JsonNode in) {
        if (in.get("series").stringValue().startsWith("data/dem2gbp.csv")) {
            return ReferenceCase.columns("data/dem2gbp.csv", "ret").get(0);
        }
        final double[] closes =
                ReferenceCase.columns("data/ethusd_5m_binanceus.csv", "close").get(0);
        final double[] returns = new double[closes.length - 1];
        for (int i = 0; i < returns.length; i++) {
            returns[i] = 100 * Math.log(closes[i + 1] / closes[i]);
        }
        return returns;
    }

    private static <M> M fitted(FitOutcome<M> outcome) {
        assertThat(outcome).isInstanceOf(Fitted.class);
        return ((Fitted<M>) outcome).fit();
    }

    private static InnovationLaw law(JsonNode in) {
        return in.get("dist").stringValue().equals("normal") ? InnovationLaw.NORMAL : InnovationLaw.STUDENT_T;
    }

    private static double number(JsonNode node, String name) {
        return node.get(name).doubleValue();
    }

    /** Relative 2e-3, or absolute 5e-4 for what is below 0.05. */
    private static void estimate(double was, JsonNode expected, String name) {
        final double value = number(expected, name);
        final double tolerance = Math.abs(value) < 0.05 ? 5e-4 : 2e-3 * Math.abs(value);
        assertThat(was).as(name).isCloseTo(value, within(tolerance));
    }

    private static void degreesOfFreedom(double was, JsonNode expected) {
        if (expected.has("nu")) {
            final double value = number(expected, "nu");
            assertThat(was).as("nu").isCloseTo(value, within(1e-2 * value));
        } else {
            assertThat(was).isEqualTo(Innovations.NORMAL);
        }
    }

    private static void close(double[] was, JsonNode expected, double relative) {
        assertThat(was).hasSize(expected.size());
        for (int i = 0; i < was.length; i++) {
            close(was[i], expected.get(i), relative, "forecast " + (i + 1));
        }
    }

    private static void close(double was, JsonNode expected, double relative, String what) {
        final double value = expected.doubleValue();
        assertThat(was).as(what).isCloseTo(value, within(relative * Math.abs(value)));
    }
}
