package crucible.runtime.ring;

import crucible.runtime.event.ArenaEvent;

/** Whatever takes events in order on one thread. */
@FunctionalInterface
public interface EventStage {
    /** Does nothing. */
    EventStage NONE = event -> {};

    /** Takes one event; the slot is readable only inside the call. */
    void onEvent(ArenaEvent event);
}
