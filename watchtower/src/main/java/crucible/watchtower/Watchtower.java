package crucible.watchtower;

import crucible.model.AgentMark;
import crucible.model.AgentScore;
import crucible.model.BarView;
import crucible.model.Birth;
import crucible.model.DeathCause;
import crucible.model.Direction;
import crucible.model.EvidenceSink;
import crucible.model.Instrument;
import crucible.model.Judge;
import crucible.model.RequestSink;
import crucible.model.Require;
import crucible.model.StateSink;
import crucible.model.TrialCount;
import crucible.model.Verdict;
import crucible.watchtower.evidence.Deflation;
import crucible.watchtower.evidence.TrialGroups;
import crucible.watchtower.evidence.TrialSpread;
import crucible.watchtower.lifecycle.Finding;
import crucible.watchtower.market.Baskets;
import crucible.watchtower.market.MarketMoment;
import crucible.watchtower.stat.Moments;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalLong;

/**
 * The judge of the tournament. Every method is called on one thread. A mark allocates nothing; verdicts do.
 *
 * <p>Agents are judged when every mark of the boundary is in, so a verdict depends neither on the order of the agents nor
 * on the number of lanes. The rules and their order are in {@link Lifecycle}; loss of capital is judged on the agents'
 * lanes: its verdict is {@code loss-of-capital}, and its return is always evidence. An agent is promoted at most once
 * and ended at most once; a promoted one stays under every rule but promotion, with the same looks and bars and its
 * whole record.
 *
 * <p>What deflates Sharpe ratios is counted once an hour of event time and asked for as an event; it holds from that event
 * on, so everybody who reads the events has the same N and V as the judge.
 */
public final class Watchtower implements Judge {
    private final WatchtowerSettings settings;
    private final long capitalUsdE8;
    private final Lifecycle lifecycle;
    private final VerdictWriter cards;
    private final TrialSpread spread = new TrialSpread();
    private final Moments scratch = new Moments();
    private final Baskets baskets = new Baskets();
    /** Null where every agent counts. */
    private final TrialGroups groups;

    private final EvidenceSink evidence = this::onEvidence;

    /** N and V as the newest event told them. */
    private TrialCount counted;

    private Deflation field;
    private long nextCountMs = Long.MIN_VALUE;

    private WatchedAgent[] agents = new WatchedAgent[64];
    private int size;
    private int[] due = new int[64];
    private int dueCount;
    private boolean anyHadData;
    private EvidenceSink listener = EvidenceSink.NONE;
    /** Of the agent that was marked last. */
    private final MarketMoment market = new MarketMoment();

    /**
     * @param settings what it is strict about
     * @param capitalUsdE8 starting capital of each agent, above 0
     */
    public Watchtower(WatchtowerSettings settings, long capitalUsdE8) {
        this.settings = Require.present("settings", settings);
        this.capitalUsdE8 = Require.positive("capitalUsdE8", capitalUsdE8);
        lifecycle = new Lifecycle(settings);
        cards = new VerdictWriter(settings);
        groups = settings.trialGroups().isPresent()
                ? new TrialGroups(settings.trialGroups().getAsDouble())
                : null;
        follow(new TrialCount(
                TrialCount.Scope.LIVE_RECORDS, settings.minTrials().orElse(1), 1, 0));
    }

    @Override
    public void evidenceTo(EvidenceSink sink) {
        listener = sink;
    }

    private void onEvidence(int agentId, long observation, double value) {
        listener.onReturn(agentId, observation, value);
        if (groups != null) {
            groups.onReturn(agentId, value, market.timeMs());
        }
    }

    @Override
    public void onInstrument(Instrument instrument) {
        baskets.onInstrument(instrument);
    }

    @Override
    public void onBar(BarView bar) {
        baskets.onBar(bar);
    }

    @Override
    public void onRestored(List<Birth> births, List<Instrument> instruments) {
        instruments.forEach(baskets::onInstrument);
        births.forEach(birth -> place(agent(birth.agentId()), birth));
    }

    @Override
    public void onBirth(Birth birth, long arenaTimeMs) {
        Require.that(birth.agentId() == size, "agent ids are dense, the next is " + size, birth.agentId());
        roomFor(size + 1);
        final long intervalMs = birth.blueprint().scope().timeframe().intervalMs();
        agents[size] = watched(size, arenaTimeMs, intervalMs);
        if (birth.origin().isControl()) {
            agents[size].joinControl(birth.origin());
        }
        place(agents[size], birth);
        if (groups != null) {
            groups.onBirth(size, !birth.origin().isControl());
        }
        size++;
    }

