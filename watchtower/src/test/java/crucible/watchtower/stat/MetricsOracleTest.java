package crucible.watchtower.stat;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.nio.file.Files;
import java.util.List;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

class MetricsOracleTest {
    private static final String FILE = "07_metrics.json";

    @Test
    void returnsOfTheTextbook() {
        final JsonNode test = OracleFile.caseOf(FILE, "bacon24_mar0005");
        assertReturnMetrics(test, OracleFile.numbers(test.get("input").get("returns")));
    }

    @Test
    void returnsOfFiveMinuteBars() throws IOException {
        final List<String> lines = Files.readAllLines(OracleFile.path("data/ethusd_5m_binanceus.csv"));
        final double[] closes = lines.stream()
                .skip(1)
                .mapToDouble(line -> Double.parseDouble(line.split(",")[4]))
                .toArray();
        final double[] returns = new double[closes.length - 1];
        for (int i = 0; i < returns.length; i++) {
            returns[i] = closes[i + 1] / closes[i] - 1;
        }
        assertReturnMetrics(OracleFile.caseOf(FILE, "eth5m_579"), returns);
    }

    private static void assertReturnMetrics(JsonNode test, double[] returns) {
        final JsonNode in = test.get("input");
        final JsonNode expected = test.get("expected");
        final ReturnMetrics metrics = new ReturnMetrics(returns, number(in, "periods_per_year"), number(in, "MAR"));
        final Moments moments = metrics.moments();
        assertRelative(moments.mean(), expected, "mean");
        assertRelative(moments.sd(), expected, "sd");
        assertRelative(moments.sharpe(), expected, "sharpe");
        assertRelative(moments.skewness(), expected, "skew_moment");
        assertRelative(moments.kurtosis(), expected, "kurt_moment");
        assertRelative(metrics.totalReturn(), expected, "cum_return");
        assertRelative(metrics.annualisedReturn(), expected, "ann_return_geo");
        assertRelative(metrics.annualisedSd(), expected, "ann_sd");
        assertRelative(metrics.annualisedSharpe(), expected, "sharpe_ann_arith");
        assertRelative(metrics.annualisedReturn() / metrics.annualisedSd(), expected, "sharpe_ann_geo");
        assertRelative(metrics.sortino(), expected, "sortino");
        assertRelative(metrics.downsideDeviation(), expected, "downside_dev_full");
        assertRelative(metrics.maxDrawdown(), expected, "max_dd");
        assertRelative(metrics.calmar(), expected, "calmar");
        assertRelative(metrics.ulcer(), expected, "ulcer");
        assertRelative(metrics.pain(), expected, "pain");
        if (expected.has("martin")) {
            assertRelative(metrics.martin(), expected, "martin");
        }
        assertRelative(metrics.omega(0), expected, "omega0");
        assertRelative(metrics.valueAtRisk95(), expected, "var95_hist");
        assertRelative(metrics.expectedShortfall95(), expected, "es95_hist");
        assertRelative(metrics.upShare(), expected, "up_freq");
    }

    @Test
    void returnsAsAnotherLibraryTestsThem() {
        for (String id : new String[] {"emp_mixed_daily", "emp_monthly", "emp_negative", "emp_one"}) {
            final JsonNode test = OracleFile.caseOf(FILE, id);
            final JsonNode in = test.get("input");
            final JsonNode expected = test.get("expected");
            final ReturnMetrics metrics = new ReturnMetrics(
                    OracleFile.numbers(in.get("returns")),
                    number(in, "periods_per_year"),
                    number(in, "required_return"));
            final double periods = Math.sqrt(number(in, "periods_per_year"));
            assertAbsolute(metrics.totalReturn(), expected, "cum_final", 1e-8);
            assertAbsolute(-metrics.maxDrawdown(), expected, "max_drawdown", 1e-8);
            assertAbsolute(metrics.annualisedReturn(), expected, "annual_return", 1e-8);
            assertAbsolute(metrics.annualisedSd(), expected, "annual_volatility", 1e-8);
            assertAbsolute(metrics.annualisedSharpe(), expected, "sharpe", 1e-8);
            assertAbsolute(metrics.downsideDeviation() * periods, expected, "downside_risk", 1e-8);
            assertAbsolute(metrics.annualisedSortino(), expected, "sortino", 1e-8);
            assertAbsolute(metrics.calmar(), expected, "calmar", 1e-8);
        }
    }

    @Test
    void omegaAboveAThreshold() {
        final JsonNode test = OracleFile.caseOf(FILE, "emp_omega");
        final JsonNode in = test.get("input");
        final double threshold =
                Math.pow(1 + number(in, "required_return_annual"), 1 / number(in, "periods_per_year")) - 1;
        final ReturnMetrics metrics = new ReturnMetrics(OracleFile.numbers(in.get("returns")), Double.NaN, 0);
        assertAbsolute(metrics.omega(threshold), test.get("expected"), "omega", 1e-8);
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
        assertAbsolute(new ReturnMetrics(returns, 1, 0).sortino(), test.get("expected"), "sortino", 1e-6);
    }

