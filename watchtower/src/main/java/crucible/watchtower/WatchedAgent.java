package crucible.watchtower;

import crucible.model.AgentMark;
import crucible.model.AgentState;
import crucible.model.Birth;
import crucible.model.DeathCause;
import crucible.model.EvidenceSink;
import crucible.model.StateHolder;
import crucible.model.StateSink;
import crucible.watchtower.evidence.Deflation;
import crucible.watchtower.evidence.EProcess;
import crucible.watchtower.evidence.HeldExposure;
import crucible.watchtower.lifecycle.DecayRule;
import crucible.watchtower.market.MarketMoment;
import crucible.watchtower.market.RegimeReturns;
import crucible.watchtower.stat.Moments;
import crucible.watchtower.stat.ProbabilisticSharpe;
import crucible.watchtower.stat.RollingMoments;

/**
 * What the judge knows about one agent: its evidence series as moments, the latest mark's numbers, and which looks it has
 * had. A mark allocates nothing.
 */
final class WatchedAgent implements Standing, StateHolder {
    int agentId;
    long birthTimeMs;
    long capitalUsdE8;
    final Moments evidence = new Moments();
    /**
     * Of the newest trades: one block per {@link DecayRule#FURTHER_LOOKS_TRADES} of them, and the one that has just
     * begun.
     */
    private final RollingMoments newest =
            new RollingMoments(1 + DecayRule.ROLLING_TRADES / DecayRule.FURTHER_LOOKS_TRADES);

    final EProcess betting;
    private final Moments scratch;
    /** Losses beyond the bound that an operator has seen. */
    private long seenBreaks;

    AgentState state = AgentState.WARMING;
    long equityUsdE8;
    long peakUsdE8;
    long closedTrades;
    long grossTradeUsdE8;
    long netTradeUsdE8;
    long tradedUsdE8;
    long idleMs;
    long staleMs;
    long untradeableMs;
    final Looks looks = new Looks();

    /** Marked since the last judgement; never so between boundaries, so no part of the state. */
    boolean due;

    /** Whether the mark since the last judgement counted; never so between boundaries. */
    boolean hadData;

    /** A verdict has been asked for and has not taken effect yet. */
    boolean pending;

    boolean promoted;
    boolean ended;

    /** A member of the control group, in no count of trials and never promoted; else null. */
    Birth.Origin control;
    /** What it is credited with; null but for those whose skill was planted. */
    private PlantedSkill planted;
    /** What ended a member of the control group; null of one that enters at random. */
    private DeathCause endedOf;
    /** Whether every gate of promotion, and whether PSR alone, would ever have promoted a placebo. */
    boolean wouldBePromoted;

    boolean naivelyPromoted;

    /** Number of the basket of its instruments, and whether it can only ever be long; both follow from its birth. */
    int basket;

    boolean longOnly;
    private final HeldExposure held = new HeldExposure();
    final RegimeReturns regimes = new RegimeReturns();

    private long intervalMs;
    /** Equity from which the next counted return is measured. */
    private long previousUsdE8;

    private boolean ordered;

    /**
     * @param betting its e-process, new
     * @param scratch of the judge's thread
     */
    WatchedAgent(int agentId, long birthTimeMs, long intervalMs, long capitalUsdE8, EProcess betting, Moments scratch) {
        this.betting = betting;
        this.scratch = scratch;
        this.agentId = agentId;
        this.birthTimeMs = birthTimeMs;
        this.intervalMs = intervalMs;
        this.capitalUsdE8 = capitalUsdE8;
        equityUsdE8 = capitalUsdE8;
        peakUsdE8 = capitalUsdE8;
        previousUsdE8 = capitalUsdE8;
    }

    /** Belongs to the control group from its birth on. */
    void joinControl(Birth.Origin kind) {
        control = kind;
        planted = kind.isSkillKnown() ? new PlantedSkill() : null;
    }

    /** A verdict ended it. */
    void end(DeathCause cause) {
        ended = true;
        endedOf = isOfNewerKind() ? cause : null;
    }

    /** Whether its record was ever long enough to be judged. */
    boolean wasJudged() {
        return looks.tradeLooks() > 0;
    }

    boolean isDecayed() {
        return endedOf == DeathCause.DECAY;
    }

    /** Takes in a mark; the agent's record is frozen once it has ended. */
    void onMark(AgentMark mark, MarketMoment market, EvidenceSink told) {
        hadData = mark.countable();
        untradeableMs = mark.state() == AgentState.UNTRADEABLE ? untradeableMs + intervalMs : 0;
        countIdleness(mark);
        if (planted != null) {
            planted.onMark(mark, this);
        }
        countEvidence(mark, mark.countable(), market, told);
        follow(mark);
    }

    /** The last mark of an agent that died on its lane: the loss that ended it is evidence on whatever bar it fell. */
    void onFatalMark(AgentMark mark, MarketMoment market, EvidenceSink told) {
        countEvidence(mark, true, market, told);
        follow(mark);
    }

    /** Counts a boundary at which some agent had data. */
    void countStaleness() {
        staleMs = hadData ? 0 : staleMs + intervalMs;
    }

    /** Its returns and what was made of them. */
    EvidenceFigures.Record asRecord() {
        return new EvidenceFigures.Record(agentId, intervalMs, evidence, betting, unseenBreaks());
    }

    /** Its record beside its own exposure; null for who may go short, and before there is anything to compare. */
    HeldExposure held() {
        return longOnly && held.count() > 0 ? held : null;
    }

    /** An operator has seen every loss beyond the bound so far. */
    void acknowledge() {
        seenBreaks = betting.boundBreaks();
    }

