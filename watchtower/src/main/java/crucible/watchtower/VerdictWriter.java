package crucible.watchtower;

import static crucible.watchtower.EvidenceFigures.add;

import crucible.model.AgentScore;
import crucible.model.DeathCause;
import crucible.model.UsdE8;
import crucible.model.Verdict;
import crucible.model.Verdict.Input;
import crucible.watchtower.evidence.Deflation;
import crucible.watchtower.lifecycle.DeathSummary;
import crucible.watchtower.lifecycle.DecayLook;
import crucible.watchtower.lifecycle.DrawdownRule;
import crucible.watchtower.lifecycle.IdleRule;
import crucible.watchtower.lifecycle.LiteralDecayRule;
import java.util.List;
import java.util.Locale;

/** Writes the verdicts of the judge's rules: all inputs in a fixed order, undefined ones left out, and a plain sentence. */
final class VerdictWriter {
    private final WatchtowerSettings settings;
    private final EvidenceFigures figures;

    VerdictWriter(WatchtowerSettings settings) {
        this.settings = settings;
        this.figures = new EvidenceFigures(settings);
    }

    Verdict verdict(WatchedAgent agent, Ruling ruling, Deflation field, long timeMs) {
        return new Verdict(
                agent.agentId,
                ruling.isPromotion() ? Verdict.Kind.PROMOTE : Verdict.Kind.TERMINATE,
                ruling.cause(),
                Verdict.Authority.RULE,
                timeMs,
                ruling.rule(),
                ruling.threshold(),
                ruling.look(),
                inputs(agent, ruling, field, timeMs),
                ruling.isPromotion() ? promoted(agent, field) : ended(agent, ruling));
    }

    /** Observations in all that promotion needs if nothing but the length changes; NaN where no length would do. */
    double observationsNeeded(WatchedAgent agent, Deflation field) {
        return figures.observationsNeeded(agent.asRecord(), field);
    }

    private String ended(WatchedAgent agent, Ruling ruling) {
        final DeathCause cause = ruling.cause();
        final String why = DeathSummary.of(
                cause, agent.closedTrades, agent.grossTradeUsdE8, agent.netTradeUsdE8, agent.tradedUsdE8);
        if (!ruling.rule().equals("decay.literal")) {
            return why;
        }
        return String.format(
                Locale.ROOT,
                "%s; this rule ends %s of all agents with a true Sharpe ratio of %s a trade at their first look",
                why,
                percent(literalEndsSkilled()),
                targetSharpe());
    }

    private String promoted(WatchedAgent agent, Deflation field) {
        return String.format(
                Locale.ROOT,
                "more than luck: PSR %s, DSR %s among %.0f agents, highest e-value %.3g, after %d trades; rejected is that its"
                        + " expected return was 0 or less at every bar",
                percent(agent.psr()),
                percent(agent.dsr(field)),
                field.trials(),
                agent.betting.maximum(),
                agent.closedTrades);
    }

    private double literalEndsSkilled() {
        return new LiteralDecayRule(settings.decayConfidence()).endsSkilled(targetSharpe(), settings.minTrades());
    }

    private double targetSharpe() {
        return settings.targetSharpePerTrade().orElse(DecayLook.TARGET_SHARPE_PER_TRADE);
    }

    private List<Input> inputs(WatchedAgent agent, Ruling ruling, Deflation field, long timeMs) {
        final List<Input> inputs = figures.of(agent.asRecord(), field);
        add(inputs, "closedTrades", (double) agent.closedTrades);
        add(inputs, "look", ruling.look());
        add(inputs, "threshold", ruling.threshold());
        if (ruling.rule().equals("decay.psr")) {
            add(inputs, "targetSharpePerTrade", settings.targetSharpePerTrade().orElse(Double.NaN));
            add(inputs, "falseDeath", settings.falseDeath().orElse(Double.NaN));
        } else if (ruling.rule().equals("decay.rolling")) {
            add(inputs, "rollingPsr", agent.rollingPsr());
        } else if (ruling.rule().equals("decay.literal")) {
            add(inputs, "literalEndsSkilled", literalEndsSkilled());
        }
        life(inputs, agent, timeMs);
        if (agent.held() != null) {
            add(inputs, "averageExposure", agent.held().averageExposure());
            add(inputs, "ownReturn", agent.held().ownReturn());
            add(inputs, "heldReturn", agent.held().heldReturn());
        }
        for (AgentScore.Regime cell : agent.regimes.cells()) {
            add(inputs, cell.name() + ".n", (double) cell.observations());
            add(inputs, cell.name() + ".mean", cell.meanPerBar());
            add(inputs, cell.name() + ".sharpe", cell.sharpePerBar().orElse(Double.NaN));
        }
        return inputs;
    }

    private static void life(List<Input> inputs, WatchedAgent agent, long timeMs) {
        add(inputs, "ageDays", IdleRule.days(timeMs - agent.birthTimeMs));
        add(inputs, "idleDays", IdleRule.days(agent.idleMs));
        add(inputs, "staleDays", IdleRule.days(agent.staleMs));
        add(inputs, "untradeableDays", IdleRule.days(agent.untradeableMs));
        add(inputs, "equityUsd", UsdE8.toUsd(agent.equityUsdE8));
        add(inputs, "lossOfCapital", DrawdownRule.drawdown(agent.equityUsdE8, agent.capitalUsdE8));
        add(inputs, "drawdown", DrawdownRule.drawdown(agent.equityUsdE8, agent.peakUsdE8));
        add(inputs, "grossBpsPerTrade", DeathSummary.bpsPerTrade(agent.grossTradeUsdE8, agent.tradedUsdE8));
        add(inputs, "netBpsPerTrade", DeathSummary.bpsPerTrade(agent.netTradeUsdE8, agent.tradedUsdE8));
    }

    /** One decimal, rounded down: 99.97 % is not 100 %. */
    private static String percent(double share) {
        return String.format(Locale.ROOT, "%.1f %%", Math.floor(share * 1000) / 10);
    }
}
