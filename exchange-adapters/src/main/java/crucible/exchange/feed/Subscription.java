package crucible.exchange.feed;

import java.util.List;

/**
 * A subscription message.
 *
 * @param message as it is sent
 * @param keys under which the venue acknowledges what it asks for; all of them must come
 */
public record Subscription(String message, List<String> keys) {
    public Subscription {
        keys = List.copyOf(keys);
    }
}
