package crucible.exchange.venue;

import crucible.exchange.Listing;
import crucible.exchange.connection.Connection;
import crucible.exchange.feed.MarketFeed;
import java.util.ArrayList;
import java.util.List;

/** Symbols that share one connection. Its list belongs to the feed's control thread once the feed has started. */
final class Shard {
    private final int number;
    private final MarketFeed feed;
    private final Connection connection;
    private final List<Listing> listings;

    Shard(int number, MarketFeed feed, Connection connection, List<Listing> listings) {
        this.number = number;
        this.feed = feed;
        this.connection = connection;
        this.listings = new ArrayList<>(listings);
    }

    /** Its place among the venue's connections. */
    int number() {
        return number;
    }

    Connection connection() {
        return connection;
    }

    int size() {
        return listings.size();
    }

    boolean has(String symbol) {
        return listings.stream().anyMatch(listing -> listing.symbol().equals(symbol));
    }

    void add(Listing listing) {
        listings.add(listing);
        connection.change(() -> feed.add(listing));
    }

    /** Takes a symbol out; the connection ends with the last one. */
    void remove(String symbol) {
        listings.removeIf(listing -> listing.symbol().equals(symbol));
        if (listings.isEmpty()) {
            connection.close();
        } else {
            connection.change(() -> feed.remove(symbol));
        }
    }
}
