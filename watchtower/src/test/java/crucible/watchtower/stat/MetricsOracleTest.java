package crucible.watchtower.stat;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/** Every case of the reference file of metrics. */
class MetricsOracleTest {
    private static final String FILE = "07_metrics.json";
    private static final double SHARE = 0.05;

    @Test
    void noCaseIsLeftOut() {
        final Set<String> functions = new TreeSet<>();
        OracleFile.cases(FILE)
                .forEach(test -> functions.add(test.get("function").stringValue()));
        assertThat(functions)
                .containsExactly(
                        "cagr_365",
                        "empyrical_metrics",
                        "max_drawdown_trades",
                        "omega",
                        "return_metrics",
                        "sharpe_iid",
                        "sortino",
                        "trade_metrics");
    }

    @Test
    void returnsOfATextbookAndOfFiveMinuteBars() {
        for (JsonNode test : OracleFile.casesOf(FILE, "return_metrics")) {
            final JsonNode in = test.get("input");
            final JsonNode returns = in.get("returns");
            assertReturnMetrics(test, returns.isArray() ? OracleFile.numbers(returns) : OracleFile.returnsOfEth());
        }
    }

    private static void assertReturnMetrics(JsonNode test, double[] returns) {
        final JsonNode in = test.get("input");
        final JsonNode expected = test.get("expected");
        final ReturnMetrics metrics = ReturnMetrics.of(returns, number(in, "periods_per_year"), number(in, "MAR"));
        final Moments moments = metrics.moments();
        assertRelative(moments.mean(), expected, "mean");
        assertRelative(moments.sd(), expected, "sd");
        assertRelative(moments.sharpe(), expected, "sharpe");
        assertRelative(moments.skewness(), expected, "skew_moment");
        assertRelative(moments.sampleSkewness(), expected, "skew_fisher");
        assertRelative(moments.kurtosis(), expected, "kurt_moment");
        assertRelative(moments.sampleExcessKurtosis(), expected, "kurt_sample_excess");
        assertRelative(metrics.totalReturn(), expected, "cum_return");
        assertRelative(metrics.annualisedReturn(), expected, "ann_return_geo");
        assertRelative(metrics.annualisedSd(), expected, "ann_sd");
        assertRelative(metrics.annualisedSharpe(), expected, "sharpe_ann_arith");
        assertRelative(metrics.geometricSharpe(), expected, "sharpe_ann_geo");
        assertRelative(metrics.sortino(), expected, "sortino");
        assertRelative(metrics.calmar(), expected, "calmar");
        assertRelative(metrics.omega(), expected, "omega0");
        assertRelative(metrics.kellyHalf(), expected, "kelly_half");
        assertPath(metrics, expected);
        assertTail(new ReturnDistribution(returns), moments, expected);
    }

    private static void assertPath(ReturnMetrics metrics, JsonNode expected) {
        final Downside downside = metrics.downside();
        assertRelative(downside.deviation(), expected, "downside_dev_full");
        assertRelative(downside.deviationOfShortfalls(), expected, "downside_dev_subset");
        assertRelative(downside.upShare(), expected, "up_freq");
        assertRelative(downside.downShare(), expected, "down_freq");
        final Drawdowns drawdowns = metrics.drawdowns();
        assertRelative(drawdowns.deepest(), expected, "max_dd");
        assertRelative(drawdowns.ulcer(), expected, "ulcer");
        assertRelative(drawdowns.pain(), expected, "pain");
        assertRelative(drawdowns.averageTrough(), expected, "avg_episode_trough");
        assertRelative(drawdowns.episodes(), expected, "n_drawdown_episodes");
        if (expected.has("martin")) {
            assertRelative(metrics.martin(), expected, "martin");
        }
    }

    private static void assertTail(ReturnDistribution distribution, Moments moments, JsonNode expected) {
        assertRelative(distribution.valueAtRisk(SHARE), expected, "var95_hist");
        assertRelative(distribution.expectedShortfall(SHARE), expected, "es95_hist");
        final double mean = moments.mean();
        final double sd = moments.populationSd();
        assertRelative(ParametricTail.valueAtRisk(mean, sd, SHARE), expected, "var95_gauss");
        assertRelative(ParametricTail.expectedShortfall(mean, sd, SHARE), expected, "es95_gauss");
        assertRelative(ParametricTail.valueAtRisk(mean, moments.sd(), SHARE), expected, "var95_gauss_ddof1");
        assertRelative(ParametricTail.expectedShortfall(mean, moments.sd(), SHARE), expected, "es95_gauss_ddof1");
        assertRelative(
                ParametricTail.cornishFisher(mean, sd, moments.skewness(), moments.kurtosis(), SHARE),
                expected,
                "var95_mod");
    }

