package crucible.watchtower.calibration;

import crucible.model.AgentMark;
import crucible.model.AgentState;

/** An agent whose equity and trades a simulation moves. */
final class SimulatedMark implements AgentMark {
    /** Where equity stops growing: far beyond what any judged agent gets to, and well inside the range of money. */
    private static final long HIGHEST_USD_E8 = Long.MAX_VALUE / 4;

    private long equityUsdE8;
    private long closedTrades;

    SimulatedMark(long capitalUsdE8) {
        equityUsdE8 = capitalUsdE8;
    }

    void move(double simpleReturn) {
        final double grown = equityUsdE8 * (1 + simpleReturn);
        equityUsdE8 = grown >= HIGHEST_USD_E8 ? HIGHEST_USD_E8 : Math.round(grown);
    }

    void closeTrade() {
        closedTrades++;
    }

    @Override
    public int agentId() {
        return 0;
    }

    @Override
    public AgentState state() {
        return AgentState.ACTIVE;
    }

    @Override
    public long equityUsdE8() {
        return equityUsdE8;
    }

    @Override
    public double exposure() {
        return 0;
    }

    @Override
    public boolean enterable() {
        return true;
    }

    @Override
    public boolean countable() {
        return true;
    }

    @Override
    public boolean hasOrdered() {
        return true;
    }

    @Override
    public long closedTrades() {
        return closedTrades;
    }

    @Override
    public long grossTradeUsdE8() {
        return 0;
    }

    @Override
    public long netTradeUsdE8() {
        return 0;
    }

    @Override
    public long tradedUsdE8() {
        return 0;
    }
}
