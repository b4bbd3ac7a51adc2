package crucible.watchtower;

import crucible.model.AgentMark;
import crucible.model.AgentScore;
import crucible.model.AgentState;
import crucible.model.Birth;
import crucible.model.DeathCause;
import crucible.model.EvidenceSink;
import crucible.model.Judge;
import crucible.model.RequestSink;
import crucible.model.Require;
import crucible.model.StateSink;
import crucible.model.Verdict;
import crucible.watchtower.lifecycle.DecayRule;
import crucible.watchtower.lifecycle.DrawdownRule;
import crucible.watchtower.lifecycle.Finding;
import crucible.watchtower.lifecycle.IdleRule;
import crucible.watchtower.lifecycle.LiteralDecayRule;
import crucible.watchtower.lifecycle.PromotionRule;
import crucible.watchtower.stat.DeflatedSharpe;
import crucible.watchtower.stat.Moments;
import crucible.watchtower.stat.ProbabilisticSharpe;
import java.util.Arrays;
import java.util.Locale;
import java.util.OptionalDouble;
import java.util.OptionalLong;

/**
 * The judge of the tournament. Every method is called on one thread. A mark allocates nothing; verdicts do.
 *
 * <p>Agents are judged when every mark of the boundary is in, so a verdict depends neither on the order of the agents nor
 * on the number of lanes. Judged are those that may trade. The rules, in this order; the first that speaks is the verdict:
 *
 * <ol>
 *   <li>{@code drawdown.peak}: equity against its highest value so far;
 *   <li>{@code decay.psr}: the rising bar on PSR, or {@code decay.literal} in its place;
 *   <li>{@code idle}: nothing moved for too long;
 *   <li>{@code promotion.psr-dsr}: ACTIVE agents, whenever their closed trades have grown.
 * </ol>
 *
 * Rules on PSR and DSR wait until an agent is ACTIVE or PROMOTED and has the minimum of closed trades and days. Loss of
 * capital is judged on the agents' lanes; its verdict is {@code loss-of-capital}, and its return is always evidence. An
 * agent is promoted at most once and ended at most once; a promoted one stays under every rule but promotion, with the
 * same looks and bars and its whole record.
 */
public final class Watchtower implements Judge {
    private final WatchtowerSettings settings;
    private final long capitalUsdE8;
    private final DecayRule decay;
    private final LiteralDecayRule literalDecay;
    private final PromotionRule promotion;
    /** Null where the rule is off. */
    private final DrawdownRule drawdown;
    /** Null where the rule is off. */
    private final IdleRule idle;

    private final Trials trials = new Trials();

    private WatchedAgent[] agents = new WatchedAgent[64];
    private int size;
    private int[] due = new int[64];
    private int dueCount;
    private boolean trialsAreStale = true;
    private EvidenceSink evidence = EvidenceSink.NONE;

    /**
     * @param settings what it is strict about
     * @param capitalUsdE8 starting capital of each agent, above 0
     */
    public Watchtower(WatchtowerSettings settings, long capitalUsdE8) {
        this.settings = Require.present("settings", settings);
        this.capitalUsdE8 = Require.positive("capitalUsdE8", capitalUsdE8);
        decay = new DecayRule(settings.decayLooks());
        literalDecay = new LiteralDecayRule(settings.decayConfidence());
        promotion = new PromotionRule(settings.promoteConfidence());
        drawdown = settings.maxDrawdown().isPresent()
                ? new DrawdownRule(settings.maxDrawdown().getAsDouble())
                : null;
        idle = settings.idleDays().isPresent()
                ? new IdleRule(settings.idleDays().getAsDouble())
                : null;
    }

    @Override
    public void evidenceTo(EvidenceSink sink) {
        evidence = sink;
    }

    @Override
    public void onBirth(Birth birth, long arenaTimeMs) {
        Require.that(birth.agentId() == size, "agent ids are dense, the next is " + size, birth.agentId());
        roomFor(size + 1);
        final long intervalMs = birth.blueprint().scope().timeframe().intervalMs();
        agents[size] = new WatchedAgent(size, arenaTimeMs, intervalMs, capitalUsdE8);
        size++;
    }

    @Override
    public void onMark(AgentMark mark, long boundaryTimeMs) {
        final WatchedAgent agent = agent(mark.agentId());
        if (agent.ended) {
            return;
        }
        agent.onMark(mark, evidence);
        if (!agent.due) {
            agent.due = true;
            due[dueCount++] = agent.agentId;
        }
        trialsAreStale = true;
    }

