package crucible.server.cli;

import static crucible.server.cli.StatsCalculator.assertClose;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import crucible.testkit.ReferenceData;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

class EgarchStatisticTest {
    private static final String FILE = "02_egarch_garch.json";
    /** What the reference calls the parameters, and what the command calls them. */
    private static final Map<String, String> NAMES = Map.of(
            "mu", "mu", "omega", "omega", "alpha_size", "alpha", "gamma_sign", "gamma", "beta", "beta", "nu", "nu");

    private static final String PARAMS = "\"params\":{\"mu\":0,\"omega\":-0.1,\"alpha\":0.2,\"gamma\":0,\"beta\":0.9}";

    private final StatsCalculator stats = new StatsCalculator();

    @ParameterizedTest
    @ValueSource(strings = {"egarch_filter_dem2gbp_normal", "egarch_filter_dem2gbp_t"})
    void pathLikelihoodAndForecastOfGivenParameters(String id) throws IOException {
        final JsonNode test = StatsCalculator.caseOf(FILE, id);
        final JsonNode in = test.get("input");
        final ObjectNode request = request(in);
        final ObjectNode params = request.putObject("params");
        NAMES.forEach((theirs, ours) -> {
            if (in.has(theirs)) {
                params.set(ours, in.get(theirs));
            }
        });
        request.set("initialLogVariance", in.get("ln_sigma2_1"));
        final JsonNode answer = stats.ask("egarch", request);
        final JsonNode expected = test.get("expected");
        assertThat(answer.get("status").stringValue()).isEqualTo("FIXED");
        assertClose(answer.get("logLikelihood"), expected.get("loglik"), 1e-9);
        assertClose(answer.get("nextLogVariance"), expected.get("ln_sigma2_next"), 1e-9);
        assertThat(answer.get("sigma2").size()).isEqualTo(1_974);
        expected.get("sigma2")
                .forEachEntry((day, variance) ->
                        assertClose(answer.get("sigma2").get(Integer.parseInt(day) - 1), variance, 1e-9));
        assertThat(answer.get("forecast").size()).isEqualTo(12);
        assertClose(answer.get("forecast").get(0), expected.get("sigma2_next"), 1e-9);
        for (int h = 1; h < 12; h++) {
            if (expected.has("forecast_sigma2_exact_h1_12")) {
                assertClose(
                        answer.get("forecast").get(h),
                        expected.get("forecast_sigma2_exact_h1_12").get(h),
                        1e-9);
                assertClose(
                        answer.get("forecastGeometric").get(h),
                        expected.get("forecast_sigma2_plugin_h1_12").get(h),
                        1e-9);
            } else {
                assertThat(answer.get("forecast").get(h).isNull()).isTrue();
                assertThat(answer.get("forecastGeometric").get(h).isNumber()).isTrue();
            }
        }
    }

    @ParameterizedTest
    @CsvSource({"egarch_fit_dem2gbp_normal, egarch", "egarch_fit_dem2gbp_t, egarch", "garch_fit_dem2gbp_t_FCP, garch"})
    void estimatesOfTheReference(String id, String name) throws IOException {
        final JsonNode test = StatsCalculator.caseOf(FILE, id);
        final JsonNode answer = stats.ask(name, request(test.get("input")));
        final JsonNode expected = test.get("expected");
        assertThat(answer.get("status").stringValue()).isEqualTo("FITTED");
        assertThat(answer.get("logLikelihood").doubleValue())
                .isCloseTo(expected.get("loglik").doubleValue(), within(1e-3));
        final JsonNode params = answer.get("params");
        assertClose(params.get("beta"), expected.get("beta"), 2e-3);
        if (expected.has("nu")) {
            assertClose(params.get("nu"), expected.get("nu"), 1e-2);
        } else {
            assertThat(params.get("nu").isNull()).isTrue();
        }
        if (name.equals("garch")) {
            assertThat(answer.get("longRunVariance").isNull())
                    .as("alpha + beta is above 1")
                    .isTrue();
        }
    }

