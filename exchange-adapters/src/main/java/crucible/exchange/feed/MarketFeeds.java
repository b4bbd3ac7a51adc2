package crucible.exchange.feed;

import crucible.exchange.FeedCounters;
import crucible.exchange.connection.ConnectionTimer;
import crucible.exchange.connection.RestClient;
import crucible.model.FeedSink;

/**
 * Makes the feeds of one venue, one per socket.
 *
 * @param streams the venue's streams
 * @param rest the venue's REST
 * @param client reads it, within one budget
 * @param sink where bars, quotes and instruments go
 * @param counters counts for all of them
 * @param timer tells the wall time against which the venue's clock is measured
 */
public record MarketFeeds(
        StreamDialect streams,
        RestDialect rest,
        RestClient client,
        FeedSink sink,
        FeedCounters counters,
        ConnectionTimer timer) {
    /** A feed of the listings of {@code settings}. */
    public MarketFeed feed(FeedSettings settings) {
        final VenueRest venueRest = new VenueRest(client, rest, settings, counters);
        final Markets markets = new Markets(settings, venueRest, sink, counters, timer);
        final Backfill backfill = new Backfill(settings, venueRest, counters, streams.finality());
        final VenueRest looking = new VenueRest(client, rest, settings, counters);
        return new MarketFeed(settings, streams, counters, markets, backfill, looking);
    }
}
