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
    LIQUIDATION
}
