package crucible.model;

/** How long a limit order may work. */
public enum TimeInForce {
    /** Until it is filled, cancelled or expired. */
    GTC,
    /** At the instant at which it arrives; what does not fill then ends. */
    IOC,
    /** Like GTC, but it ends where it would take liquidity on arrival. */
    POST_ONLY
}