    @Test
    void growthPerYearOfThreeHundredAndSixtyFiveDays() {
        for (String id : new String[] {"freqtrade_cagr_1", "freqtrade_cagr_3", "freqtrade_cagr_5"}) {
            final JsonNode test = OracleFile.caseOf(FILE, id);
            final JsonNode in = test.get("input");
            final double[] oneReturn = {number(in, "end") / number(in, "start") - 1};
            final ReturnMetrics metrics = new ReturnMetrics(oneReturn, 365 / number(in, "days"), 0);
            assertAbsolute(metrics.annualisedReturn(), test.get("expected"), "cagr", 1e-12);
        }
    }

    @Test
    void tradesOfAnotherLibrary() {
        final JsonNode test = OracleFile.caseOf(FILE, "freqtrade_expectancy");
        final JsonNode expected = test.get("expected");
        final TradeMetrics metrics =
                new TradeMetrics(OracleFile.numbers(test.get("input").get("pnl")));
        assertThat(metrics.count()).isEqualTo(expected.get("n").intValue());
        assertRelative(metrics.winRate(), expected, "win_rate");
        assertRelative(metrics.profitFactor(), expected, "profit_factor");
        assertRelative(metrics.expectancy(), expected, "expectancy");
        assertRelative(metrics.expectancyRatio(), expected, "expectancy_ratio");
        assertRelative(metrics.payoffRatio(), expected, "payoff_ratio");
        assertRelative(metrics.sqn(), expected, "sqn");
        assertRelative(metrics.kelly(), expected, "kelly");
    }

    @Test
    void deepestFallOfABalance() {
        final JsonNode test = OracleFile.caseOf(FILE, "freqtrade_max_drawdown_1000");
        final double[] profits = OracleFile.numbers(test.get("input").get("profits"));
        final double[] returns = new double[profits.length];
        double balance = number(test.get("input"), "starting_balance");
        for (int i = 0; i < profits.length; i++) {
            returns[i] = profits[i] / balance;
            balance += profits[i];
        }
        final ReturnMetrics metrics = new ReturnMetrics(returns, Double.NaN, 0);
        assertAbsolute(metrics.maxDrawdown(), test.get("expected"), "max_relative_drawdown", 1e-6);
        assertThat(metrics.longestDrawdownPeriods()).isEqualTo(1);
    }

    @Test
    void wealthAndAnnualSharpeByDefinition() {
        for (String id : new String[] {"twr_1", "twr_2"}) {
            final JsonNode test = OracleFile.caseOf("12_annualisation_twr.json", id);
            final double[] returns = OracleFile.numbers(test.get("input").get("returns"));
            final double total = number(test.get("expected"), "total_return");
            assertThat(new ReturnMetrics(returns, Double.NaN, 0).totalReturn()).isCloseTo(total, within(1e-14));
        }
        final ReturnMetrics metrics = new ReturnMetrics(new double[] {0.01, -0.02, 0.03}, 105_120, 0);
        assertThat(metrics.annualisedSharpe()).isCloseTo(metrics.moments().sharpe() * 324.2221460665511, within(1e-9));
    }

    @Test
    void whatDoesNotExistIsNaN() {
        final ReturnMetrics none = new ReturnMetrics(new double[0], 252, 0);
        assertThat(none.totalReturn()).isNaN();
        assertThat(none.annualisedReturn()).isNaN();
        assertThat(none.sortino()).isNaN();
        assertThat(none.maxDrawdown()).isNaN();
        assertThat(none.valueAtRisk95()).isNaN();
        assertThat(none.expectedShortfall95()).isNaN();
        final ReturnMetrics rising = new ReturnMetrics(new double[] {0.01, 0.02}, Double.NaN, 0);
        assertThat(rising.sortino()).as("no loss").isNaN();
        assertThat(rising.calmar()).isNaN();
        assertThat(rising.omega(0)).isNaN();
        assertThat(rising.annualisedSharpe()).as("no periods per year").isNaN();
        assertThat(rising.maxDrawdown()).isEqualTo(0);
        assertThat(new ReturnMetrics(new double[] {0.1, -1.5, 0.1}, 252, 0).totalReturn())
                .isNaN();
        final TradeMetrics noTrades = new TradeMetrics(new double[0]);
        assertThat(noTrades.winRate()).isNaN();
        assertThat(noTrades.profitFactor()).isNaN();
        final TradeMetrics winners = new TradeMetrics(new double[] {1, 2});
        assertThat(winners.profitFactor()).isNaN();
        assertThat(winners.payoffRatio()).isNaN();
        assertThat(winners.kelly()).isNaN();
        assertThat(winners.winRate()).isEqualTo(1);
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
