package crucible.model;

/** What an order waits for. */
public enum OrderKind {
    /** Nothing: it fills at the next quote, at the touch. */
    MARKET,
    /** A price that is as good as its own. */
    LIMIT,
    /** A price as bad as its own; then it is a market order. */
    STOP
}
