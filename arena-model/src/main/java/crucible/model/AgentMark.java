package crucible.model;

/**
 * What a lane tells the judge about one agent at a boundary of its timeframe. Read-only; valid only inside the call.
 */
public interface AgentMark {
    /** Whom it is about. */
    int agentId();

    /** Where it stands. */
    AgentState state();

    /** Equity after all costs, at the side at which it could be closed now. */
    long equityUsdE8();

    /** Value of all open positions at the same side as a part of equity; 0 for none, or where there is no equity. */
    double exposure();

    /** Whether the bars since the last mark count as evidence (some bar in scope was neither synthetic nor offline). */
    boolean countable();

    /**
     * Whether on some bar since the last mark the agent could have opened a position: a fresh one, and trading was not
     * stopped.
     */
    boolean enterable();

    /** Whether the agent has ever submitted an order: evidence starts with the first. */
    boolean hasOrdered();

    /** Positions closed completely so far. */
    long closedTrades();

    /** Sum over closed trades before any cost, from mid to mid. */
    long grossTradeUsdE8();

    /** Sum over closed trades after all costs. */
    long netTradeUsdE8();

    /** Sum over closed trades of the value at entry. */
    long tradedUsdE8();
}
