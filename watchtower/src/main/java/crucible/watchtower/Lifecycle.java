package crucible.watchtower;

import crucible.model.AgentState;
import crucible.model.DeathCause;
import crucible.watchtower.evidence.Deflation;
import crucible.watchtower.lifecycle.AnytimeGuard;
import crucible.watchtower.lifecycle.DecayRule;
import crucible.watchtower.lifecycle.DrawdownRule;
import crucible.watchtower.lifecycle.Finding;
import crucible.watchtower.lifecycle.IdleRule;
import crucible.watchtower.lifecycle.LiteralDecayRule;
import crucible.watchtower.lifecycle.PromotionRule;
import crucible.watchtower.lifecycle.StaleDataRule;
import crucible.watchtower.lifecycle.UntradeableRule;

/**
 * The rules of an agent's life as a state machine: which rule speaks about an agent in which state, in which order.
 * Immutable; what an agent has already been looked at for is in its {@link Looks}. Allocates nothing unless a rule
 * speaks.
 *
 * <table>
 *   <caption>the first rule that speaks is the verdict</caption>
 *   <tr><th>rule</th><th>in state</th><th>leads to</th></tr>
 *   <tr><td>untradeable</td><td>UNTRADEABLE</td><td>TERMINATED(UNTRADEABLE)</td></tr>
 *   <tr><td>stale-data</td><td>WARMING, INCUBATING, ACTIVE, PROMOTED</td><td>TERMINATED(STALE_DATA)</td></tr>
 *   <tr><td>drawdown.peak</td><td>INCUBATING, ACTIVE, PROMOTED</td><td>TERMINATED(DRAWDOWN)</td></tr>
 *   <tr><td>decay.psr, decay.rolling or decay.literal</td><td>ACTIVE, PROMOTED, mature, trades grown</td><td>TERMINATED(DECAY)</td></tr>
 *   <tr><td>idle</td><td>INCUBATING, ACTIVE, PROMOTED</td><td>TERMINATED(IDLE)</td></tr>
 *   <tr><td>promotion.psr-dsr or promotion.psr-dsr-e</td><td>ACTIVE, mature, trades grown</td><td>PROMOTED</td></tr>
 * </table>
 *
 * About PAUSED, QUARANTINED and TERMINATED agents no rule speaks.
 */
final class Lifecycle {
    private final WatchtowerSettings settings;
    private final DecayRule decay;
    private final LiteralDecayRule literalDecay;
    private final PromotionRule promotion;
    /** Null where the rule is off; so are the others. */
    private final AnytimeGuard guard;

    private final DrawdownRule drawdown;
    private final IdleRule idle;
    private final UntradeableRule untradeable;
    private final StaleDataRule stale;

    Lifecycle(WatchtowerSettings settings) {
        this.settings = settings;
        decay = settings.decayRule();
        literalDecay = new LiteralDecayRule(settings.decayConfidence());
        promotion = new PromotionRule(settings.promoteConfidence());
        guard = settings.guard().orElse(null);
        drawdown = settings.maxDrawdown().isPresent()
                ? new DrawdownRule(settings.maxDrawdown().getAsDouble())
                : null;
        idle = settings.idleDays().isPresent()
                ? new IdleRule(settings.idleDays().getAsDouble())
                : null;
        untradeable = settings.untradeableDays().isPresent()
                ? new UntradeableRule(settings.untradeableDays().getAsDouble())
                : null;
        stale = settings.staleDays().isPresent()
                ? new StaleDataRule(settings.staleDays().getAsDouble())
                : null;
    }

    /** What the rules make of an agent at a boundary; null where none speaks. Notes the looks that it has had. */
    Ruling judge(Standing agent, Looks looks, Deflation field, long timeMs) {
        Ruling ruling = judgeTradability(agent);
        if (ruling != null || !agent.state().mayEnter()) {
            return ruling;
        }
        ruling = judgeDrawdown(agent);
        final boolean grown = isMature(agent, timeMs) && looks.grown(agent.closedTrades());
        if (ruling == null && grown && settings.decay()) {
            ruling = settings.literal() ? judgeLiterally(agent, looks) : judgeDecay(agent, looks);
        }
        if (ruling == null && idle != null && idle.at(agent.idleMs()) == Finding.FAIL) {
            ruling = new Ruling(DeathCause.IDLE, "idle", idle.limitDays(), 0);
        }
        if (ruling == null && grown && settings.promotion()) {
            ruling = judgePromotion(agent, looks, field);
        }
        return ruling;
    }

