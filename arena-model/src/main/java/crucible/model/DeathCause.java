package crucible.model;

/** Why an agent was terminated. */
public enum DeathCause {
    /** Equity fell to or below the configured part of the starting capital; judged on its lane, at once. */
    LOSS_OF_CAPITAL,
    /** Equity fell too far below its peak, where that rule is switched on. */
    DRAWDOWN,
    /** The up-or-out bar on PSR. */
    DECAY,
    /** It did not trade for too long. */
    IDLE,
    /** An operator's decision. */
    OPERATOR,
    /** A leveraged or short position fell below its maintenance margin; judged on its lane, at once. */
    LIQUIDATED,
    /** None of its instruments can be traded with its capital. */
    UNTRADEABLE,
    /** Its instruments bring no data while those of others do. */
    STALE_DATA;

    private static final DeathCause[] ALL = values();

    /** Whether one agent alone judges it, on its lane and at once, so that the verdict only tells of it. */
    public boolean isFoundOnLane() {
        return this == LOSS_OF_CAPITAL || this == LIQUIDATED;
    }

    /** The constant at {@code ordinal}, without copying the array. */
    public static DeathCause at(int ordinal) {
        return ALL[ordinal];
    }
}
