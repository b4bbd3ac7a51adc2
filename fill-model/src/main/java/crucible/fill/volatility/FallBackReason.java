package crucible.fill.volatility;

/** Why there is no fitted model, or why it is not used. */
public enum FallBackReason {
    /** Fewer returns than the least that a fit is made of. */
    TOO_FEW_RETURNS,
    /** A return, or the fitted path, is not a finite number. */
    NOT_FINITE,
    /** The returns do not vary. */
    ZERO_VARIANCE,
    /** The search for the largest likelihood broke off, or its answer does not stand up to a recalculation. */
    NO_CONVERGENCE,
    /** Shocks hardly fade, so that the window cannot tell a long-run level. */
    NOT_STATIONARY,
    /** The likelihood still rises at the edge of what is believable. */
    AT_BOUND,
    /** The model's sigma has run away from what was just observed, or it takes large moves for a sign of calm. */
    IMPLAUSIBLE
}
