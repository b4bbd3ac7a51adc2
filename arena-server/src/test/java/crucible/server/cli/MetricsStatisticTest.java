package crucible.server.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import crucible.testkit.ReferenceData;
import java.io.IOException;
import java.nio.file.Files;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

class MetricsStatisticTest {
    private static final String FILE = "07_metrics.json";

    /** What the reference file calls a metric, and what the command calls it. */
    private static final Map<String, String> NAMES =
            names("mean=mean sd=sd sharpe=sharpe sharpe_ann_arith=annualisedSharpe sharpe_ann_geo=geometricSharpe "
                    + "cum_return=totalReturn ann_return_geo=annualisedReturn ann_sd=annualisedVolatility "
                    + "sortino=sortino downside_dev_full=downsideDeviation downside_dev_subset=shortfallDeviation "
                    + "max_dd=maxDrawdown calmar=calmar ulcer=ulcer pain=pain martin=martin omega0=omega "
                    + "avg_episode_trough=averageEpisodeTrough n_drawdown_episodes=drawdownEpisodes "
                    + "skew_moment=skewness skew_fisher=sampleSkewness kurt_moment=kurtosis "
                    + "kurt_sample_excess=sampleExcessKurtosis var95_hist=valueAtRisk95 es95_hist=cvar95 "
                    + "var95_gauss=gaussianValueAtRisk95 es95_gauss=gaussianCvar95 "
                    + "var95_gauss_ddof1=gaussianValueAtRisk95Sample es95_gauss_ddof1=gaussianCvar95Sample "
                    + "var95_mod=cornishFisherValueAtRisk95 kelly_half=kellyHalf up_freq=upShare down_freq=downShare");

    private static final Map<String, String> OTHER_NAMES =
            names("cum_final=totalReturn annual_return=annualisedReturn annual_volatility=annualisedVolatility "
                    + "sharpe=annualisedSharpe sortino=annualisedSortino calmar=calmar stability_r2=stability "
                    + "tail_ratio=tailRatio");

    private static final Map<String, String> TRADE_NAMES =
            names("n=trades win_rate=winRate profit_factor=profitFactor expectancy=expectancy sqn=sqn kelly=kelly "
                    + "expectancy_ratio=expectancyRatio payoff_ratio=payoffRatio");

    private final StatsCalculator stats = new StatsCalculator();

    @Test
    void everyMetricOfReturnsByItsName() throws IOException {
        for (JsonNode test : casesOf("return_metrics")) {
            final ObjectNode request = StatsCalculator.request();
            final JsonNode in = test.get("input");
            if (in.get("returns").isArray()) {
                request.set("returns", in.get("returns"));
            } else {
                Files.readAllLines(ReferenceData.find("oracles/data/ethusd_5m_binanceus.csv")
                                .orElseThrow())
                        .stream()
                        .skip(1)
                        .forEach(line -> request.withArray("equity").add(Double.parseDouble(line.split(",")[4])));
            }
            request.set("periodsPerYear", in.get("periods_per_year"));
            request.set("target", in.get("MAR"));
            final JsonNode answer = stats.ask("metrics", request);
            test.get("expected")
                    .propertyStream()
                    .filter(field -> field.getValue().isNumber())
                    .forEach(field -> {
                        assertThat(NAMES).as("a name for it").containsKey(field.getKey());
                        assertClose(
                                answer.get(NAMES.get(field.getKey())),
                                field.getValue().doubleValue(),
                                1e-9,
                                field.getKey());
                    });
        }
    }

    @Test
    void theMetricsOfAnotherLibrary() {
        for (JsonNode test : casesOf("empyrical_metrics")) {
            final ObjectNode request = StatsCalculator.request();
            request.set("returns", test.get("input").get("returns"));
            request.set("periodsPerYear", test.get("input").get("periods_per_year"));
            final JsonNode answer = stats.ask("metrics", request);
            OTHER_NAMES.forEach((theirs, ours) -> assertClose(
                    answer.get(ours), test.get("expected").get(theirs).doubleValue(), 1e-8, theirs));
            assertThat(answer.get("maxDrawdown").doubleValue())
                    .isCloseTo(-test.get("expected").get("max_drawdown").doubleValue(), within(1e-8));
        }
    }

    @Test
    void tradesAndBalances() {
        for (JsonNode test : casesOf("trade_metrics")) {
            final ObjectNode request = StatsCalculator.request();
            request.set("trades", test.get("input").get("pnl"));
            final JsonNode answer = stats.ask("metrics", request);
            TRADE_NAMES.forEach((theirs, ours) -> assertClose(
                    answer.get(ours), test.get("expected").get(theirs).doubleValue(), 1e-9, theirs));
        }
        final JsonNode falls = stats.ask("metrics", "{\"equity\":[1000,1000,500,1000,11000,10000]}");
        assertThat(falls.get("maxFall").intValue()).isEqualTo(1000);
        assertClose(falls.get("maxFallShare"), 1 / 11.0, 1e-15, "share");
        assertThat(falls.get("maxDrawdown").doubleValue()).isEqualTo(0.5);
        assertThat(falls.get("maxDrawdownFall").intValue()).isEqualTo(500);
    }

