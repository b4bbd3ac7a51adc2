package crucible.model;

/** Why an order, or what was left of it, ended without a fill. Every order that does not fill has one. */
public enum OrderEnd {
    /** The value the agent can pay is below the instrument's smallest order value. */
    MIN_NOTIONAL,
    /** The quantity the agent can pay is below the instrument's smallest quantity or one lot. */
    MIN_QUANTITY,
    /** The share of the newest bar's volume that an order may be is below the smallest order. */
    NO_VOLUME,
    /** Cash does not cover it. */
    NO_CASH,
    /** The instrument's kind cannot be sold short. */
    SHORT_NOT_ALLOWED,
    /** No quote came within the order's time to live. */
    NO_QUOTE,
    /** The agent was terminated or paused before it filled. */
    CANCELLED,
    /** The position it should close was closed by its stop or target before. */
    POSITION_CLOSED,
    /** Trading was stopped for a cause outside the market: no agent may enter, all may exit. */
    TRADING_STOPPED,
    /** The position would be larger than one may be, of an agent's equity or in dollars. */
    RISK_POSITION,
    /** The agent's positions together would be worth more than they may be of its equity. */
    RISK_LEVERAGE,
    /** All agents together would hold more of the instrument than they may. */
    RISK_INSTRUMENT,
    /** All agents together would hold more than they may. */
    RISK_ARENA,
    /** The instrument moves too little on the timeframe to pay for what a trade costs. */
    TOO_FAST,
    /** A limit or stop order's bars are over. */
    EXPIRED,
    /** A post-only order would have taken liquidity on arrival. */
    POST_ONLY_WOULD_CROSS,
    /** What an immediate-or-cancel order could not take on arrival. */
    IOC_UNFILLED,
    /** The agent put another order in its place. */
    REPLACED,
    /** A reduce-only order found nothing to reduce. */
    NOTHING_TO_REDUCE,
    /** The instrument's ticks changed under an order that was filled in part. */
    RULES_CHANGED,
    /** The venue takes no order at that level so far from the market. */
    PRICE_BAND,
    /** An operator took the instrument out. */
    INSTRUMENT_REMOVED;

    /** Whether what was needed and had is counted in lots; else it is money. */
    public boolean isInLots() {
        return this == MIN_QUANTITY || this == NO_VOLUME;
    }

    /** Whether what was needed and had are prices in ticks. */
    public boolean isInTicks() {
        return this == PRICE_BAND;
    }
}