    @Override
    public void onVerdict(Verdict verdict) {
        final WatchedAgent agent = agent(verdict.agentId());
        agent.pending = false;
        if (verdict.kind() == Verdict.Kind.PROMOTE) {
            agent.promoted = true;
        } else {
            agent.ended = true;
        }
    }

    @Override
    public Verdict laneDeath(AgentMark mark, DeathCause cause, long boundaryTimeMs) {
        final WatchedAgent agent = agent(mark.agentId());
        agent.onFatalMark(mark, evidence);
        agent.pending = true;
        trialsAreStale = true;
        // A position is liquidated where nothing is left of its margin above what must be kept.
        final double threshold =
                cause == DeathCause.LIQUIDATED ? 0 : settings.maxLossOfCapital().orElse(1);
        final String rule = cause.name().toLowerCase(Locale.ROOT).replace('_', '-');
        return VerdictWriter.termination(agent, trials(), cause, rule, threshold, 0, boundaryTimeMs);
    }

    @Override
    public void endBoundary(long boundaryTimeMs, RequestSink requests) {
        for (int i = 0; i < dueCount; i++) {
            final WatchedAgent agent = agents[due[i]];
            agent.due = false;
            if (!agent.pending && !agent.ended && agent.state.mayEnter()) {
                final Verdict verdict = judge(agent, boundaryTimeMs);
                if (verdict != null) {
                    agent.pending = true;
                    requests.verdict(verdict);
                }
            }
        }
        dueCount = 0;
    }

    @Override
    public AgentScore score(int agentId) {
        final WatchedAgent agent = agent(agentId);
        final Moments evidence = agent.evidence;
        final Trials field = trials();
        return new AgentScore(
                evidence.count(),
                present(evidence.sharpe()),
                present(ProbabilisticSharpe.psr(evidence, 0)),
                present(DeflatedSharpe.scaledDsr(evidence, field.count(), field.varianceOfT())),
                tradesToPromotion(agent, field));
    }

    /** How far the agent is from promotion by rule: INSUFFICIENT before the minimum of trades and days, FAIL = not yet. */
    public Finding promotionFinding(int agentId, long boundaryTimeMs) {
        final WatchedAgent agent = agent(agentId);
        if (!settings.mature(agent.closedTrades, boundaryTimeMs - agent.birthTimeMs)) {
            return Finding.INSUFFICIENT;
        }
        final Trials field = trials();
        return promotion.at(
                ProbabilisticSharpe.psr(agent.evidence, 0),
                DeflatedSharpe.scaledDsr(agent.evidence, field.count(), field.varianceOfT()));
    }

    @Override
    public void visit(StateSink sink) {
        sink.begin("watchtower", 1);
        size = sink.field("agents", size);
        roomFor(size);
        for (int i = 0; i < size; i++) {
            if (agents[i] == null) {
                agents[i] = new WatchedAgent(i, 0, 0, capitalUsdE8);
            }
            agents[i].visit(sink);
        }
        sink.end();
    }

    private Verdict judge(WatchedAgent agent, long timeMs) {
        Verdict verdict = judgeDrawdown(agent, timeMs);
        final boolean onTrial = agent.state == AgentState.ACTIVE || agent.state == AgentState.PROMOTED;
        final boolean mature = onTrial && settings.mature(agent.closedTrades, timeMs - agent.birthTimeMs);
        final boolean grown = mature && agent.closedTrades > agent.judgedTrades;
        if (grown) {
            agent.judgedTrades = agent.closedTrades;
            agent.tradeLooks++;
        }
        if (verdict == null && grown && settings.decay()) {
            verdict = settings.literal() ? judgeLiterally(agent, timeMs) : judgeDecay(agent, timeMs);
        }
        if (verdict == null) {
            verdict = judgeIdleness(agent, timeMs);
        }
        if (verdict == null && grown && settings.promotion()) {
            verdict = judgePromotion(agent, timeMs);
        }
        return verdict;
    }

    private Verdict judgeDrawdown(WatchedAgent agent, long timeMs) {
        if (drawdown == null || drawdown.at(agent.equityUsdE8, agent.peakUsdE8) != Finding.FAIL) {
            return null;
        }
        return VerdictWriter.termination(
                agent, trials(), DeathCause.DRAWDOWN, "drawdown.peak", drawdown.maxDrawdown(), 0, timeMs);
    }

