package crucible.model;

/**
 * One fill, read-only, with everything that made its price. Valid only inside the callback that received it; the
 * receiver copies what it keeps. Ticks and lots are those of the instrument's rules when the position was opened.
 */
public interface FillView {
    /** Whose order it was. */
    int agentId();

    /** The agent's order number, from 1; for a stop or target that of the entry to which it belongs. */
    long orderId();

    /** Dense id of the instrument. */
    int instrumentId();

    /** Which way it traded. */
    Side side();

    /** True if it opened a position or added to it, false if it closed one or a part of it. */
    boolean entry();

    /** Why the position was closed; null for an entry. */
    ExitReason exitReason();

    /** Price at which it crossed: the ask of a buy, the bid of a sell, or the level of a stop or target. */
    long touchTicks();

    /** Quantity in lots, above 0. */
    long quantityLots();

    /** Value at the touch. */
    long notionalUsdE8();

    /** Slippage and impact beside the touch, not negative, always against the agent. */
    long slippageUsdE8();

    /** What touch and costs were made of; valid as long as this fill. */
    FillInputs inputs();

    /** Fee, not negative. */
    long feeUsdE8();

    /** Realised profit of this fill before its fee; 0 for an entry. */
    long realisedUsdE8();

    /** Arena time of the decision; for a stop or target the event time of the entry's fill. */
    long decidedTimeMs();

    /**
     * Event time of the quote that filled it, at or after the decision plus latency; for a stop or target the close time
     * of the bar, after the entry's fill.
     */
    long timeMs();

    /** Best bid known at the fill, in ticks. */
    long bidTicks();

    /** Best ask known at the fill, in ticks. */
    long askTicks();

    /** Event time of that quote. */
    long quoteTimeMs();

    /** Open quantity after the fill, in lots, signed. */
    long positionLotsAfter();

    /** What the venue bore of a liquidation because nothing was left; 0 for any other fill. */
    default long writtenOffUsdE8() {
        return 0;
    }

    /** For the fill that closes a trade: its result after all costs; 0 else. */
    long tradeNetUsdE8();

    /** For the fill that closes a trade: its result from mid to mid; 0 else. */
    long tradeGrossUsdE8();
}
