package crucible.model;

/**
 * The fill desk of one lane: accounts, waiting orders and brackets of the lane's agents, and the market as last seen.
 * Every call comes from the lane's thread. For each market event the desk is called before the lane's agents, so what
 * was decided earlier fills now and what is decided now fills later. Allocates nothing in steady state.
 */
public interface Desk extends StateHolder {
    /** Where fills and ended orders are reported; set once before the first event. */
    void reportTo(OutcomeSink outcomes);

    /** An instrument appeared, or its rules changed; open positions keep their ledger units. */
    void onInstrument(Instrument instrument);

    /** Opens the books of a new agent. */
    AccountView open(int agentId, long capitalUsdE8);

    /**
     * Lets an agent sell short also where its instruments do not allow it: for a control group only, whose coin must be
     * fair. No part of the state: called again after a restore.
     */
    void allowVirtualShorts(int agentId);

    /** Whether an agent may sell the instrument short: it is of a kind that can be, or its base currency can be borrowed. */
    boolean allowsShort(Instrument instrument);

    /**
     * How many times the equity all positions together may be worth when one is opened, at least 1; only of perpetuals
     * more than 1.
     */
    int leverage();

    /** The books of an agent; fails for an unknown one. */
    AccountView account(int agentId);

    /**
     * A quote: waiting orders of its instrument whose decision plus latency is not after its time fill at its touch;
     * orders that waited too long end.
     */
    void onQuote(QuoteView quote);

    /**
     * A closed bar: waiting orders of agents on this timeframe fill from it where no quote filled them, then stops and
     * targets are checked against it, the stop first where both were touched, a target only where it was traded through,
     * and never a target in the bar of the entry's fill.
     */
    void onBar(BarView bar);

    /** A fit of an instrument's volatility holds from now on; one of returns that the desk does not have says nothing. */
    void onVolatility(VolatilityFit fit);

    /**
     * A mark price: what positions of its perpetual are valued at by the venue, and when funding is settled next. From
     * then on that funding time is due for whoever holds a position when it passes.
     */
    void onMark(MarkView mark);

    /** A settled funding rate: whoever held a position at that instant pays or receives now. */
    void onFunding(Funding funding);

    /**
     * Submits an order. It arrives after the desk's latency; docs/fills.md says how each kind fills. An agent has at
     * most one position and one waiting order per instrument, besides the position's bracket.
     *
     * @return the order's number, from 1; an order that cannot be is reported as ended before this returns
     * @throws IllegalStateException if an order waits at the instrument, or an entry finds a position there
     */
    long submit(OrderRequest request);

    /**
     * Ends the agent's waiting order at the instrument as {@link OrderEnd#REPLACED}, where there is one, and submits
     * another; an entry may then add to a position of its own direction. The new order arrives anew.
     */
    long replace(OrderRequest request);

    /** Ends the agent's waiting order at the instrument, but not a sale that a stop or death has set off; false if none. */
    boolean cancel(int agentId, int instrumentId, long timeMs);

    /**
     * Submits a market order that opens a position.
     *
     * @param budgetUsdE8 most that may be spent including fee and slippage
     * @param stopDistance distance of the stop from the fill price, in quote currency, above 0
     * @param targetDistance distance of the target, in quote currency, above 0; NaN for none
     * @param decidedTimeMs arena time of the decision
     * @return as {@link #submit}
     */
    default long enter(
            int agentId,
            int instrumentId,
            Timeframe timeframe,
            Direction direction,
            long budgetUsdE8,
            double stopDistance,
            double targetDistance,
            long decidedTimeMs) {
        return submit(new OrderRequest()
                .entry(agentId, instrumentId, timeframe, direction, decidedTimeMs)
                .budget(budgetUsdE8)
                .bracket(stopDistance, targetDistance, false));
    }

    /**
     * Submits a market order that closes the whole position and returns its number; without a position nothing happens
     * and 0 is returned, and where a market order is closing it already its number is returned. Any other waiting order is
     * replaced.
     */
    long exit(int agentId, int instrumentId, ExitReason reason, long decidedTimeMs);

    /** Refuses an entry that an agent wants: it ends at once for {@code reason}, under an order number of its own. */
    long refuse(int agentId, int instrumentId, OrderEnd reason, long decidedTimeMs);

    /** The same with the numbers that led to it: what the order would need, and what there is. */
    long refuse(int agentId, int instrumentId, OrderEnd reason, long neededUsdE8, long haveUsdE8, long decidedTimeMs);

    /** Fee and usual slippage of entry and exit as a part of a trade's value, both taken from the book. */
    double feesAndSlippageFrac(int instrumentId);

    /** Ends every agent's waiting entries for {@code reason}; exits go on waiting. */
    void cancelEntries(OrderEnd reason, long timeMs);

    /**
     * The instrument is traded no more: waiting orders end as {@link OrderEnd#INSTRUMENT_REMOVED}, and every position is
     * closed by a market order that waits for as long as it takes.
     */
    void leave(int instrumentId, long decidedTimeMs);

    /** Cancels waiting entries; with {@code flatten}, also closes every position by market orders. */
    void stop(int agentId, boolean flatten, long decidedTimeMs);

    /**
     * Bars of its timeframe that closed since the position was filled, counted by boundaries: also those that nobody
     * saw; −1 if there is no position.
     */
    int heldBars(int agentId, int instrumentId);

    /**
     * What the smallest order that opens a position costs at least at the last quote: its value and the fee, without
     * slippage; 0 before the first quote, {@link Long#MAX_VALUE} where it is beyond every ledger.
     */
    long smallestEntryUsdE8(int instrumentId, Direction direction);

    /** Equity of one agent at the prices at which it could be closed now; equal to its account's. */
    long equityUsdE8(int agentId);

    /** Shows the state of one agent's books, orders and brackets (the desk's own {@code visit} shows the market). */
    void visitAgent(int agentId, StateSink sink);
}
