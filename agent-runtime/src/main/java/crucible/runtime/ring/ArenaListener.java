package crucible.runtime.ring;

import crucible.model.Birth;
import crucible.model.Desk;
import crucible.model.Instrument;
import crucible.model.StateSink;
import crucible.model.Verdict;
import crucible.runtime.event.ArenaEvent;
import crucible.runtime.event.Quarantine;
import crucible.runtime.lane.Outcome;
import java.util.List;

/**
 * Hears what the arena has done, on the arbiter's thread, after the event is journaled and every lane and the judge have
 * processed it. Views are valid only inside the call. Must not block. Each method does nothing unless it
 * is overridden.
 */
public interface ArenaListener {
    /** Any event, after all stages. */
    default void onEvent(ArenaEvent event) {}

    /** An order's outcome; delivered at the boundary that follows it, in the total order, ties by agent id. */
    default void onOutcome(Outcome outcome) {}

    /**
     * A return has become evidence of an agent's skill, at the boundary that {@link #onBoundary} tells next.
     *
     * @param observation its number in the agent's record, from 1
     * @param value simple return since the observation before
     */
    default void onEvidence(int agentId, long observation, double value) {}

    /** A verdict has taken effect. */
    default void onVerdict(Verdict verdict) {}

    /** An agent was born. */
    default void onBirth(Birth birth, long arenaTimeMs) {}

    /** An agent was taken out. */
    default void onQuarantine(Quarantine quarantine) {}

    /** A boundary has been judged; the board may be read inside the call. */
    default void onBoundary(ArenaEvent boundary, Roster roster) {}

    /** The state digest at a checkpoint, 64 hexadecimal digits. */
    default void onDigest(long sequence, long boundaryTimeMs, String stateDigest) {}

    /**
     * The state was restored from a snapshot, as of a boundary: nothing before it will be told.
     *
     * @param instruments every instrument announced so far, in id order
     */
    default void onRestored(Roster roster, List<Instrument> instruments) {}

    /**
     * Shows what the listener has counted, to be stored beside the state; a restorer calls it after {@link #onRestored}. No
     * part of the state: it is in no digest.
     */
    default void visitShown(StateSink sink) {}

    /**
     * The desk that a lane uses in the place of its own, for who watches what agents decide: one that passes everything on.
     * Called once for each lane while the stages are made; the desk's own calls come on the lane's thread.
     */
    default Desk watched(Desk own) {
        return own;
    }

    /** A listener that hears nothing. */
    ArenaListener NONE = new ArenaListener() {};
}