    /** How far an agent is from promotion by rule: INSUFFICIENT before the minimum of trades and days, FAIL = not yet. */
    Finding promotionFinding(Standing agent, Deflation field, long timeMs) {
        if (!settings.mature(agent.closedTrades(), timeMs - agent.birthTimeMs())) {
            return Finding.INSUFFICIENT;
        }
        final Finding ratios = promotion.at(agent.psr(), agent.dsr(field));
        return ratios == Finding.PASS && guard != null ? guard.at(agent.highestEValue(), agent.unseenBreaks()) : ratios;
    }

    /** What promotion by PSR alone would say to a mature agent, whether or not its trades have grown. */
    boolean isNaivelyPromoted(Standing agent, long timeMs) {
        return agent.state() == AgentState.ACTIVE
                && isMature(agent, timeMs)
                && promotion.atPsr(agent.psr()) == Finding.PASS;
    }

    private boolean isMature(Standing agent, long timeMs) {
        final boolean onTrial = agent.state() == AgentState.ACTIVE || agent.state() == AgentState.PROMOTED;
        return onTrial && settings.mature(agent.closedTrades(), timeMs - agent.birthTimeMs());
    }

    private Ruling judgeTradability(Standing agent) {
        final AgentState state = agent.state();
        if (state == AgentState.UNTRADEABLE) {
            return untradeable != null && untradeable.at(agent.untradeableMs()) == Finding.FAIL
                    ? new Ruling(DeathCause.UNTRADEABLE, "untradeable", untradeable.limitDays(), 0)
                    : null;
        }
        final boolean waits = state == AgentState.WARMING || state.mayEnter();
        return waits && stale != null && stale.at(agent.staleMs()) == Finding.FAIL
                ? new Ruling(DeathCause.STALE_DATA, "stale-data", stale.limitDays(), 0)
                : null;
    }

    private Ruling judgeDrawdown(Standing agent) {
        return drawdown != null && drawdown.at(agent.equityUsdE8(), agent.peakUsdE8()) == Finding.FAIL
                ? new Ruling(DeathCause.DRAWDOWN, "drawdown.peak", drawdown.maxDrawdown(), 0)
                : null;
    }

    private Ruling judgeDecay(Standing agent, Looks looks) {
        final int look = decay.dueLook(agent.closedTrades());
        if (!looks.isNew(look)) {
            return null;
        }
        final boolean rolling = decay.isRolling(look);
        final Finding finding = decay.at(look, rolling ? agent.rollingPsr() : agent.psr());
        if (finding == Finding.INSUFFICIENT) {
            return null;
        }
        looks.had(look);
        return finding == Finding.FAIL
                ? new Ruling(DeathCause.DECAY, rolling ? "decay.rolling" : "decay.psr", decay.bar(look), look)
                : null;
    }

    private Ruling judgeLiterally(Standing agent, Looks looks) {
        return literalDecay.at(agent.psr()) == Finding.FAIL
                ? new Ruling(DeathCause.DECAY, "decay.literal", literalDecay.confidence(), looks.tradeLooks())
                : null;
    }

    private Ruling judgePromotion(Standing agent, Looks looks, Deflation field) {
        if (agent.isPromoted() || agent.state() != AgentState.ACTIVE) {
            return null;
        }
        if (guard != null && guard.at(agent.highestEValue(), agent.unseenBreaks()) != Finding.PASS) {
            return null;
        }
        if (promotion.atPsr(agent.psr()) != Finding.PASS
                || promotion.at(agent.psr(), agent.dsr(field)) != Finding.PASS) {
            return null;
        }
        final String rule = guard == null ? "promotion.psr-dsr" : "promotion.psr-dsr-e";
        return new Ruling(null, rule, promotion.confidence(), looks.tradeLooks());
    }
}
