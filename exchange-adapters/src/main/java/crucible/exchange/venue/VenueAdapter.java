package crucible.exchange.venue;

import crucible.exchange.BarAgreements;
import crucible.exchange.FeedCounters;
import crucible.exchange.FeedStats;
import crucible.exchange.Listing;
import crucible.exchange.connection.AttemptGate;
import crucible.exchange.connection.Connection;
import crucible.exchange.connection.ConnectionRules;
import crucible.exchange.connection.ConnectionTimer;
import crucible.exchange.connection.RequestBudget;
import crucible.exchange.connection.RestClient;
import crucible.exchange.connection.ThreadTimer;
import crucible.exchange.feed.FeedSettings;
import crucible.exchange.feed.MarketFeed;
import crucible.exchange.feed.MarketFeeds;
import crucible.exchange.feed.RestDialect;
import crucible.exchange.feed.StreamDialect;
import crucible.exchange.feed.VenueRest;
import crucible.exchange.rules.ListedInstrument;
import crucible.model.FeedSink;
import crucible.model.FrameRejections;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import okhttp3.Dispatcher;
import okhttp3.OkHttpClient;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Market data of a venue, or of any server that speaks its public protocol. Instruments, warm-up bars, live bars, quotes,
 * gaps and the feed's state go to the sink, in the order that {@link crucible.exchange.feed} describes. Where the symbols
 * are more than one socket may carry, several share them. Any thread may call.
 */