    private void follow(AgentMark mark) {
        state = mark.state();
        ordered = mark.hasOrdered();
        equityUsdE8 = mark.equityUsdE8();
        peakUsdE8 = Math.max(peakUsdE8, equityUsdE8);
        closedTrades = mark.closedTrades();
        newest.advanceToBlock(closedTrades / DecayRule.FURTHER_LOOKS_TRADES);
        grossTradeUsdE8 = mark.grossTradeUsdE8();
        netTradeUsdE8 = mark.netTradeUsdE8();
        tradedUsdE8 = mark.tradedUsdE8();
    }

    /**
     * The return since the last counted mark. Equity before the first order is only followed, so the return over the bar
     * in which the first order was decided is already evidence: its costs may fall into that bar. A bar that does not
     * count leaves the earlier equity in place, so the next return spans the gap.
     */
    private void countEvidence(AgentMark mark, boolean countable, MarketMoment market, EvidenceSink told) {
        final long equity = mark.equityUsdE8();
        if (!mark.hasOrdered()) {
            previousUsdE8 = equity;
            held.follow(market.level());
            regimes.follow(market);
        } else if (countable) {
            if (previousUsdE8 > 0) {
                final double value =
                        (double) (equity - previousUsdE8) / previousUsdE8 + (planted == null ? 0 : planted.take());
                evidence.add(value);
                newest.addToBlock(value, closedTrades / DecayRule.FURTHER_LOOKS_TRADES);
                betting.add(value);
                held.add(value, mark.exposure(), market.level());
                regimes.add(value, market);
                told.onReturn(agentId, evidence.count(), value);
            }
            previousUsdE8 = equity;
        }
    }

    private void countIdleness(AgentMark mark) {
        final boolean moved = mark.equityUsdE8() != equityUsdE8
                || mark.closedTrades() != closedTrades
                || mark.hasOrdered() != ordered;
        if (moved) {
            idleMs = 0;
        } else if (mark.countable() && mark.enterable() && mark.state().mayEnter()) {
            idleMs += intervalMs;
        }
    }

    @Override
    public AgentState state() {
        return state;
    }

    @Override
    public boolean isPromoted() {
        return promoted || wouldBePromoted;
    }

    @Override
    public long equityUsdE8() {
        return equityUsdE8;
    }

    @Override
    public long peakUsdE8() {
        return peakUsdE8;
    }

    @Override
    public long closedTrades() {
        return closedTrades;
    }

    @Override
    public long birthTimeMs() {
        return birthTimeMs;
    }

    @Override
    public long idleMs() {
        return idleMs;
    }

    @Override
    public long staleMs() {
        return staleMs;
    }

    @Override
    public long untradeableMs() {
        return untradeableMs;
    }

    @Override
    public double psr() {
        return ProbabilisticSharpe.psr(evidence, 0);
    }

    @Override
    public double rollingPsr() {
        newest.mergeInto(scratch);
        return ProbabilisticSharpe.psr(scratch, 0);
    }

    @Override
    public double dsr(Deflation field) {
        return field.dsr(evidence);
    }

    @Override
    public double highestEValue() {
        return betting.maximum();
    }

    @Override
    public long unseenBreaks() {
        return betting.boundBreaks() - seenBreaks;
    }

    @Override
    public void visit(StateSink sink) {
        final int version = sink.begin("watched", 6);
        agentId = sink.field("agentId", agentId);
        birthTimeMs = sink.field("birthTimeMs", birthTimeMs);
        capitalUsdE8 = sink.field("capitalUsdE8", capitalUsdE8);
        intervalMs = sink.field("intervalMs", intervalMs);
        evidence.visit(sink);
        newest.visit(sink);
        betting.visit(sink);
        seenBreaks = sink.field("seenBreaks", seenBreaks);
        state = sink.field("state", AgentState.class, state);
        ordered = sink.field("ordered", ordered);
        previousUsdE8 = sink.field("previousUsdE8", previousUsdE8);
        equityUsdE8 = sink.field("equityUsdE8", equityUsdE8);
        peakUsdE8 = sink.field("peakUsdE8", peakUsdE8);
        closedTrades = sink.field("closedTrades", closedTrades);
        grossTradeUsdE8 = sink.field("grossTradeUsdE8", grossTradeUsdE8);
        netTradeUsdE8 = sink.field("netTradeUsdE8", netTradeUsdE8);
        tradedUsdE8 = sink.field("tradedUsdE8", tradedUsdE8);
        idleMs = sink.field("idleMs", idleMs);
        staleMs = sink.field("staleMs", staleMs);
        untradeableMs = sink.field("untradeableMs", untradeableMs);
        looks.visit(sink);
        pending = sink.field("pending", pending);
        promoted = sink.field("promoted", promoted);
        ended = sink.field("ended", ended);
        final boolean placebo = sink.field("placebo", control != null);
        wouldBePromoted = sink.field("wouldBePromoted", wouldBePromoted);
        naivelyPromoted = sink.field("naivelyPromoted", naivelyPromoted);
        if (version >= 4) {
            held.visit(sink);
        }
        visitControl(sink, version, placebo);
        if (version >= 6) {
            regimes.visit(sink);
        }
        sink.end();
    }

    /** Of those that enter at random nobody asks what ended them. */
    private boolean isOfNewerKind() {
        return control != null && control != Birth.Origin.PLACEBO;
    }

    private void visitControl(StateSink sink, int version, boolean member) {
        if (version >= 5) {
            final Birth.Origin kind = sink.field("kind", Birth.Origin.class, control);
            if (sink.isRestoring() && kind != null) {
                joinControl(kind);
            }
            endedOf = sink.field("endedOf", DeathCause.class, endedOf);
            if (planted != null) {
                planted.visit(sink);
            }
        } else if (member && sink.isRestoring()) {
            joinControl(Birth.Origin.PLACEBO);
        }
    }
}
