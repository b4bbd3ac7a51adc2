package crucible.exchange.binance;

import crucible.exchange.FeedCounters;
import crucible.exchange.FeedStats;
import crucible.exchange.connection.Connection;
import crucible.exchange.connection.ConnectionTimer;
import crucible.exchange.connection.RestClient;
import crucible.exchange.connection.ThreadTimer;
import crucible.model.FeedSink;
import crucible.model.FrameRejections;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import okhttp3.Dispatcher;
import okhttp3.OkHttpClient;

/**
 * Market data of Binance Spot, or of any server that speaks its public protocol. Instruments, warm-up bars, live bars,
 * quotes, gaps and the feed's state go to the sink, in the order that the package describes. Any thread may call.
 */
public final class BinanceSpotAdapter implements AutoCloseable {
    private final FeedCounters counters;
    private final Connection connection;

    /** A feed on the machine's clocks. */
    public BinanceSpotAdapter(BinanceSpotSettings settings, FeedSink sink, FrameRejections rejections) {
        this(settings, sink, rejections, new ThreadTimer("feed-" + settings.venue()));
    }

    /** A feed on clocks of the caller's choice. Closing the adapter closes the timer. */
    public BinanceSpotAdapter(
            BinanceSpotSettings settings, FeedSink sink, FrameRejections rejections, ConnectionTimer timer) {
        counters = new FeedCounters(rejections);
        final ExecutorService readers = Executors.newCachedThreadPool(task -> {
            final Thread thread = new Thread(task, "feed-" + settings.venue() + "-reader");
            thread.setDaemon(true);
            return thread;
        });
        final OkHttpClient http =
                new OkHttpClient.Builder().dispatcher(new Dispatcher(readers)).build();
        final SpotRest rest = new SpotRest(new RestClient(http), settings.restUrl(), settings.venue(), counters);
        final SpotMarkets markets = new SpotMarkets(settings, rest, sink, counters, timer);
        final SpotBackfill backfill = new SpotBackfill(settings, rest, counters);
        final SpotFeed feed = new SpotFeed(settings, counters, markets, backfill);
        connection = new Connection(settings.venue(), http, feed, sink, counters, timer, settings.staleAfterMs());
    }

    /** Starts in the background and returns at once; the state arrives at the sink. Call it once. */
    public void start() {
        connection.start();
    }

    /** Counts and state now. */
    public FeedStats stats() {
        return counters.snapshot();
    }

    /** Ends the feed within seconds. A sink that still blocks is interrupted; after that nothing is handed on. */
    @Override
    public void close() {
        connection.close();
    }
}
