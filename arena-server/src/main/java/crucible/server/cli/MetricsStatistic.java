package crucible.server.cli;

import crucible.watchtower.stat.Activity;
import crucible.watchtower.stat.Annualisation;
import crucible.watchtower.stat.Downside;
import crucible.watchtower.stat.Drawdowns;
import crucible.watchtower.stat.EquityFalls;
import crucible.watchtower.stat.Moments;
import crucible.watchtower.stat.ParametricTail;
import crucible.watchtower.stat.ReturnDistribution;
import crucible.watchtower.stat.ReturnMetrics;
import crucible.watchtower.stat.SerialDependence;
import crucible.watchtower.stat.TradeMetrics;
import picocli.CommandLine.Command;

/** Metrics of returns and trades. */
@Command(
        name = "metrics",
        mixinStandardHelpOptions = true,
        description = {
            "Metrics of returns, of closed trades, and of how much was traded.",
            "In:  returns, or equity (values above 0, the first is the start);",
            "     trades (profit of each after costs); positions (one per period:",
            "     value over equity, shorts below 0) and traded (value bought and",
            "     sold in each period over equity); periodsPerYear, without which",
            "     nothing annualised exists (5m bars: 105120); target (0), the",
            "     return per period that the downside is measured from;",
            "     autocorrelation of neighbouring returns, if it is known otherwise.",
            "     At least one of returns, equity and trades.",
            "Out: of returns: periods, mean, sd, skewness, kurtosis,",
            "     sampleSkewness and sampleExcessKurtosis (corrected for the length),",
            "     sharpe, annualisedSharpe, geometricSharpe (annualised growth over",
            "     annualised volatility), sortino, annualisedSortino,",
            "     downsideDeviation, shortfallDeviation (of the shortfalls alone),",
            "     upShare, downShare (of the target), omega, kellyHalf;",
            "     totalReturn, twr (what became of 1), logGrowth, annualisedReturn,",
            "     annualisedVolatility, calmar, martin;",
            "     of the path: maxDrawdown (a positive part of the peak), drawdown",
            "     (now), longestDrawdownPeriods, drawdownPeriods (now),",
            "     drawdownEpisodes, averageEpisodeTrough, ulcer, pain, stability",
            "     (R^2 of the growth's straight line); of equity alone: maxFall (in",
            "     its unit), maxFallShare, maxDrawdownFall;",
            "     of the tails, as returns (losses are negative): valueAtRisk95,",
            "     cvar95, gaussianValueAtRisk95, gaussianCvar95 (divisor n; the same",
            "     with Sample at the end: n - 1), cornishFisherValueAtRisk95,",
            "     tailRatio;",
            "     of the memory: autocorrelation, effectiveSize (how",
            "     many independent returns would tell as much), annualisationFactor,",
            "     loAnnualisationFactor and loAnnualisedSharpe (with that memory);",
            "     of trades: trades, winRate, profitFactor, expectancy,",
            "     expectancyRatio, payoffRatio, sqn, kelly;",
            "     of activity: exposure, grossExposure, netExposure, turnover,",
            "     annualisedTurnover."
        },
        footer = {
            "",
            "Example:",
            "  echo '{\"returns\":[0.01,-0.02,0.03],\"periodsPerYear\":105120,",
            "    \"trades\":[5,-3,8]}' | crucible stats metrics",
            "  answers with \"totalReturn\":0.019494... and \"profitFactor\":4.3333..."
        })