    @Test
    void returnsAsAnotherLibraryTestsThem() {
        for (JsonNode test : OracleFile.casesOf(FILE, "empyrical_metrics")) {
            final JsonNode in = test.get("input");
            final JsonNode expected = test.get("expected");
            final double[] returns = OracleFile.numbers(in.get("returns"));
            final ReturnMetrics metrics =
                    ReturnMetrics.of(returns, number(in, "periods_per_year"), number(in, "required_return"));
            final double periods = Math.sqrt(number(in, "periods_per_year"));
            assertAbsolute(metrics.totalReturn(), expected, "cum_final", 1e-8);
            assertAbsolute(-metrics.drawdowns().deepest(), expected, "max_drawdown", 1e-8);
            assertAbsolute(metrics.annualisedReturn(), expected, "annual_return", 1e-8);
            assertAbsolute(metrics.annualisedSd(), expected, "annual_volatility", 1e-8);
            assertAbsolute(metrics.annualisedSharpe(), expected, "sharpe", 1e-8);
            assertAbsolute(metrics.downside().deviation() * periods, expected, "downside_risk", 1e-8);
            assertAbsolute(metrics.annualisedSortino(), expected, "sortino", 1e-8);
            assertAbsolute(metrics.calmar(), expected, "calmar", 1e-8);
            assertAbsolute(new ReturnDistribution(returns).stability(), expected, "stability_r2", 1e-8);
            assertAbsolute(new ReturnDistribution(returns).tailRatio(), expected, "tail_ratio", 1e-8);
        }
    }

    @Test
    void omegaAboveAThreshold() {
        final JsonNode test = OracleFile.caseOf(FILE, "emp_omega");
        final JsonNode in = test.get("input");
        final double threshold =
                Math.pow(1 + number(in, "required_return_annual"), 1 / number(in, "periods_per_year")) - 1;
        final Downside downside = new Downside(threshold);
        for (double value : OracleFile.numbers(in.get("returns"))) {
            downside.add(value);
        }
        assertAbsolute(downside.omega(), test.get("expected"), "omega", 1e-8);
    }

    @Test
    void sharpeOverARiskFreeRate() {
        final JsonNode test = OracleFile.caseOf(FILE, "pypbo_sharpe");
        final JsonNode in = test.get("input");
        final Moments moments = new Moments();
        for (double value : OracleFile.numbers(in.get("returns"))) {
            moments.add(value - number(in, "rf_per_period"));
        }
        assertAbsolute(moments.sharpe(), test.get("expected"), "sharpe", 1e-6);
    }

    @Test
    void sortinoOfThePaper() {
        final JsonNode test = OracleFile.caseOf(FILE, "sunrise_sortino");
        final double[] returns = OracleFile.numbers(test.get("input").get("returns"));
        assertAbsolute(ReturnMetrics.of(returns, 1, 0).sortino(), test.get("expected"), "sortino", 1e-6);
    }

    @Test
    void growthPerYearOfThreeHundredAndSixtyFiveDays() {
        for (JsonNode test : OracleFile.casesOf(FILE, "cagr_365")) {
            final JsonNode in = test.get("input");
            final double[] oneReturn = {number(in, "end") / number(in, "start") - 1};
            final ReturnMetrics metrics = ReturnMetrics.of(oneReturn, 365 / number(in, "days"), 0);
            assertAbsolute(metrics.annualisedReturn(), test.get("expected"), "cagr", 1e-12);
        }
    }

    @Test
    void tradesOfAnotherLibrary() {
        for (JsonNode test : OracleFile.casesOf(FILE, "trade_metrics")) {
            final JsonNode expected = test.get("expected");
            final TradeMetrics metrics =
                    TradeMetrics.of(OracleFile.numbers(test.get("input").get("pnl")));
            assertThat(metrics.count()).isEqualTo(expected.get("n").intValue());
            assertRelative(metrics.winRate(), expected, "win_rate");
            assertRelative(metrics.profitFactor(), expected, "profit_factor");
            assertRelative(metrics.expectancy(), expected, "expectancy");
            assertRelative(metrics.expectancyRatio(), expected, "expectancy_ratio");
            assertRelative(metrics.payoffRatio(), expected, "payoff_ratio");
            assertRelative(metrics.sqn(), expected, "sqn");
            assertRelative(metrics.kelly(), expected, "kelly");
        }
    }

    @Test
    void fallsOfABalanceInMoneyAndInParts() {
        for (JsonNode test : OracleFile.casesOf(FILE, "max_drawdown_trades")) {
            final JsonNode expected = test.get("expected");
            final EquityFalls falls = new EquityFalls();
            double balance = number(test.get("input"), "starting_balance");
            falls.add(balance);
            for (double profit : OracleFile.numbers(test.get("input").get("profits"))) {
                balance += profit;
                falls.add(balance);
            }
            assertAbsolute(falls.largest(), expected, "absolute_drawdown", 1e-6);
            assertAbsolute(falls.shareOfLargest(), expected, "absolute_relative", 1e-6);
            assertAbsolute(falls.deepestShare(), expected, "max_relative_drawdown", 1e-6);
            assertAbsolute(falls.fallOfDeepest(), expected, "max_relative_abs", 1e-6);
        }
    }

    private static double number(JsonNode node, String name) {
        return node.get(name).doubleValue();
    }

    private static void assertRelative(double actual, JsonNode expected, String name) {
        final double value = number(expected, name);
        assertThat(actual).as(name).isCloseTo(value, within(Math.abs(value) * 1e-9));
    }

    private static void assertAbsolute(double actual, JsonNode expected, String name, double tolerance) {
        assertThat(actual).as(name).isCloseTo(number(expected, name), within(tolerance));
    }
}
