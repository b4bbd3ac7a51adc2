package crucible.watchtower;

import crucible.model.AgentMark;
import crucible.model.AgentState;

/** A mark whose numbers a test sets one by one. */
final class TestMark implements AgentMark {
    int agentId;
    AgentState state = AgentState.ACTIVE;
    long equityUsdE8 = Tournament.CAPITAL;
    double exposure;
    boolean countable = true;
    boolean enterable = true;
    boolean hasOrdered = true;
    long closedTrades;
    long grossTradeUsdE8;
    long netTradeUsdE8;
    long tradedUsdE8;

    TestMark copy() {
        final TestMark copy = new TestMark();
        copy.agentId = agentId;
        copy.state = state;
        copy.equityUsdE8 = equityUsdE8;
        copy.exposure = exposure;
        copy.countable = countable;
        copy.enterable = enterable;
        copy.hasOrdered = hasOrdered;
        copy.closedTrades = closedTrades;
        copy.grossTradeUsdE8 = grossTradeUsdE8;
        copy.netTradeUsdE8 = netTradeUsdE8;
        copy.tradedUsdE8 = tradedUsdE8;
        return copy;
    }

    @Override
    public int agentId() {
        return agentId;
    }

    @Override
    public AgentState state() {
        return state;
    }

    @Override
    public long equityUsdE8() {
        return equityUsdE8;
    }

    @Override
    public double exposure() {
        return exposure;
    }

    @Override
    public boolean countable() {
        return countable;
    }

    @Override
    public boolean enterable() {
        return enterable;
    }

    @Override
    public boolean hasOrdered() {
        return hasOrdered;
    }

    @Override
    public long closedTrades() {
        return closedTrades;
    }

    @Override
    public long grossTradeUsdE8() {
        return grossTradeUsdE8;
    }

    @Override
    public long netTradeUsdE8() {
        return netTradeUsdE8;
    }

    @Override
    public long tradedUsdE8() {
        return tradedUsdE8;
    }
}
