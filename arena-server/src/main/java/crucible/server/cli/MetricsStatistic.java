package crucible.server.cli;

import crucible.watchtower.stat.Moments;
import crucible.watchtower.stat.ReturnMetrics;
import crucible.watchtower.stat.TradeMetrics;
import picocli.CommandLine.Command;

/** Metrics of returns and trades. */
@Command(
        name = "metrics",
        mixinStandardHelpOptions = true,
        description = {
            "Metrics of returns and of closed trades.",
            "In:  returns, or equity (values above 0, the first is the start);",
            "     trades (profit of each after costs); periodsPerYear, without which",
            "     nothing annualised exists (5m bars: 105120); target (0), the",
            "     return per period that the downside is measured from.",
            "     At least one of returns, equity and trades.",
            "Out: periods, mean, sd, skewness, kurtosis, sharpe, annualisedSharpe,",
            "     sortino, annualisedSortino, downsideDeviation, totalReturn,",
            "     annualisedReturn, annualisedVolatility, maxDrawdown (a positive",
            "     part of the peak), longestDrawdownPeriods, ulcer, pain, calmar,",
            "     martin, omega, upShare, valueAtRisk95 and cvar95 (as returns:",
            "     losses are negative); trades, winRate, profitFactor, expectancy,",
            "     expectancyRatio, payoffRatio, sqn, kelly."
        },
        footer = {
            "",
            "Example:",
            "  echo '{\"returns\":[0.01,-0.02,0.03],\"periodsPerYear\":105120,",
            "    \"trades\":[5,-3,8]}' | crucible stats metrics",
            "  answers with \"totalReturn\":0.019494... and \"profitFactor\":4.3333..."
        })
final class MetricsStatistic extends Statistic {
    @Override
    void answer(StatsRequest request, StatsAnswer answer) {
        final double[] returns = returns(request);
        final boolean hasTrades = request.has("trades");
        if (!request.has("returns") && !request.has("equity") && !hasTrades) {
            throw new IllegalArgumentException("returns is missing: a list, or equity or trades in its place");
        }
        final double periodsPerYear = request.number("periodsPerYear", Double.NaN);
        if (periodsPerYear <= 0) {
            throw new IllegalArgumentException("periodsPerYear is above 0, but was " + periodsPerYear);
        }
        write(new ReturnMetrics(returns, periodsPerYear, request.number("target", 0)), answer);
        final TradeMetrics trades = new TradeMetrics(hasTrades ? request.numbers("trades") : new double[0]);
        answer.put("trades", hasTrades ? (double) trades.count() : Double.NaN)
                .put("winRate", trades.winRate())
                .put("profitFactor", trades.profitFactor())
                .put("expectancy", trades.expectancy())
                .put("expectancyRatio", trades.expectancyRatio())
                .put("payoffRatio", trades.payoffRatio())
                .put("sqn", trades.sqn())
                .put("kelly", trades.kelly());
    }

    private static void write(ReturnMetrics metrics, StatsAnswer answer) {
        final Moments moments = metrics.moments();
        answer.put("periods", (double) moments.count())
                .put("mean", moments.mean())
                .put("sd", moments.sd())
                .put("skewness", moments.skewness())
                .put("kurtosis", moments.kurtosis())
                .put("sharpe", moments.sharpe())
                .put("annualisedSharpe", metrics.annualisedSharpe())
                .put("sortino", metrics.sortino())
                .put("annualisedSortino", metrics.annualisedSortino())
                .put("downsideDeviation", metrics.downsideDeviation())
                .put("totalReturn", metrics.totalReturn())
                .put("annualisedReturn", metrics.annualisedReturn())
                .put("annualisedVolatility", metrics.annualisedSd())
                .put("maxDrawdown", metrics.maxDrawdown())
                .put("longestDrawdownPeriods", metrics.longestDrawdownPeriods())
                .put("ulcer", metrics.ulcer())
                .put("pain", metrics.pain())
                .put("calmar", metrics.calmar())
                .put("martin", metrics.martin())
                .put("omega", metrics.omega(0))
                .put("upShare", metrics.upShare())
                .put("valueAtRisk95", metrics.valueAtRisk95())
                .put("cvar95", metrics.expectedShortfall95());
    }

    private static double[] returns(StatsRequest request) {
        if (!request.has("equity")) {
            return request.has("returns") ? request.numbers("returns") : new double[0];
        }
        if (request.has("returns")) {
            throw new IllegalArgumentException("returns and equity are both given: one of them is needed");
        }
        final double[] equity = request.numbers("equity");
        for (int i = 0; i < equity.length; i++) {
            if (!(equity[i] > 0)) {
                throw new IllegalArgumentException("equity[" + i + "] is above 0, but was " + equity[i]);
            }
        }
        final double[] returns = new double[Math.max(0, equity.length - 1)];
        for (int i = 0; i < returns.length; i++) {
            returns[i] = equity[i + 1] / equity[i] - 1;
        }
        return returns;
    }
}
