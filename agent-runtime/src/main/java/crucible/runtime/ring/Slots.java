package crucible.runtime.ring;

import crucible.runtime.event.ArenaEvent;

/** Where the sequencer puts events: the ring, or the stages directly. Used by one caller at a time. */
public interface Slots {
    /** The next slot, to be filled; blocks while the ring is full. */
    ArenaEvent claim();

    /** Publishes the slot claimed last. */
    void publish();

    /** Returns when the arbiter has judged every boundary published so far. */
    void awaitJudged();
}
