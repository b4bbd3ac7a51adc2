package crucible.model;

/** Where an agent stands in its life. */
public enum AgentState {
    /** Its features are not complete yet. */
    WARMING,
    /** Trades, but has not the minimum of trades and days that verdicts need. */
    INCUBATING,
    /** Trades and is judged. */
    ACTIVE,
    /** Proven: its DNA is in the elite pool, it trades on in the hall of fame outside the slots. */
    PROMOTED,
    /** Ended, with a {@link DeathCause}. */
    TERMINATED,
    /** An operator has stopped it from entering; open positions keep their stops. */
    PAUSED,
    /** Its code failed or its books do not add up; it does nothing until an operator has looked. */
    QUARANTINED,
    /** None of its instruments can be traded with its capital. */
    UNTRADEABLE;

    private static final AgentState[] ALL = values();

    /** Whether the agent may open positions. */
    public boolean mayEnter() {
        return this == INCUBATING || this == ACTIVE || this == PROMOTED;
    }

    /** Whether the agent's life has ended. */
    public boolean isDead() {
        return this == TERMINATED;
    }

    /** The constant at {@code ordinal}, without copying the array. */
    public static AgentState at(int ordinal) {
        return ALL[ordinal];
    }
}
