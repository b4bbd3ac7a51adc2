package crucible.server.record;

import crucible.runtime.event.CommandResult;

/** What an event that is kept came to; the event itself does not say it. The code is written and never changes. */
public enum Effect {
    /** Nothing to say: it is what it is. */
    NONE(0),
    /** A command to an agent that no lane knew. */
    UNKNOWN_AGENT(1),
    /** A command that the agent's state did not allow. */
    CONFLICT(2),
    /** A command or a verdict that took effect. */
    APPLIED(3),
    /** A verdict that came after its agent had been ended by somebody else. */
    OVERRULED(4);

    private static final Effect[] BY_CODE = values();

    private final byte code;

    Effect(int code) {
        this.code = (byte) code;
    }

    byte code() {
        return code;
    }

    static Effect of(int code) {
        if (code < 0 || code >= BY_CODE.length) {
            throw new IllegalArgumentException(
                    "required: effect lies in [0, " + (BY_CODE.length - 1) + "], but was " + code);
        }
        return BY_CODE[code];
    }

    /** What became of a command. */
    public static Effect of(CommandResult result) {
        return switch (result) {
            case UNKNOWN_AGENT -> UNKNOWN_AGENT;
            case CONFLICT -> CONFLICT;
            case APPLIED -> APPLIED;
        };
    }
}
