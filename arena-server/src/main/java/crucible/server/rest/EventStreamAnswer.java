package crucible.server.rest;

import crucible.server.view.EventFeed;
import java.util.Set;

/** Server-sent events of {@code feed}, of the named types only; an empty set means all. */
record EventStreamAnswer(EventFeed feed, Set<String> types, long sequence) implements Answer {
    EventStreamAnswer {
        types = Set.copyOf(types);
    }

    @Override
    public <R> R visit(Visitor<R> visitor) {
        return visitor.eventStream(this);
    }
}