public final class VenueAdapter implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(VenueAdapter.class);
    private static final int CLOSE_SECONDS = 5;

    private final String venue;
    private final FeedCounters counters;
    private final OkHttpClient http;
    private final ConnectionTimer timer;
    private final long rulesEveryMs;
    private final FeedSettings settings;
    private final MarketFeeds feeds;
    private final ConnectionRules rules;
    private final Connection.Shared shared;
    private final OverallState overall;
    private final VenueRest asking;
    private final int symbolsPerSocket;
    private final List<Shard> shards = new CopyOnWriteArrayList<>();

    /** A feed on the machine's clocks. The settings name one of the {@link Venue}s. */
    public VenueAdapter(FeedSettings settings, FeedSink sink, FrameRejections rejections) {
        this(settings, sink, rejections, new ThreadTimer("feed-" + settings.venue()));
    }

    /** A feed on clocks of the caller's choice. Closing the adapter closes the timer. */
    public VenueAdapter(FeedSettings settings, FeedSink sink, FrameRejections rejections, ConnectionTimer timer) {
        this(settings, sink, rejections, timer, spoken(settings).rest().budgetWeight());
    }

    /** The same that asks REST for another weight in its window: a market played fast is asked often. */
    VenueAdapter(
            FeedSettings settings,
            FeedSink sink,
            FrameRejections rejections,
            ConnectionTimer timer,
            long budgetWeight) {
        this(settings, sink, rejections, timer, budgetWeight, spoken(settings).streams());
    }

    /** The same of a venue whose streams have other limits. */
    VenueAdapter(
            FeedSettings settings,
            FeedSink sink,
            FrameRejections rejections,
            ConnectionTimer timer,
            long budgetWeight,
            StreamDialect streams) {
        this.settings = settings;
        this.venue = settings.venue();
        this.timer = timer;
        this.rulesEveryMs = settings.rulesEveryMs();
        counters = new FeedCounters(rejections);
        final ExecutorService readers = Executors.newCachedThreadPool(task -> {
            final Thread thread = new Thread(task, "feed-" + settings.venue() + "-reader");
            thread.setDaemon(true);
            return thread;
        });
        http = new OkHttpClient.Builder().dispatcher(new Dispatcher(readers)).build();
        final RestDialect rest = spoken(settings).rest();
        final RestClient client =
                new RestClient(http, new RequestBudget(timer, budgetWeight, rest.budgetWindowMs()), budgetWeight);
        feeds = new MarketFeeds(streams, rest, client, sink, counters, timer);
        rules = streams.rules().withStaleAfterMs(settings.staleAfterMs());
        shared = new Connection.Shared(
                http, timer, counters, new AttemptGate(rules.attempts(), rules.attemptsWithinMs()));
        asking = new VenueRest(client, rest, settings, (where, reason, detail) -> {});
        symbolsPerSocket = streams.symbolsPerSocket(settings.streamsPerSymbol());
        final List<List<Listing>> parts = parts(settings.listings(), symbolsPerSocket);
        overall = new OverallState(settings.venue(), parts.size(), sink, counters);
        for (int i = 0; i < parts.size(); i++) {
            shards.add(
                    shard(i, parts.size() == 1 ? venue : venue + " " + (i + 1) + " of " + parts.size(), parts.get(i)));
        }
    }

    private Shard shard(int number, String name, List<Listing> listings) {
        final MarketFeed feed = feeds.feed(settings.withListings(listings));
        final Connection connection =
                new Connection(name, feed, rules, shared, (state, detail) -> overall.onState(number, state, detail));
        return new Shard(number, feed, connection, listings);
    }

    /**
     * What a venue says of a symbol.
     *
     * @param tradable whether it can be traded here; else {@code detail} says why not
     * @param near symbols that were probably meant, where it is unknown; the nearest first
     */
    public record Known(boolean tradable, String detail, List<String> near) {}

    /**
     * Asks the venue whether a symbol can be traded here; waits for the answer.
     *
     * @throws IOException where the venue cannot be asked now
     */
    public Known ask(String symbol) throws IOException {
        synchronized (asking) {
            final long atMs = asking.serverTimeMs();
            for (ListedInstrument one : asking.instruments(List.of(symbol), atMs)) {
                if (one.symbol().equals(symbol)) {
                    return one.visit(
                            tradable -> tradable(tradable.terms()),
                            halted -> tradable(halted.terms()),
                            refused -> new Known(false, refused.reason() + ", " + refused.detail(), List.of()));
                }
            }
            final List<String> known = asking.instruments(List.of(), atMs).stream()
                    .filter(one -> one.visit(tradable -> true, halted -> true, refused -> false))
                    .map(ListedInstrument::symbol)
                    .toList();
            return new Known(false, "not listed there", NearSymbols.of(symbol, known));
        }
    }

    private Known tradable(ListedInstrument.Terms terms) {
        try {
            terms.toInstrument(0, venue);
            return new Known(true, "", List.of());
        } catch (IllegalArgumentException | ArithmeticException refused) {
            return new Known(false, String.valueOf(refused.getMessage()), List.of());
        }
    }

    /**
     * Takes in another symbol while the feed lives: first its instrument and its history, then its stream. The streams of
     * the others go on. Returns at once.
     */
    public void add(Listing listing) {
        timer.schedule(0, () -> {
            for (Shard shard : shards) {
                if (shard.size() < symbolsPerSocket) {
                    shard.add(listing);
                    return;
                }
            }
            final int number = overall.add();
            final Shard own = shard(number, venue + " " + (number + 1), List.of(listing));
            shards.add(own);
            own.connection().start();
        });
    }

    /** Takes out a symbol while the feed lives; the streams of the others go on. Returns at once. */
    public void remove(String symbol) {
        timer.schedule(0, () -> {
            for (Shard shard : shards) {
                if (shard.has(symbol)) {
                    shard.remove(symbol);
                    if (shard.size() == 0) {
                        shards.remove(shard);
                        overall.end(shard.number());
                    }
                }
            }
        });
    }

    /**
     * Asks the venue for its time, in epoch milliseconds; waits for the answer.
     *
     * @throws IOException where it does not answer as that venue does
     */
    public static long timeMs(FeedSettings settings) throws IOException {
        final RestDialect rest = spoken(settings).rest();
        final OkHttpClient http = new OkHttpClient();
        try (ThreadTimer timer = new ThreadTimer("clock-" + settings.venue())) {
            final RequestBudget budget = new RequestBudget(timer, rest.budgetWeight(), rest.budgetWindowMs());
            return VenueRest.serverTimeMs(new RestClient(http, budget, rest.budgetWeight()), rest, settings);
        } finally {
            http.dispatcher().executorService().shutdown();
            http.connectionPool().evictAll();
        }
    }

    private static Venue spoken(FeedSettings settings) {
        return Venue.of(settings.venue())
                .orElseThrow(() -> new IllegalArgumentException(
                        "required: venue is one of " + Venue.labels() + ", but was " + settings.venue()));
    }

    /** The listings in their order, cut into parts of at most {@code size}. */
    private static List<List<Listing>> parts(List<Listing> listings, int size) {
        final List<List<Listing>> parts = new ArrayList<>();
        for (int from = 0; from < listings.size(); from += size) {
            parts.add(listings.subList(from, Math.min(listings.size(), from + size)));
        }
        return parts;
    }

    /** Starts in the background and returns at once; the state arrives at the sink. Call it once. */
    public void start() {
        shards.forEach(shard -> shard.connection().start());
        lookLater();
    }

    private void lookLater() {
        if (rulesEveryMs > 0) {
            timer.schedule(rulesEveryMs, () -> {
                shards.forEach(shard -> shard.connection().look());
                lookLater();
            });
        }
    }

    /** Counts and state now. */
    public FeedStats stats() {
        return counters.snapshot();
    }

    /** How the venue's bars agree with its trades; empty where trades are not asked for. */
    public BarAgreements agreements() {
        return counters.agreements();
    }

    /** Ends the feed within seconds. A sink that still blocks is interrupted; after that nothing is handed on. */
    @Override
    public void close() {
        shards.forEach(shard -> shard.connection().close());
        http.dispatcher().cancelAll();
        http.dispatcher().executorService().shutdownNow();
        timer.close();
        http.connectionPool().evictAll();
        try {
            if (!http.dispatcher().executorService().awaitTermination(CLOSE_SECONDS, TimeUnit.SECONDS)) {
                LOG.warn("{}: a reader still runs after {} s", venue, CLOSE_SECONDS);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