    @Test
    void whatWasFittedIsAnsweredAgainWhenItIsGiven() throws IOException {
        final JsonNode test = StatsCalculator.caseOf(FILE, "egarch_fit_dem2gbp_t");
        final ObjectNode request = request(test.get("input"));
        final JsonNode fitted = stats.ask("egarch", request);
        request.set("params", fitted.get("params"));
        final JsonNode fixed = stats.ask("egarch", request);
        assertThat(fixed.get("logLikelihood")).isEqualTo(fitted.get("logLikelihood"));
        assertThat(fixed.get("initialLogVariance")).isEqualTo(fitted.get("initialLogVariance"));
        assertThat(fixed.get("sigma2")).isEqualTo(fitted.get("sigma2"));
    }

    @ParameterizedTest
    @CsvSource({"egarch", "garch"})
    void whatCannotBeFittedSaysWhyAndIsNull(String name) {
        final JsonNode answer = stats.ask(name, "{\"returns\":[0.1,-0.1],\"dist\":\"t\"}");
        assertThat(answer.get("status").stringValue()).isEqualTo("FELL_BACK");
        assertThat(answer.get("reason").stringValue()).isEqualTo("TOO_FEW_RETURNS");
        for (String field : new String[] {"params", "logLikelihood", "forecast", "sigma2"}) {
            assertThat(answer.get(field).isNull()).as(field).isTrue();
        }
    }

    @Test
    void aForecastIsAsLongAsItIsAskedFor() {
        final String request = "{\"returns\":[0.1,-0.2]," + PARAMS + ",\"initialLogVariance\":-3,\"horizon\":3}";
        assertThat(stats.ask("egarch", request).get("forecast").size()).isEqualTo(3);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "egarch | {}                                                  | returns is missing",
                "egarch | {\"returns\":[1,2],\"dist\":\"cauchy\"}             | dist is one of normal, t, but was \"cauchy\"",
                "egarch | {\"returns\":[1,2],\"params\":3}                    | params is an object, but was 3",
                "egarch | {\"returns\":[1,2],\"params\":{\"mu\":0}}           | params.omega is missing: a number is needed",
                "egarch | {\"returns\":[1,2],\"params\":{\"mu\":\"0\"}}       | params.mu is a finite number, but was \"0\"",
                "egarch | {\"returns\":[1,2],\"horizon\":0}                   | horizon is a whole number in [1, 100000]",
                "egarch | {\"returns\":[1,2],\"horizon\":1.5}                 | horizon is a whole number in [1, 100000]",
                "egarch | {\"returns\":[1,2],\"model\":1}                     | model is not a field of this request",
                "garch  | {\"returns\":[1,2],\"params\":{}}                   | params is not a field of this request",
            })
    void badInputIsWrongUsageAndNamesTheField(String name, String request, String message) {
        assertThat(stats.refusal(name, request)).contains(message);
    }

    @Test
    void badParametersAreWrongUsageToo() {
        final String request = "{\"returns\":[0.1,-0.2]," + PARAMS + "}";
        assertThat(stats.refusal("egarch", request.replace("0.9", "1")))
                .contains("params: required: beta lies in (-1, 1), but was 1.0");
        assertThat(stats.refusal("egarch", request.replace("\"beta\"", "\"delta\":1,\"beta\"")))
                .contains("params.delta is not a field of this request");
        assertThat(stats.refusal("egarch", request.replace("\"beta\"", "\"nu\":5,\"beta\"")))
                .contains("params.nu is not a field of this request");
        assertThat(stats.refusal("egarch", request.replace("0.1,-0.2]", "]")))
                .contains("initialLogVariance is missing: 0 returns do not vary around params.mu");
    }

    private static ObjectNode request(JsonNode in) throws IOException {
        final ObjectNode request = StatsCalculator.request();
        final ArrayNode returns = request.putArray("returns");
        final Optional<Path> path = ReferenceData.find("oracles/data/dem2gbp.csv");
        assumeTrue(path.isPresent(), "no reference data: oracles/data/dem2gbp.csv");
        Files.readAllLines(path.orElseThrow()).stream()
                .skip(1)
                .map(line -> JsonMapper.shared().readTree(line))
                .forEach(returns::add);
        return request.put("dist", in.get("dist").stringValue().equals("normal") ? "normal" : "t");
    }
}
