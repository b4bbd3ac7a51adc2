package crucible.runtime.event;

import crucible.model.Require;

/**
 * Trading stops for a cause outside the market, or goes on as far as that cause is concerned: a ring event. While any
 * cause holds, agents may exit but not enter.
 *
 * @param cause why
 * @param stops whether it stops trading; else it is over
 * @param reason in plain words, for people
 */
public record ModeChange(Cause cause, boolean stops, String reason) {
    public ModeChange {
        Require.present("cause", cause);
        Require.text("reason", reason);
    }

    /** What may stop trading. Journaled by name. */
    public enum Cause {
        /** The disk is nearly full: the journal may soon have to end. */
        DISK,
        /** The wall clock was moved: event time may be wrong. */
        CLOCK,
        /** The heap is nearly full: the process may soon have to end. */
        MEMORY
    }
}