    private Verdict judgeDecay(WatchedAgent agent, long timeMs) {
        final int look = decay.dueLook(agent.closedTrades);
        if (look <= agent.decayLook) {
            return null;
        }
        final Finding finding = decay.at(look, ProbabilisticSharpe.psr(agent.evidence, 0));
        if (finding == Finding.INSUFFICIENT) {
            return null;
        }
        agent.decayLook = look;
        return finding == Finding.FAIL
                ? VerdictWriter.termination(
                        agent, trials(), DeathCause.DECAY, "decay.psr", decay.bar(look), look, timeMs)
                : null;
    }

    private Verdict judgeLiterally(WatchedAgent agent, long timeMs) {
        final double psr = ProbabilisticSharpe.psr(agent.evidence, 0);
        return literalDecay.at(psr) == Finding.FAIL
                ? VerdictWriter.termination(
                        agent,
                        trials(),
                        DeathCause.DECAY,
                        "decay.literal",
                        literalDecay.confidence(),
                        agent.tradeLooks,
                        timeMs)
                : null;
    }

    private Verdict judgeIdleness(WatchedAgent agent, long timeMs) {
        if (idle == null || idle.at(agent.idleMs) != Finding.FAIL) {
            return null;
        }
        return VerdictWriter.termination(agent, trials(), DeathCause.IDLE, "idle", idle.limitDays(), 0, timeMs);
    }

    private Verdict judgePromotion(WatchedAgent agent, long timeMs) {
        if (agent.promoted || agent.state != AgentState.ACTIVE) {
            return null;
        }
        final double psr = ProbabilisticSharpe.psr(agent.evidence, 0);
        if (promotion.atPsr(psr) != Finding.PASS) {
            return null;
        }
        final Trials field = trials();
        final double dsr = DeflatedSharpe.scaledDsr(agent.evidence, field.count(), field.varianceOfT());
        return promotion.at(psr, dsr) == Finding.PASS
                ? VerdictWriter.promotion(
                        agent, field, "promotion.psr-dsr", promotion.confidence(), agent.tradeLooks, timeMs)
                : null;
    }

    /**
     * Trades still missing at the present Sharpe ratio, at the present number of observations per trade, with the trials
     * as they are; at least what is missing to the minimum of trades.
     */
    private OptionalLong tradesToPromotion(WatchedAgent agent, Trials field) {
        final double needed = DeflatedSharpe.observationsNeeded(
                agent.evidence, field.count(), field.varianceOfT(), settings.promoteConfidence());
        if (Double.isNaN(needed) || agent.closedTrades == 0) {
            return OptionalLong.empty();
        }
        final double tradesPerObservation = (double) agent.closedTrades / agent.evidence.count();
        final double missing = (needed - agent.evidence.count()) * tradesPerObservation;
        final long toMinimum = Math.max(0, settings.minTrades() - agent.closedTrades);
        return OptionalLong.of(Math.max(toMinimum, (long) Math.ceil(missing)));
    }

    /**
     * Who competes with whom, as the deflated Sharpe ratio counts it.
     *
     * @param agents N: agents that ever had at least two observations
     * @param varianceOfT V: variance of their t statistics, at least 1
     */
    public record Field(int agents, double varianceOfT) {}

    /** The field as of the last boundary. */
    public Field field() {
        final Trials field = trials();
        return new Field(field.count(), field.varianceOfT());
    }

    private Trials trials() {
        if (trialsAreStale) {
            trials.recount(agents, size);
            trialsAreStale = false;
        }
        return trials;
    }

    private void roomFor(int count) {
        if (count > agents.length) {
            agents = Arrays.copyOf(agents, Math.max(count, 2 * agents.length));
            due = Arrays.copyOf(due, agents.length);
        }
    }

    private WatchedAgent agent(int agentId) {
        if (!(0 <= agentId && agentId < size)) {
            // Not Require: it would build its message at every mark.
            throw new IllegalArgumentException("required: agent id is below " + size + ", but was " + agentId);
        }
        return agents[agentId];
    }

    private static OptionalDouble present(double value) {
        return Double.isNaN(value) ? OptionalDouble.empty() : OptionalDouble.of(value);
    }
}
