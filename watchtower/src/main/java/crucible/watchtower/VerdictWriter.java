package crucible.watchtower;

import crucible.model.DeathCause;
import crucible.model.UsdE8;
import crucible.model.Verdict;
import crucible.model.Verdict.Input;
import crucible.watchtower.lifecycle.DeathSummary;
import crucible.watchtower.lifecycle.DrawdownRule;
import crucible.watchtower.lifecycle.IdleRule;
import crucible.watchtower.stat.DeflatedSharpe;
import crucible.watchtower.stat.Moments;
import crucible.watchtower.stat.ProbabilisticSharpe;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** Writes the verdicts of the judge's rules: all inputs in a fixed order, undefined ones left out, and a plain sentence. */
final class VerdictWriter {
    private VerdictWriter() {}

    static Verdict termination(
            WatchedAgent agent, Trials trials, DeathCause cause, String rule, double threshold, int look, long timeMs) {
        final String summary = DeathSummary.of(
                cause, agent.closedTrades, agent.grossTradeUsdE8, agent.netTradeUsdE8, agent.tradedUsdE8);
        return new Verdict(
                agent.agentId,
                Verdict.Kind.TERMINATE,
                cause,
                Verdict.Authority.RULE,
                timeMs,
                rule,
                threshold,
                look,
                inputs(agent, trials, look, threshold, timeMs),
                summary);
    }

    static Verdict promotion(WatchedAgent agent, Trials trials, String rule, double threshold, int look, long timeMs) {
        final double psr = ProbabilisticSharpe.psr(agent.evidence, 0);
        final double dsr = DeflatedSharpe.scaledDsr(agent.evidence, trials.count(), trials.varianceOfT());
        final String summary = String.format(
                Locale.ROOT,
                "more than luck: PSR %s, DSR %s among %d agents, after %d trades",
                percent(psr),
                percent(dsr),
                trials.count(),
                agent.closedTrades);
        return new Verdict(
                agent.agentId,
                Verdict.Kind.PROMOTE,
                null,
                Verdict.Authority.RULE,
                timeMs,
                rule,
                threshold,
                look,
                inputs(agent, trials, look, threshold, timeMs),
                summary);
    }

    private static List<Input> inputs(WatchedAgent agent, Trials trials, int look, double threshold, long timeMs) {
        final Moments evidence = agent.evidence;
        final List<Input> inputs = new ArrayList<>();
        add(inputs, "n", (double) evidence.count());
        add(inputs, "mean", evidence.mean());
        add(inputs, "sd", evidence.sd());
        add(inputs, "sharpe", evidence.sharpe());
        add(inputs, "skewness", evidence.skewness());
        add(inputs, "kurtosis", evidence.kurtosis());
        add(inputs, "psr", ProbabilisticSharpe.psr(evidence, 0));
        add(inputs, "dsr", DeflatedSharpe.scaledDsr(evidence, trials.count(), trials.varianceOfT()));
        add(inputs, "trials", trials.count());
        add(inputs, "varianceOfT", trials.varianceOfT());
        add(inputs, "hurdle", DeflatedSharpe.scaledHurdle(trials.count(), trials.varianceOfT(), (double)
                evidence.count()));
        add(inputs, "closedTrades", (double) agent.closedTrades);
        add(inputs, "look", look);
        add(inputs, "threshold", threshold);
        add(inputs, "ageDays", IdleRule.days(timeMs - agent.birthTimeMs));
        add(inputs, "idleDays", IdleRule.days(agent.idleMs));
        add(inputs, "equityUsd", UsdE8.toUsd(agent.equityUsdE8));
        add(inputs, "lossOfCapital", DrawdownRule.drawdown(agent.equityUsdE8, agent.capitalUsdE8));
        add(inputs, "drawdown", DrawdownRule.drawdown(agent.equityUsdE8, agent.peakUsdE8));
        add(inputs, "grossBpsPerTrade", DeathSummary.bpsPerTrade(agent.grossTradeUsdE8, agent.tradedUsdE8));
        add(inputs, "netBpsPerTrade", DeathSummary.bpsPerTrade(agent.netTradeUsdE8, agent.tradedUsdE8));
        return inputs;
    }

    private static void add(List<Input> inputs, String name, double value) {
        if (Math.abs(value) < Double.POSITIVE_INFINITY) {
            inputs.add(new Input(name, value));
        }
    }

    /** One decimal, rounded down: 99.97 % is not 100 %. */
    private static String percent(double share) {
        return String.format(Locale.ROOT, "%.1f %%", Math.floor(share * 1000) / 10);
    }
}
