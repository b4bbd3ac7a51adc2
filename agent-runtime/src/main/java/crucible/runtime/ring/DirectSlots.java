package crucible.runtime.ring;

import crucible.runtime.event.ArenaEvent;

/** Runs the stages on the sequencer's own thread, without a ring: trials and tests. */
public final class DirectSlots implements Slots {
    private final ArenaCore core;
    private final EventStage first;
    private final ArenaEvent event = new ArenaEvent();

    /** @param first sees each event before the stages, as the journal does in the ring */
    public DirectSlots(ArenaCore core, EventStage first) {
        this.core = core;
        this.first = first;
    }

    @Override
    public ArenaEvent claim() {
        return event;
    }

    @Override
    public void publish() {
        first.onEvent(event);
        core.process(event);
    }

    @Override
    public void awaitJudged() {
        // publish() has judged already
    }
}
