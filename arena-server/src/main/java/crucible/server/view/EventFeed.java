package crucible.server.view;

import crucible.model.Require;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/**
 * Hands events to whoever listens. The publisher never waits: each subscriber has a bounded queue; an event that replaces
 * older ones takes their place, and when the queue is full the oldest event is dropped and counted. Thread-safe.
 */
public final class EventFeed {
    private final CopyOnWriteArrayList<Subscription> subscriptions = new CopyOnWriteArrayList<>();

    /** Whether anybody listens; a publisher may spare itself the making of events. */
    public boolean hasSubscribers() {
        return !subscriptions.isEmpty();
    }

    /** Puts {@code event} into every subscriber's queue. */
    public void publish(ArenaEvent event) {
        for (Subscription subscription : subscriptions) {
            subscription.offer(event);
        }
    }

    /**
     * Listens from now on.
     *
     * @param capacity most events that wait for this subscriber, above 0
     * @param wake called by the publisher when the queue was empty before; must return at once
     */
    public Subscription subscribe(int capacity, Runnable wake) {
        final Subscription subscription = new Subscription(capacity, wake);
        subscriptions.add(subscription);
        return subscription;
    }

    /** One subscriber's queue. */
    public final class Subscription implements AutoCloseable {
        private final int capacity;
        private final Runnable wake;
        private final Object lock = new Object();
        private final ArrayDeque<ArenaEvent> queue = new ArrayDeque<>();
        private long dropped;

        private Subscription(int capacity, Runnable wake) {
            this.capacity = (int) Require.positive("capacity", (long) capacity);
            this.wake = Require.present("wake", wake);
        }

        private void offer(ArenaEvent event) {
            final boolean wasEmpty;
            synchronized (lock) {
                wasEmpty = queue.isEmpty();
                if (event.replacesOlder()) {
                    removeOlder(event.type());
                }
                if (queue.size() == capacity) {
                    queue.removeFirst();
                    dropped++;
                }
                queue.addLast(event);
            }
            if (wasEmpty) {
                wake.run();
            }
        }

        private void removeOlder(String type) {
            final Iterator<ArenaEvent> waiting = queue.descendingIterator();
            while (waiting.hasNext()) {
                if (waiting.next().type().equals(type)) {
                    waiting.remove();
                    return;
                }
            }
        }

        /** Takes at most {@code most} events, oldest first. */
        public List<ArenaEvent> take(int most) {
            synchronized (lock) {
                final int count = Math.min(most, queue.size());
                final List<ArenaEvent> events = new ArrayList<>(count);
                for (int i = 0; i < count; i++) {
                    events.add(queue.removeFirst());
                }
                return events;
            }
        }

        /** Whether nothing waits. */
        public boolean isEmpty() {
            synchronized (lock) {
                return queue.isEmpty();
            }
        }

        /** Number of events dropped since the last call: what the reader has to fetch anew. */
        public long takeDropped() {
            synchronized (lock) {
                final long count = dropped;
                dropped = 0;
                return count;
            }
        }

        /** Stops listening. */
        @Override
        public void close() {
            subscriptions.remove(this);
        }
    }
}
