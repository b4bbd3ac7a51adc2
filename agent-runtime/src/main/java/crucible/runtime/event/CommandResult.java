package crucible.runtime.event;

/** What became of an operator's command in the core; written into the slot by the lane that owns the agent. */
public enum CommandResult {
    /** No lane knows the agent. */
    UNKNOWN_AGENT,
    /** The agent's state does not allow it. */
    CONFLICT,
    /** It has taken effect. */
    APPLIED
}