    @Test
    void growthAndItsAnnualForm() {
        final JsonNode growth = stats.ask("metrics", "{\"returns\":[0.01,-0.02,0.03]}");
        assertClose(growth.get("twr"), 1.019494, 1e-12, "twr");
        assertClose(growth.get("logGrowth"), 0.019306425777193156, 1e-12, "logGrowth");
        final JsonNode factor = stats.ask("metrics", "{\"returns\":[0.01,-0.02,0.03],\"periodsPerYear\":105120}");
        assertClose(factor.get("annualisationFactor"), 324.2221460665511, 1e-12, "factor");
        final JsonNode cagr = stats.ask("metrics", "{\"equity\":[1000,1500],\"periodsPerYear\":3.65}");
        assertClose(cagr.get("annualisedReturn"), 3.392715692488232, 1e-12, "per year");
    }

    /** Neighbours of −1, 1, −1, 1 around 2: autocorrelation −3/4, q = 2: 2/√(2 + 2·(−3/4)). */
    @Test
    void memoryByHand() {
        final JsonNode answer = stats.ask("metrics", "{\"returns\":[1,3,1,3],\"periodsPerYear\":2}");
        assertThat(answer.get("autocorrelation").doubleValue()).isEqualTo(-0.75);
        assertThat(answer.get("effectiveSize").intValue()).isEqualTo(4);
        assertClose(answer.get("loAnnualisationFactor"), 2 / Math.sqrt(0.5), 1e-12, "factor");
        assertClose(
                answer.get("loAnnualisedSharpe"),
                answer.get("sharpe").doubleValue() * 2 / Math.sqrt(0.5),
                1e-12,
                "annual");
    }

    @Test
    void annualFactorsOfTheReferenceCases() {
        for (JsonNode test : StatsCalculator.cases("12_annualisation_twr.json")) {
            final JsonNode in = test.get("input");
            if (test.get("function").stringValue().equals("lo_annualisation_factor")) {
                final ObjectNode request = StatsCalculator.request();
                request.putArray("returns");
                request.set("periodsPerYear", in.get("q"));
                request.set("autocorrelation", in.get("rho_ar1"));
                final JsonNode answer = stats.ask("metrics", request);
                StatsCalculator.assertClose(
                        answer.get("loAnnualisationFactor"),
                        test.get("expected").get("eta"),
                        1e-10);
                StatsCalculator.assertClose(
                        answer.get("annualisationFactor"), test.get("expected").get("iid"), 1e-10);
            }
        }
    }

    @Test
    void activityByHand() {
        final JsonNode answer = stats.ask(
                "metrics",
                "{\"returns\":[0,0.1,0,0],\"positions\":[0.5,0,-0.25,0],\"traded\":[0.5,0.5,0.25,0.25],"
                        + "\"periodsPerYear\":8}");
        assertThat(answer.get("exposure").doubleValue()).isEqualTo(0.5);
        assertThat(answer.get("grossExposure").doubleValue()).isEqualTo(0.1875);
        assertThat(answer.get("netExposure").doubleValue()).isEqualTo(0.0625);
        assertThat(answer.get("turnover").doubleValue()).isEqualTo(0.375);
        assertThat(answer.get("annualisedTurnover").intValue()).isEqualTo(3);
    }

    @Test
    void whatWasNotGivenIsNull() {
        final JsonNode answer = stats.ask("metrics", "{\"trades\":[1,-1]}");
        for (String name : List.of(
                "mean",
                "twr",
                "maxDrawdown",
                "drawdown",
                "exposure",
                "turnover",
                "effectiveSize",
                "tailRatio",
                "stability",
                "maxFall",
                "gaussianCvar95")) {
            assertThat(answer.get(name).isNull()).as(name).isTrue();
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{\"returns\":[0.1],\"positions\":[1,2]}   | positions has one value per return, 1, but has 2",
                "{\"returns\":[0.1],\"traded\":[1,2]}      | traded has one value per return",
                "{\"returns\":[0.1],\"traded\":[-1]}       | traded[0] is not negative, but was -1",
                "{\"returns\":[0.1],\"turnover\":[1]}      | turnover is not a field",
                "{\"returns\":[0.1],\"autocorrelation\":2} | autocorrelation lies in [-1, 1], but was 2",
            })
    void badInputIsWrongUsage(String request, String message) {
        assertThat(stats.refusal("metrics", request)).contains(message);
    }

    private static List<JsonNode> casesOf(String function) {
        return StatsCalculator.cases(FILE)
                .valueStream()
                .filter(test -> test.get("function").stringValue().equals(function))
                .toList();
    }

    private static Map<String, String> names(String pairs) {
        final Map<String, String> names = new LinkedHashMap<>();
        for (String pair : pairs.split(" ")) {
            names.put(pair.substring(0, pair.indexOf('=')), pair.substring(pair.indexOf('=') + 1));
        }
        return names;
    }

    private static void assertClose(JsonNode actual, double expected, double relative, String what) {
        assertThat(actual).as(what).isNotNull();
        assertThat(actual.doubleValue())
                .as(what)
                .isCloseTo(expected, within(Math.max(1e-15, Math.abs(expected) * relative)));
    }
}