    @Override
    public void onMark(AgentMark mark, long boundaryTimeMs) {
        final WatchedAgent agent = agent(mark.agentId());
        if (agent.ended) {
            return;
        }
        agent.onMark(mark, market(agent, boundaryTimeMs), evidence);
        if (!agent.due) {
            agent.due = true;
            due[dueCount++] = agent.agentId;
        }
        anyHadData |= agent.hadData;
    }

    @Override
    public void onTrials(TrialCount count) {
        follow(count);
    }

    @Override
    public void onAcknowledged(int agentId) {
        agent(agentId).acknowledge();
    }

    @Override
    public void onVerdict(Verdict verdict) {
        final WatchedAgent agent = agent(verdict.agentId());
        agent.pending = false;
        if (verdict.kind() == Verdict.Kind.PROMOTE) {
            agent.promoted = true;
        } else {
            agent.end(verdict.cause());
            if (groups != null) {
                groups.onEnd(agent.agentId);
            }
        }
    }

    @Override
    public Verdict laneDeath(AgentMark mark, DeathCause cause, long boundaryTimeMs) {
        final WatchedAgent agent = agent(mark.agentId());
        agent.onFatalMark(mark, market(agent, boundaryTimeMs), evidence);
        agent.pending = true;
        // A position is liquidated where nothing is left of its margin above what must be kept.
        final double threshold =
                cause == DeathCause.LIQUIDATED ? 0 : settings.maxLossOfCapital().orElse(1);
        final String rule = cause.name().toLowerCase(Locale.ROOT).replace('_', '-');
        final Ruling ruling = new Ruling(cause, rule, threshold, 0);
        return cards.verdict(agent, ruling, field, boundaryTimeMs);
    }

    @Override
    public void endBoundary(long boundaryTimeMs, RequestSink requests) {
        baskets.settle();
        for (int i = 0; i < dueCount; i++) {
            final WatchedAgent agent = agents[due[i]];
            agent.due = false;
            if (anyHadData) {
                agent.countStaleness();
            }
            agent.hadData = false;
            if (agent.pending || agent.ended) {
                continue;
            }
            final Ruling ruling = lifecycle.judge(agent, agent.looks, field, boundaryTimeMs);
            if (agent.control != null) {
                agent.naivelyPromoted |= lifecycle.isNaivelyPromoted(agent, boundaryTimeMs);
            }
            if (ruling != null && ruling.isPromotion() && agent.control != null) {
                agent.wouldBePromoted = true;
            } else if (ruling != null) {
                agent.pending = true;
                requests.verdict(cards.verdict(agent, ruling, field, boundaryTimeMs));
            }
        }
        dueCount = 0;
        anyHadData = false;
        if (boundaryTimeMs >= nextCountMs) {
            nextCountMs = boundaryTimeMs + TrialGroups.EVERY_MS;
            countTrials(boundaryTimeMs, requests);
        }
    }

    @Override
    public AgentScore score(int agentId) {
        final WatchedAgent agent = agent(agentId);
        final Moments evidence = agent.evidence;
        return new AgentScore(
                evidence.count(),
                present(evidence.sharpe()),
                present(agent.psr()),
                present(agent.dsr(field)),
                evidence.count() == 0 ? OptionalDouble.empty() : OptionalDouble.of(agent.betting.value()),
                evidence.count() == 0 ? OptionalDouble.empty() : OptionalDouble.of(agent.betting.maximum()),
                agent.unseenBreaks(),
                tradesToPromotion(agent),
                Optional.ofNullable(agent.held())
                        .map(held -> new AgentScore.Held(held.averageExposure(), held.ownReturn(), held.heldReturn())),
                agent.regimes.cells());
    }

    /** How far the agent is from promotion by rule: INSUFFICIENT before the minimum of trades and days, FAIL = not yet. */
    public Finding promotionFinding(int agentId, long boundaryTimeMs) {
        return lifecycle.promotionFinding(agent(agentId), field, boundaryTimeMs);
    }

