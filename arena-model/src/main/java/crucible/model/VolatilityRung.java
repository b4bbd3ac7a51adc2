package crucible.model;

/** Where a volatility comes from, the best first. */
public enum VolatilityRung {
    /** A fitted EGARCH(1,1). */
    EGARCH,
    /** A weighted mean of the newest squared returns. */
    EWMA,
    /** Nothing is known yet but the configured least. */
    FLOOR
}
