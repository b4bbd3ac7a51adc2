package crucible.watchtower;

import crucible.model.AgentMark;
import crucible.model.AgentState;
import crucible.model.EvidenceSink;
import crucible.model.StateHolder;
import crucible.model.StateSink;
import crucible.watchtower.stat.Moments;

/**
 * What the judge knows about one agent: its evidence series as moments, the latest mark's numbers, and which looks it has
 * had. Allocates nothing after construction.
 */
final class WatchedAgent implements StateHolder {
    int agentId;
    long birthTimeMs;
    long capitalUsdE8;
    final Moments evidence = new Moments();

    AgentState state = AgentState.WARMING;
    long equityUsdE8;
    long peakUsdE8;
    long closedTrades;
    long grossTradeUsdE8;
    long netTradeUsdE8;
    long tradedUsdE8;
    long idleMs;

    /** Highest look of the rising bar that has happened. */
    int decayLook;
    /** Closed trades at the last judgement that is made whenever they grow, and how many of those there were. */
    long judgedTrades;

    int tradeLooks;

    /** Marked since the last judgement; never so between boundaries, so no part of the state. */
    boolean due;

    /** A verdict has been asked for and has not taken effect yet. */
    boolean pending;

    boolean promoted;
    boolean ended;

    private long intervalMs;
    /** Equity from which the next counted return is measured. */
    private long previousUsdE8;

    private boolean ordered;

    WatchedAgent(int agentId, long birthTimeMs, long intervalMs, long capitalUsdE8) {
        this.agentId = agentId;
        this.birthTimeMs = birthTimeMs;
        this.intervalMs = intervalMs;
        this.capitalUsdE8 = capitalUsdE8;
        equityUsdE8 = capitalUsdE8;
        peakUsdE8 = capitalUsdE8;
        previousUsdE8 = capitalUsdE8;
    }

    /** Takes in a mark; the agent's record is frozen once it has ended. */
    void onMark(AgentMark mark, EvidenceSink told) {
        countIdleness(mark);
        countEvidence(mark, mark.countable(), told);
        follow(mark);
    }

    /** The last mark of an agent that died on its lane: the loss that ended it is evidence on whatever bar it fell. */
    void onFatalMark(AgentMark mark, EvidenceSink told) {
        countEvidence(mark, true, told);
        follow(mark);
    }

    private void follow(AgentMark mark) {
        state = mark.state();
        ordered = mark.hasOrdered();
        equityUsdE8 = mark.equityUsdE8();
        peakUsdE8 = Math.max(peakUsdE8, equityUsdE8);
        closedTrades = mark.closedTrades();
        grossTradeUsdE8 = mark.grossTradeUsdE8();
        netTradeUsdE8 = mark.netTradeUsdE8();
        tradedUsdE8 = mark.tradedUsdE8();
    }

    /**
     * The return since the last counted mark. Equity before the first order is only followed, so the return over the bar
     * in which the first order was decided is already evidence: its costs may fall into that bar. A bar that does not
     * count leaves the earlier equity in place, so the next return spans the gap.
     */
    private void countEvidence(AgentMark mark, boolean countable, EvidenceSink told) {
        final long equity = mark.equityUsdE8();
        if (!mark.hasOrdered()) {
            previousUsdE8 = equity;
        } else if (countable) {
            if (previousUsdE8 > 0) {
                final double value = (double) (equity - previousUsdE8) / previousUsdE8;
                evidence.add(value);
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
        } else if (mark.countable() && mark.state().mayEnter()) {
            idleMs += intervalMs;
        }
    }

    @Override
    public void visit(StateSink sink) {
        sink.begin("watched", 1);
        agentId = sink.field("agentId", agentId);
        birthTimeMs = sink.field("birthTimeMs", birthTimeMs);
        capitalUsdE8 = sink.field("capitalUsdE8", capitalUsdE8);
        intervalMs = sink.field("intervalMs", intervalMs);
        evidence.visit(sink);
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
        decayLook = sink.field("decayLook", decayLook);
        judgedTrades = sink.field("judgedTrades", judgedTrades);
        tradeLooks = sink.field("tradeLooks", tradeLooks);
        pending = sink.field("pending", pending);
        promoted = sink.field("promoted", promoted);
        ended = sink.field("ended", ended);
        sink.end();
    }
}
