package crucible.exchange.feed;

import crucible.exchange.Listing;
import crucible.model.Require;
import crucible.model.Timeframe;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * What a venue's feed connects to and asks for.
 *
 * @param venue its name in events, instruments and metrics; also says which protocol is spoken
 * @param wsUrl base address of the streams, {@code ws://} or {@code wss://}, without a path
 * @param restUrl base address of REST, {@code http://} or {@code https://}, without a path
 * @param listings symbols in the order in which simultaneous bars are handed on; at least one
 * @param timeframes bars asked for, at least one, without repetition
 * @param quotes whether best bid and ask are asked for
 * @param trades whether trades are asked for, to compare bars with them
 * @param warmUpBars closed bars fetched per symbol and timeframe before the stream starts, 0 to 5,000
 * @param quoteIntervalMs event time between two quotes of one instrument, at least 0
 * @param latencyMs the first quote this long after a bar's close is always handed on
 * @param staleAfterMs time without any market data after which a connection is given up, above 0
 * @param rulesEveryMs time between two looks at the instruments' order rules while the feed lives, 0 for none
 */
public record FeedSettings(
        String venue,
        String wsUrl,
        String restUrl,
        List<Listing> listings,
        List<Timeframe> timeframes,
        boolean quotes,
        boolean trades,
        int warmUpBars,
        long quoteIntervalMs,
        long latencyMs,
        long staleAfterMs,
        long rulesEveryMs) {
    public FeedSettings {
        Require.text("venue", venue);
        Require.that(wsUrl.startsWith("ws://") || wsUrl.startsWith("wss://"), "wsUrl is ws:// or wss://", wsUrl);
        Require.that(
                restUrl.startsWith("http://") || restUrl.startsWith("https://"),
                "restUrl is http:// or https://",
                restUrl);
        wsUrl = withoutSlash(wsUrl);
        restUrl = withoutSlash(restUrl);
        listings = List.copyOf(listings);
        Require.that(!listings.isEmpty(), "at least one listing", listings);
        final Set<String> symbols = new HashSet<>();
        final Set<Integer> ids = new HashSet<>();
        for (Listing listing : listings) {
            Require.that(symbols.add(listing.symbol()), "symbols are distinct", listing.symbol());
            Require.that(ids.add(listing.instrumentId()), "instrument ids are distinct", listing.instrumentId());
        }
        Require.that(!timeframes.isEmpty(), "at least one timeframe", timeframes);
        Require.that(EnumSet.copyOf(timeframes).size() == timeframes.size(), "timeframes are distinct", timeframes);
        timeframes = timeframes.stream().sorted().toList();
        Require.between("warmUpBars", warmUpBars, 0, 5_000);
        Require.notNegative("quoteIntervalMs", quoteIntervalMs);
        Require.notNegative("latencyMs", latencyMs);
        Require.positive("staleAfterMs", staleAfterMs);
        Require.notNegative("rulesEveryMs", rulesEveryMs);
    }

    /** Order rules are read when a connection begins, and not again; no trades. */
    public FeedSettings(
            String venue,
            String wsUrl,
            String restUrl,
            List<Listing> listings,
            List<Timeframe> timeframes,
            boolean quotes,
            int warmUpBars,
            long quoteIntervalMs,
            long latencyMs,
            long staleAfterMs) {
        this(
                venue,
                wsUrl,
                restUrl,
                listings,
                timeframes,
                quotes,
                false,
                warmUpBars,
                quoteIntervalMs,
                latencyMs,
                staleAfterMs,
                0);
    }

    /** 5m and 15m bars, quotes, no trades, 500 bars of warm-up, one quote a second. */
    public static FeedSettings of(String venue, String wsUrl, String restUrl, List<Listing> listings) {
        return new FeedSettings(
                venue, wsUrl, restUrl, listings, List.of(Timeframe.M5, Timeframe.M15), true, 500, 1_000, 250, 30_000);
    }

    /** What may differ from other settings. */
    private static final class Draft {
        private final FeedSettings like;
        private String wsUrl;
        private String restUrl;
        private List<Listing> listings;
        private boolean trades;
        private int warmUpBars;
        private long rulesEveryMs;

        Draft(FeedSettings like) {
            this.like = like;
            wsUrl = like.wsUrl;
            restUrl = like.restUrl;
            listings = like.listings;
            trades = like.trades;
            warmUpBars = like.warmUpBars;
            rulesEveryMs = like.rulesEveryMs;
        }

        FeedSettings settings() {
            return new FeedSettings(
                    like.venue,
                    wsUrl,
                    restUrl,
                    listings,
                    like.timeframes,
                    like.quotes,
                    trades,
                    warmUpBars,
                    like.quoteIntervalMs,
                    like.latencyMs,
                    like.staleAfterMs,
                    rulesEveryMs);
        }
    }

    /** The same with other base addresses. */
    public FeedSettings withUrls(String otherWsUrl, String otherRestUrl) {
        final Draft draft = new Draft(this);
        draft.wsUrl = otherWsUrl;
        draft.restUrl = otherRestUrl;
        return draft.settings();
    }

    /** The same with another warm-up. */
    public FeedSettings withWarmUpBars(int bars) {
        final Draft draft = new Draft(this);
        draft.warmUpBars = bars;
        return draft.settings();
    }

    /** The same with other listings. */
    public FeedSettings withListings(List<Listing> others) {
        final Draft draft = new Draft(this);
        draft.listings = others;
        return draft.settings();
    }

    /** The same with a look at the order rules every so often. */
    public FeedSettings withRulesEveryMs(long everyMs) {
        final Draft draft = new Draft(this);
        draft.rulesEveryMs = everyMs;
        return draft.settings();
    }

    /** The same with trades, or without. */
    public FeedSettings withTrades(boolean wanted) {
        final Draft draft = new Draft(this);
        draft.trades = wanted;
        return draft.settings();
    }

    /** Streams that a symbol takes: one per timeframe, one for quotes, one for trades. */
    public int streamsPerSymbol() {
        return timeframes.size() + (quotes ? 1 : 0) + (trades ? 1 : 0);
    }

    private static String withoutSlash(String url) {
        return url.endsWith("/") ? url.substring(0, url.length() - 1) : url;
    }
}
