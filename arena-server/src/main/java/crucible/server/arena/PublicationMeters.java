package crucible.server.arena;

import crucible.model.Gap;
import crucible.model.Instrument;
import crucible.model.Verdict;
import crucible.runtime.event.ArenaEvent;
import crucible.runtime.event.Quarantine;
import crucible.runtime.lane.Outcome;
import crucible.server.view.ArenaSnapshot;

/** Counts what the arena does, for metrics. Called on the arbiter's thread; must not block. */
public interface PublicationMeters {
    /** A bar was processed by every agent, {@code nanos} after the sequencer had published it. */
    void onBar(Instrument instrument, ArenaEvent bar, long nanos);

    /** Bars cannot be learned. */
    void onGap(Instrument instrument, Gap gap);

    /** An order has filled. */
    void onFill(Outcome fill);

    /** A verdict has taken effect. */
    void onVerdict(Verdict verdict);

    /** An agent was taken out. */
    void onQuarantine(Quarantine quarantine);

    /** A new snapshot is visible. */
    void onSnapshot(ArenaSnapshot snapshot, int elitePoolSize, long trials);
}
