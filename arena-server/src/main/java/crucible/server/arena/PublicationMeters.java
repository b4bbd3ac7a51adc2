package crucible.server.arena;

import crucible.model.Gap;
import crucible.model.Instrument;
import crucible.model.Verdict;
import crucible.runtime.event.ArenaEvent;
import crucible.runtime.event.Quarantine;
import crucible.runtime.lane.Outcome;
import crucible.server.view.ArenaSnapshot;
import crucible.watchtower.ControlCounts;
import java.util.List;

/** Counts what the arena does, for metrics. Called on the arbiter's thread; must not block. */
public interface PublicationMeters {
    /** Counts nothing. */
    PublicationMeters NONE = new PublicationMeters() {
        @Override
        public void onBar(Instrument instrument, ArenaEvent bar, long nanos) {}

        @Override
        public void onGap(Instrument instrument, Gap gap) {}

        @Override
        public void onFill(Outcome fill, boolean isCrowded) {}

        @Override
        public void onVerdict(Verdict verdict) {}

        @Override
        public void onQuarantine(Quarantine quarantine) {}

        @Override
        public void onSnapshot(ArenaSnapshot snapshot, int elitePoolSize, long trials) {}

        @Override
        public void onControlGroup(List<ControlCounts> counts) {}
    };

    /** A bar was processed by every agent, {@code nanos} after the sequencer had published it. */
    void onBar(Instrument instrument, ArenaEvent bar, long nanos);

    /** An operator took an instrument out: its series end. */
    default void onRemoved(Instrument instrument) {}

    /** Bars cannot be learned. */
    void onGap(Instrument instrument, Gap gap);

    /** An order has filled; crowded where all agents together had more than its bar's volume. */
    void onFill(Outcome fill, boolean isCrowded);

    /** A verdict has taken effect. */
    void onVerdict(Verdict verdict);

    /** An agent was taken out. */
    void onQuarantine(Quarantine quarantine);

    /** A new snapshot is visible. */
    void onSnapshot(ArenaSnapshot snapshot, int elitePoolSize, long trials);

    /** What became of the control group, as of that snapshot. */
    void onControlGroup(List<ControlCounts> counts);
}
