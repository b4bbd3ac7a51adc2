package crucible.server.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import crucible.testkit.ReferenceData;
import java.io.ByteArrayInputStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import picocli.CommandLine;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

class StatsCommandTest {
    private static final String SHARPE = "01_psr_dsr_mintrl.json";
    private static final String METRICS = "07_metrics.json";
    /** What the reference files call the fields of a record's summary, and what the command calls them. */
    private static final Map<String, String> SUMMARY = Map.of(
            "sr", "sharpe",
            "sr_benchmark", "benchmark",
            "T", "n",
            "skew", "skewness",
            "kurt_pearson", "kurtosis",
            "prob", "confidence",
            "N", "trials",
            "var_sr_trials", "varianceOfSharpes",
            "returns", "returns");

    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();

    @ParameterizedTest
    @ValueSource(strings = {"psr_paper_nonnormal", "psr_paper_normal", "psr_paper_nonnormal_0458"})
    void psrOfThePaper(String id) {
        final JsonNode test = caseOf(SHARPE, id);
        final JsonNode answer = ask("psr", request(test));
        assertThat(answer.get("psr").doubleValue()).isCloseTo(expected(test, "psr"), within(1e-12));
        assertThat(answer.get("n").intValue()).isEqualTo(24);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "sr_se_mintrl_hfr_1",
                "mintrl_daily_2_vs_1",
                "mintrl_weekly_2_vs_1",
                "mintrl_monthly_3_vs_2.5_nonnormal"
            })
    void minTrlOfThePaper(String id) {
        final JsonNode test = caseOf(SHARPE, id);
        assertRelative(ask("min-trl", request(test)), "minTrl", expected(test, "min_trl_obs"), 1e-12);
    }

    @Test
    void everythingFromReturns() {
        final JsonNode test = caseOf(SHARPE, "psr_returns_briones_50");
        final ObjectNode withConfidence = request(test);
        final ObjectNode request = withConfidence.deepCopy();
        request.remove("confidence");
        final JsonNode psr = ask("psr", request);
        assertRelative(psr, "sharpe", expected(test, "sr"), 1e-11);
        assertRelative(psr, "skewness", expected(test, "skew_g1_biased"), 1e-11);
        assertRelative(psr, "kurtosis", expected(test, "kurt_pearson_biased"), 1e-11);
        assertRelative(psr, "standardError", expected(test, "sr_se"), 1e-11);
        assertRelative(psr, "psr", expected(test, "psr"), 1e-11);
        assertRelative(ask("min-trl", withConfidence), "minTrl", expected(test, "min_trl"), 1e-11);
    }

    @Test
    void expectedMaximumOfTheTable() {
        final JsonNode table =
                caseOf(SHARPE, "expected_max_table").get("expected").get("table");
        for (JsonNode row : table) {
            final ObjectNode request = JsonMapper.shared().createObjectNode();
            request.set("trials", row.get("N"));
            request.put("varianceOfSharpes", 1);
            assertRelative(
                    ask("expected-max-sharpe", request),
                    "expectedMaxSharpe",
                    row.get("emax_formula").doubleValue(),
                    1e-12);
        }
    }

    @Test
    void deflatedSharpeOfThePaper() {
        final JsonNode test = caseOf(SHARPE, "dsr_paper_N100");
        final JsonNode answer = ask("dsr", request(test));
        assertThat(answer.get("dsr").doubleValue()).isCloseTo(expected(test, "dsr"), within(1e-12));
        assertThat(answer.get("expectedMaxSharpe").doubleValue()).isCloseTo(expected(test, "sr0"), within(1e-12));
    }

    @Test
    void deflatedSharpeFromTheTrials() {
        final JsonNode test = caseOf(SHARPE, "dsr_trials_60x10");
        final JsonNode rows = test.get("input").get("returns_T_by_N");
        final ObjectNode request = JsonMapper.shared().createObjectNode();
        final ArrayNode trials = request.putArray("trialReturns");
        for (int trial = 0; trial < rows.get(0).size(); trial++) {
            final ArrayNode returns = trials.addArray();
            for (JsonNode row : rows) {
                returns.add(row.get(trial));
            }
        }
        final JsonNode answer = ask("dsr", request);
        assertThat(answer.get("bestTrial").intValue()).isEqualTo(9);
        assertThat(answer.get("trials").intValue()).isEqualTo(10);
        assertRelative(answer, "varianceOfSharpes", expected(test, "var_sr_ddof1"), 1e-10);
        assertRelative(answer, "expectedMaxSharpe", expected(test, "sr0"), 1e-10);
        assertRelative(answer, "dsr", expected(test, "dsr"), 1e-10);
    }

    @Test
    void oneTrialDeflatesNothing() {
        final JsonNode answer = ask("dsr", "{\"trialReturns\":[[0.01,-0.005,0.02,0.003]]}");
        assertThat(answer.get("dsr")).isEqualTo(answer.get("psr"));
        assertThat(answer.get("varianceOfSharpes").isNull()).isTrue();
        assertThat(answer.get("expectedMaxSharpe").doubleValue()).isEqualTo(0);
    }

    @Test
    void metricsOfTheTextbook() {
        final JsonNode test = caseOf(METRICS, "bacon24_mar0005");
        final ObjectNode request = JsonMapper.shared().createObjectNode();
        request.set("returns", test.get("input").get("returns"));
        request.put("periodsPerYear", 12).put("target", 0.005);
        final JsonNode answer = ask("metrics", request);
        final Map<String, String> names = Map.of(
                "totalReturn", "cum_return",
                "annualisedReturn", "ann_return_geo",
                "annualisedVolatility", "ann_sd",
                "annualisedSharpe", "sharpe_ann_arith",
                "sortino", "sortino",
                "maxDrawdown", "max_dd",
                "calmar", "calmar",
                "omega", "omega0",
                "valueAtRisk95", "var95_hist",
                "cvar95", "es95_hist");
        names.forEach((ours, theirs) -> assertRelative(answer, ours, expected(test, theirs), 1e-9));
        assertThat(answer.get("winRate").isNull()).as("no trades were given").isTrue();
    }

    @Test
    void metricsOfTradesAndOfEquity() {
        final JsonNode test = caseOf(METRICS, "freqtrade_expectancy");
        final ObjectNode request = JsonMapper.shared().createObjectNode();
        request.set("trades", test.get("input").get("pnl"));
        final JsonNode answer = ask("metrics", request);
        final Map<String, String> names = Map.of(
                "winRate", "win_rate",
                "profitFactor", "profit_factor",
                "expectancy", "expectancy",
                "payoffRatio", "payoff_ratio",
                "sqn", "sqn",
                "kelly", "kelly");
        names.forEach((ours, theirs) -> assertRelative(answer, ours, expected(test, theirs), 1e-9));
        assertThat(answer.get("sharpe").isNull()).as("no returns were given").isTrue();
        assertThat(ask("metrics", "{\"equity\":[1000,500,1000,11000,10000]}")
                        .get("maxDrawdown")
                        .doubleValue())
                .isEqualTo(0.5);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "psr     | {\"returns\":[0.01,0.01,0.01]}                                         | psr",
                "psr     | {\"returns\":[0.01]}                                                   | sharpe",
                "psr     | {\"sharpe\":1,\"n\":10,\"skewness\":2,\"kurtosis\":3}                  | psr",
                "min-trl | {\"sharpe\":-0.1,\"skewness\":0,\"kurtosis\":3,\"confidence\":0.95}    | minTrl",
                "expected-max-sharpe | {\"trials\":0,\"varianceOfSharpes\":1}                     | expectedMaxSharpe",
                "metrics | {\"returns\":[0.01,0.02]}                                              | sortino",
                "metrics | {\"returns\":[0.01,0.02]}                                              | annualisedSharpe",
            })
    void whatDoesNotExistIsNull(String name, String request, String field) {
        final JsonNode answer = ask(name, request);
        assertThat(answer.has(field)).isTrue();
        assertThat(answer.get(field).isNull()).isTrue();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "psr     | {}                                                             | returns is missing",
                "psr     | {\"returns\":3}                                                | returns is a list, but was 3",
                "psr     | {\"returns\":[1,\"x\"]}                                        | returns[1] is a finite number",
                "psr     | {\"returns\":[1,1e999]}                                        | returns[1] is a finite number",
                "psr     | {\"sharpe\":1,\"n\":10,\"skewness\":0}                         | kurtosis is missing",
                "psr     | {\"returns\":[1,2],\"benchmrk\":1}                             | benchmrk is not a field",
                "psr     | {\"returns\":[1,2],\"returns\":[1]}                            | not valid JSON",
                "psr     | [1,2]                                                          | one JSON object",
                "psr     | {\"returns\":[1,                                               | not valid JSON",
                "min-trl | {\"returns\":[1,2]}                                            | confidence is missing",
                "min-trl | {\"returns\":[1,2],\"confidence\":99}                          | confidence lies in",
                "dsr     | {\"returns\":[1,2],\"trials\":3,\"varianceOfSharpes\":-1}      | varianceOfSharpes is not negative",
                "dsr     | {\"trialReturns\":[1]}                                         | trialReturns[0] is a list",
                "dsr     | {\"trialReturns\":[[1,2]],\"trials\":3}                        | trials is not a field",
                "metrics | {\"periodsPerYear\":12}                                        | returns is missing",
                "metrics | {\"equity\":[1,0]}                                             | equity[1] is above 0",
                "metrics | {\"returns\":[0.1],\"periodsPerYear\":0}                       | periodsPerYear is above 0",
                "metrics | {\"returns\":[0.1],\"equity\":[1]}                             | both given",
            })
    void badInputIsWrongUsageAndNamesTheField(String name, String request, String message) {
        assertThat(run(request, name)).isEqualTo(2);
        assertThat(err.toString()).contains(message);
        assertThat(out.toString()).isEmpty();
    }

    @Test
    void aMissingOrUnknownNameIsWrongUsage() {
        assertThat(run("{}")).isEqualTo(2);
        assertThat(err.toString())
                .contains("NAME is missing; it is one of psr, min-trl, expected-max-sharpe, dsr, metrics");
        assertThat(run("{}", "sharp")).isEqualTo(2);
        assertThat(run("")).isEqualTo(2);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "psr",
                "min-trl",
                "expected-max-sharpe",
                "dsr",
                "metrics",
                "eprocess",
                "pbo",
                "spread",
                "egarch",
                "garch"
            })
    void theExampleOfEveryHelpAnswersWhatItSays(String name) {
        assertThat(run("", name, "--help")).isZero();
        final String help = out.toString();
        final int start = help.indexOf("echo '") + 6;
        final String request = help.substring(start, help.indexOf('\'', start));
        assertThat(help).contains("| crucible stats " + name + System.lineSeparator());
        final String answers = help.substring(help.indexOf("answers with") + 12);
        out.getBuffer().setLength(0);
        assertThat(run(request, name)).isZero();
        for (String part : answers.split("and")) {
            assertThat(out.toString()).contains(part.replaceAll("[\\s{}]|\\.\\.\\.", ""));
        }
    }

    private JsonNode ask(String name, JsonNode request) {
        return ask(name, request.toString());
    }

    private JsonNode ask(String name, String request) {
        out.getBuffer().setLength(0);
        assertThat(run(request, name)).as(err.toString()).isZero();
        return JsonMapper.shared().readTree(out.toString());
    }

    private int run(String request, String... arguments) {
        final StatsCommand command =
                new StatsCommand(new ByteArrayInputStream(request.getBytes(StandardCharsets.UTF_8)));
        return new CommandLine(command)
                .setOut(new PrintWriter(out))
                .setErr(new PrintWriter(err))
                .execute(arguments);
    }

    private static JsonNode caseOf(String file, String id) {
        final Optional<Path> path = ReferenceData.find("oracles/" + file);
        assumeTrue(path.isPresent(), "no reference data: oracles/" + file);
        return JsonMapper.shared()
                .readTree(path.orElseThrow().toFile())
                .get("cases")
                .valueStream()
                .filter(node -> node.get("id").stringValue().equals(id))
                .findFirst()
                .orElseThrow();
    }

    private static ObjectNode request(JsonNode test) {
        final ObjectNode request = JsonMapper.shared().createObjectNode();
        test.get("input").forEachEntry((name, value) -> {
            if (SUMMARY.containsKey(name)) {
                request.set(SUMMARY.get(name), value);
            }
        });
        return request;
    }

    private static double expected(JsonNode test, String name) {
        return test.get("expected").get(name).doubleValue();
    }

    private static void assertRelative(JsonNode answer, String name, double expected, double relative) {
        assertThat(answer.get(name).doubleValue()).as(name).isCloseTo(expected, within(Math.abs(expected) * relative));
    }
}
