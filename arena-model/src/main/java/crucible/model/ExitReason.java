package crucible.model;

/** Why a position is closed. */
public enum ExitReason {
    /** The blueprint's exit rule held. */
    RULE,
    /** The protective stop. */
    STOP,
    /** The profit target. */
    TARGET,
    /** Held for the blueprint's longest time. */
    MAX_HOLD,
    /** The agent was terminated and is flattened. */
    DEATH,
    /** The venue closed it: its margin was used up. */
    LIQUIDATION,
    /** An operator took the instrument out. */
    REMOVED;

    /** Whether the order that closes the position waits for as long as it takes. */
    public boolean waitsForAQuote() {
        return this == DEATH || this == REMOVED;
    }
}
