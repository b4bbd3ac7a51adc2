package crucible.exchange.feed;

import java.util.List;

/**
 * One socket and what is asked for on it.
 *
 * @param path its path and query, after the base address
 * @param subscriptions at least one
 * @param hasTrades whether trades are among them
 * @param hasMarks whether mark prices are among them
 */
public record SocketPlan(String path, List<Subscription> subscriptions, boolean hasTrades, boolean hasMarks) {
    public SocketPlan {
        subscriptions = List.copyOf(subscriptions);
    }
}
