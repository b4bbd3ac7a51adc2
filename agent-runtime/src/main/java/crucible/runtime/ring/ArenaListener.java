package crucible.runtime.ring;

import crucible.model.Birth;
import crucible.model.Verdict;
import crucible.runtime.event.ArenaEvent;
import crucible.runtime.event.Quarantine;
import crucible.runtime.lane.Outcome;

/**
 * Hears what the arena has done, on the arbiter's thread, after the event is journaled and every lane and the judge have
 * processed it. Views are valid only inside the call. Must not block.
 */
public interface ArenaListener {
    /** Any event, after all stages. */
    void onEvent(ArenaEvent event);

    /** An order's outcome; delivered at the boundary that follows it, in the total order, ties by agent id. */
    void onOutcome(Outcome outcome);

    /** A verdict has taken effect. */
    void onVerdict(Verdict verdict);

    /** An agent was born. */
    void onBirth(Birth birth, long arenaTimeMs);

    /** An agent was taken out. */
    void onQuarantine(Quarantine quarantine);

    /** A boundary has been judged; the board may be read inside the call. */
    void onBoundary(ArenaEvent boundary, Roster roster);

    /** The state digest at a checkpoint, 64 hexadecimal digits. */
    void onDigest(long sequence, long boundaryTimeMs, String stateDigest);

    /** A listener that hears nothing. */
    ArenaListener NONE = new ArenaListener() {
        @Override
        public void onEvent(ArenaEvent event) {}

        @Override
        public void onOutcome(Outcome outcome) {}

        @Override
        public void onVerdict(Verdict verdict) {}

        @Override
        public void onBirth(Birth birth, long arenaTimeMs) {}

        @Override
        public void onQuarantine(Quarantine quarantine) {}

        @Override
        public void onBoundary(ArenaEvent boundary, Roster roster) {}

        @Override
        public void onDigest(long sequence, long boundaryTimeMs, String stateDigest) {}
    };
}