    @Override
    public void visit(StateSink sink) {
        final int version = sink.begin("watchtower", 4);
        size = sink.field("agents", size);
        roomFor(size);
        for (int i = 0; i < size; i++) {
            if (agents[i] == null) {
                agents[i] = watched(i, 0, 0);
            }
            agents[i].visit(sink);
        }
        final double trials = sink.field("trials", counted.trials());
        final double varianceOfT = sink.field("varianceOfT", counted.varianceOfT());
        final long countedMs = sink.field("countedMs", counted.countedTimeMs());
        final long records = version >= 4 ? sink.field("records", counted.records()) : 0;
        final long groupCount = version >= 4 ? sink.field("groups", counted.groups()) : 0;
        nextCountMs = sink.field("nextCountMs", nextCountMs);
        if (version >= 3) {
            baskets.visit(sink);
        }
        if (version >= 4 && groups != null) {
            groups.visit(sink);
        }
        sink.end();
        if (sink.isRestoring()) {
            follow(new TrialCount(TrialCount.Scope.LIVE_RECORDS, trials, varianceOfT, countedMs, records, groupCount));
        }
    }

    /**
     * Trades still missing at the present Sharpe ratio, at the present number of observations per trade, with the trials
     * as they are; at least what is missing to the minimum of trades.
     */
    private OptionalLong tradesToPromotion(WatchedAgent agent) {
        final double needed = cards.observationsNeeded(agent, field);
        if (Double.isNaN(needed) || agent.closedTrades == 0) {
            return OptionalLong.empty();
        }
        final double tradesPerObservation = (double) agent.closedTrades / agent.evidence.count();
        final double missing = (needed - agent.evidence.count()) * tradesPerObservation;
        final long toMinimum = Math.max(0, settings.minTrades() - agent.closedTrades);
        return OptionalLong.of(Math.max(toMinimum, (long) Math.ceil(missing)));
    }

    /** What became of the control group as of the last boundary, one entry per kind that belongs to it. */
    public List<ControlCounts> controlGroup() {
        return Arrays.stream(Birth.Origin.values())
                .filter(Birth.Origin::isControl)
                .map(this::controls)
                .toList();
    }

    private ControlCounts controls(Birth.Origin kind) {
        long born = 0;
        long judged = 0;
        long ended = 0;
        long decayed = 0;
        long promoted = 0;
        long naive = 0;
        for (int i = 0; i < size; i++) {
            final WatchedAgent agent = agents[i];
            if (agent.control == kind) {
                born++;
                judged += agent.wasJudged() ? 1 : 0;
                ended += agent.ended ? 1 : 0;
                decayed += agent.isDecayed() ? 1 : 0;
                promoted += agent.wouldBePromoted ? 1 : 0;
                naive += agent.naivelyPromoted ? 1 : 0;
            }
        }
        return new ControlCounts(
                kind,
                born,
                judged,
                ended,
                kind == Birth.Origin.PLACEBO ? OptionalLong.empty() : OptionalLong.of(decayed),
                promoted,
                naive);
    }

    /** What a live record has to beat, as of the newest count. */
    public Deflation field() {
        return field;
    }

    private void follow(TrialCount count) {
        counted = count;
        field = Deflation.of(count);
    }

    /** Everybody who ever had a live record, the dead as they were at their end; asked for only where it has changed. */
    private void countTrials(long timeMs, RequestSink requests) {
        for (int i = 0; i < size; i++) {
            if (agents[i].control == null) {
                spread.add(agents[i].evidence);
            }
        }
        final int atLeast = settings.minTrials().orElse(1);
        final TrialCount count;
        if (groups == null) {
            count = spread.count(TrialCount.Scope.LIVE_RECORDS, atLeast, timeMs);
        } else {
            groups.regroup(timeMs);
            count = spread.count(TrialCount.Scope.LIVE_RECORDS, atLeast, timeMs, groups.joined());
        }
        if (!count.saysTheSameAs(counted)) {
            requests.trials(count);
        }
        spread.clear();
    }

    private WatchedAgent watched(int agentId, long birthTimeMs, long intervalMs) {
        return new WatchedAgent(agentId, birthTimeMs, intervalMs, capitalUsdE8, settings.newEProcess(), scratch);
    }

    private void place(WatchedAgent agent, Birth birth) {
        agent.basket = baskets.of(birth);
        agent.longOnly = !birth.origin().sellsShortVirtually()
                && birth.blueprint().entry().direction() == Direction.LONG;
    }

    private MarketMoment market(WatchedAgent agent, long boundaryTimeMs) {
        baskets.settle();
        baskets.tell(agent.basket, boundaryTimeMs, market);
        return market;
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