final class MetricsStatistic extends Statistic {
    private static final double TAIL = 0.05;
    private static final int LAGS = 24;

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
        final ReturnMetrics metrics = ReturnMetrics.of(returns, periodsPerYear, request.number("target", 0));
        writeReturns(metrics, answer);
        writePath(metrics.drawdowns(), answer);
        answer.put("stability", new ReturnDistribution(returns).stability());
        writeFalls(request, answer);
        writeTails(new ReturnDistribution(returns), metrics.moments(), answer);
        writeMemory(request, returns, metrics, answer);
        writeTrades(hasTrades ? TradeMetrics.of(request.numbers("trades")) : null, answer);
        writeActivity(request, returns.length, periodsPerYear, answer);
    }

    private static void writeReturns(ReturnMetrics metrics, StatsAnswer answer) {
        final Moments moments = metrics.moments();
        final Downside downside = metrics.downside();
        answer.put("periods", (double) moments.count())
                .put("mean", moments.mean())
                .put("sd", moments.sd())
                .put("skewness", moments.skewness())
                .put("kurtosis", moments.kurtosis())
                .put("sampleSkewness", moments.sampleSkewness())
                .put("sampleExcessKurtosis", moments.sampleExcessKurtosis())
                .put("sharpe", moments.sharpe())
                .put("annualisedSharpe", metrics.annualisedSharpe())
                .put("geometricSharpe", metrics.geometricSharpe())
                .put("sortino", metrics.sortino())
                .put("annualisedSortino", metrics.annualisedSortino())
                .put("downsideDeviation", downside.deviation())
                .put("shortfallDeviation", downside.deviationOfShortfalls())
                .put("upShare", downside.upShare())
                .put("downShare", downside.downShare())
                .put("omega", metrics.omega())
                .put("kellyHalf", metrics.kellyHalf())
                .put("totalReturn", metrics.totalReturn())
                .put("twr", metrics.drawdowns().wealth())
                .put("logGrowth", metrics.logGrowth())
                .put("annualisedReturn", metrics.annualisedReturn())
                .put("annualisedVolatility", metrics.annualisedSd())
                .put("calmar", metrics.calmar())
                .put("martin", metrics.martin());
    }

    private static void writePath(Drawdowns drawdowns, StatsAnswer answer) {
        answer.put("maxDrawdown", drawdowns.deepest())
                .put("drawdown", drawdowns.current())
                .put("longestDrawdownPeriods", drawdowns.longestPeriods())
                .put("drawdownPeriods", drawdowns.currentPeriods())
                .put("drawdownEpisodes", drawdowns.episodes())
                .put("averageEpisodeTrough", drawdowns.averageTrough())
                .put("ulcer", drawdowns.ulcer())
                .put("pain", drawdowns.pain());
    }

    private static void writeFalls(StatsRequest request, StatsAnswer answer) {
        final EquityFalls falls = new EquityFalls();
        for (double equity : request.has("equity") ? request.numbers("equity") : new double[0]) {
            falls.add(equity);
        }
        answer.put("maxFall", falls.largest())
                .put("maxFallShare", falls.shareOfLargest())
                .put("maxDrawdownFall", falls.fallOfDeepest());
    }

    private static void writeTails(ReturnDistribution distribution, Moments moments, StatsAnswer answer) {
        final double mean = moments.mean();
        final double sd = moments.populationSd();
        answer.put("valueAtRisk95", distribution.valueAtRisk(TAIL))
                .put("cvar95", distribution.expectedShortfall(TAIL))
                .put("gaussianValueAtRisk95", ParametricTail.valueAtRisk(mean, sd, TAIL))
                .put("gaussianCvar95", ParametricTail.expectedShortfall(mean, sd, TAIL))
                .put("gaussianValueAtRisk95Sample", ParametricTail.valueAtRisk(mean, moments.sd(), TAIL))
                .put("gaussianCvar95Sample", ParametricTail.expectedShortfall(mean, moments.sd(), TAIL))
                .put(
                        "cornishFisherValueAtRisk95",
                        ParametricTail.cornishFisher(mean, sd, moments.skewness(), moments.kurtosis(), TAIL))
                .put("tailRatio", distribution.tailRatio());
    }

    private static void writeMemory(StatsRequest request, double[] returns, ReturnMetrics metrics, StatsAnswer answer) {
        final SerialDependence dependence = new SerialDependence(LAGS);
        for (double value : returns) {
            dependence.add(value);
        }
        final double autocorrelation = request.number("autocorrelation", dependence.autocorrelation(1));
        if (Math.abs(autocorrelation) > 1) {
            throw new IllegalArgumentException("autocorrelation lies in [-1, 1], but was " + autocorrelation);
        }
        final double periodsPerYear = metrics.periodsPerYear();
        final double factor = Annualisation.factor(periodsPerYear, autocorrelation);
        answer.put("autocorrelation", autocorrelation)
                .put("effectiveSize", dependence.effectiveSize())
                .put("annualisationFactor", Annualisation.factor(periodsPerYear))
                .put("loAnnualisationFactor", factor)
                .put("loAnnualisedSharpe", metrics.moments().sharpe() * factor);
    }

    private static void writeTrades(TradeMetrics given, StatsAnswer answer) {
        final TradeMetrics trades = given == null ? new TradeMetrics() : given;
        answer.put("trades", given == null ? Double.NaN : (double) trades.count())
                .put("winRate", trades.winRate())
                .put("profitFactor", trades.profitFactor())
                .put("expectancy", trades.expectancy())
                .put("expectancyRatio", trades.expectancyRatio())
                .put("payoffRatio", trades.payoffRatio())
                .put("sqn", trades.sqn())
                .put("kelly", trades.kelly());
    }

    private static void writeActivity(StatsRequest request, int periods, double periodsPerYear, StatsAnswer answer) {
        final double[] positions = perPeriod(request, "positions", periods);
        final double[] traded = perPeriod(request, "traded", periods);
        final Activity held = new Activity();
        final Activity turned = new Activity();
        for (double position : positions) {
            held.add(position, 0);
        }
        for (int i = 0; i < traded.length; i++) {
            if (traded[i] < 0) {
                throw new IllegalArgumentException("traded[" + i + "] is not negative, but was " + traded[i]);
            }
            turned.add(0, traded[i]);
        }
        answer.put("exposure", held.exposure())
                .put("grossExposure", held.grossExposure())
                .put("netExposure", held.netExposure())
                .put("turnover", turned.turnover())
                .put("annualisedTurnover", turned.turnover() * periodsPerYear);
    }

    private static double[] perPeriod(StatsRequest request, String name, int periods) {
        final double[] values = request.has(name) ? request.numbers(name) : new double[0];
        if (values.length > 0 && values.length != periods) {
            throw new IllegalArgumentException(
                    name + " has one value per return, " + periods + ", but has " + values.length);
        }
        return values;
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
