package crucible.factory.trial;

import crucible.fill.LaneDesk;
import crucible.model.Timeframe;
import crucible.model.VolatilityFits;
import crucible.runtime.ring.ArenaCore;
import crucible.runtime.ring.ArenaListener;
import crucible.runtime.ring.DirectSlots;
import crucible.runtime.ring.EventStage;
import crucible.runtime.ring.Sequencer;
import crucible.watchtower.Watchtower;
import java.util.List;

/** The arena of a trial: the live arena's stages and sequencer on the caller's thread, and a breeder that breeds nothing. */
final class TrialArena {
    private final ArenaCore core;
    private final Sequencer.SequencerSettings sequencing;

    TrialArena(
            int lanes,
            TrialSettings settings,
            List<Timeframe> timeframes,
            long boundaryGraceMs,
            VolatilityFits fits,
            ArenaListener listener) {
        core = new ArenaCore(
                lanes,
                () -> new LaneDesk(settings.costs()),
                settings.thresholds(),
                new Watchtower(settings.watchtower(), settings.capitalUsdE8()),
                new BarrenBreeder(),
                fits,
                listener);
        sequencing = new Sequencer.SequencerSettings(timeframes, boundaryGraceMs, Integer.MAX_VALUE, Long.MAX_VALUE);
    }

    ArenaCore core() {
        return core;
    }

    /** A sequencer that feeds the stages from their beginning. */
    Sequencer sequencer() {
        return new Sequencer(new DirectSlots(core, EventStage.NONE), core.outbox(), sequencing, () -> 0);
    }

    /** A sequencer that goes on where another has left the stages. */
    Sequencer nextSequencer() {
        final Sequencer next = sequencer();
        next.takeOver(core);
        next.resume();
        return next;
    }
}
