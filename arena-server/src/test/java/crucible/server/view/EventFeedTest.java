package crucible.server.view;

import static org.assertj.core.api.Assertions.assertThat;

import crucible.model.AgentState;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class EventFeedTest {
    private final EventFeed feed = new EventFeed();
    private final AtomicInteger wakes = new AtomicInteger();

    private static ArenaEvent born(long sequence) {
        return new ArenaEvent.Lifecycle(sequence, sequence, 1, "a", Optional.empty(), AgentState.WARMING, "born");
    }

    private static ArenaEvent boundary(long sequence) {
        return new ArenaEvent.Boundary(sequence, sequence, List.of(), Totals.NONE);
    }

    @Test
    void dropsTheOldestWhenFullAndCountsIt() {
        try (EventFeed.Subscription subscription = feed.subscribe(3, wakes::incrementAndGet)) {
            for (int i = 1; i <= 5; i++) {
                feed.publish(born(i));
            }
            assertThat(subscription.take(10)).extracting(ArenaEvent::sequence).containsExactly(3L, 4L, 5L);
            assertThat(subscription.takeDropped()).isEqualTo(2);
            assertThat(subscription.takeDropped()).isZero();
            assertThat(wakes).hasValue(1);
        }
    }

    @Test
    void aNewerBoundaryTakesThePlaceOfOneThatWaits() {
        try (EventFeed.Subscription subscription = feed.subscribe(3, wakes::incrementAndGet)) {
            feed.publish(boundary(1));
            feed.publish(born(2));
            feed.publish(boundary(3));
            feed.publish(boundary(4));
            assertThat(subscription.take(10)).extracting(ArenaEvent::sequence).containsExactly(2L, 4L);
            assertThat(subscription.takeDropped()).isZero();
        }
    }

    @Test
    void wakesAgainAfterTheQueueWasEmptied() {
        try (EventFeed.Subscription subscription = feed.subscribe(3, wakes::incrementAndGet)) {
            feed.publish(born(1));
            subscription.take(1);
            feed.publish(born(2));
            assertThat(wakes).hasValue(2);
        }
        assertThat(feed.hasSubscribers()).isFalse();
    }
}
