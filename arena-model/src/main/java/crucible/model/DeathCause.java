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
    OPERATOR;

    private static final DeathCause[] ALL = values();

    /** The constant at {@code ordinal}, without copying the array. */
    public static DeathCause at(int ordinal) {
        return ALL[ordinal];
    }
}
