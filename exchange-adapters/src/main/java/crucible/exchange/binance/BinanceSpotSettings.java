package crucible.exchange.binance;

import crucible.exchange.Listing;
import crucible.model.Require;
import crucible.model.Timeframe;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * What the Binance Spot feed connects to and asks for.
 *
 * @param venue name in events, instruments and metrics
 * @param wsUrl base address of the streams, {@code ws://} or {@code wss://}, without a path
 * @param restUrl base address of REST, {@code http://} or {@code https://}, without a path
 * @param listings symbols in the order in which simultaneous bars are handed on; at least one
 * @param timeframes bars asked for, at least one, without repetition
 * @param quotes whether best bid and ask are asked for
 * @param warmUpBars closed bars fetched per symbol and timeframe before the stream starts, 0 to 5,000
 * @param quoteIntervalMs event time between two quotes of one instrument, at least 0
 * @param latencyMs the first quote this long after a bar's close is always handed on
 * @param staleAfterMs wall time without any frame after which the connection is given up, above 0
 */
public record BinanceSpotSettings(
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
    /** The venue's public name. */
    public static final String VENUE = "binance-spot";

    /** Streams that one connection of the venue carries. */
    private static final int MAX_STREAMS = 1024;

    public BinanceSpotSettings {
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
        final int streams = listings.size() * (timeframes.size() + (quotes ? 1 : 0));
        Require.that(streams <= MAX_STREAMS, "one connection carries at most " + MAX_STREAMS + " streams", streams);
        Require.between("warmUpBars", warmUpBars, 0, 5_000);
        Require.notNegative("quoteIntervalMs", quoteIntervalMs);
        Require.notNegative("latencyMs", latencyMs);
        Require.positive("staleAfterMs", staleAfterMs);
    }

    /** The exchange's market data hosts, 5m and 15m bars, quotes, 500 bars of warm-up, one quote a second. */
    public static BinanceSpotSettings of(List<Listing> listings) {
        return new BinanceSpotSettings(
                VENUE,
                "wss://data-stream.binance.vision",
                "https://data-api.binance.vision",
                listings,
                List.of(Timeframe.M5, Timeframe.M15),
                true,
                500,
                1_000,
                250,
                30_000);
    }

    /** The same with other base addresses. */
    public BinanceSpotSettings withUrls(String otherWsUrl, String otherRestUrl) {
        return new BinanceSpotSettings(
                venue,
                otherWsUrl,
                otherRestUrl,
                listings,
                timeframes,
                quotes,
                warmUpBars,
                quoteIntervalMs,
                latencyMs,
                staleAfterMs);
    }

    /** The same with another warm-up. */
    public BinanceSpotSettings withWarmUpBars(int bars) {
        return new BinanceSpotSettings(
                venue, wsUrl, restUrl, listings, timeframes, quotes, bars, quoteIntervalMs, latencyMs, staleAfterMs);
    }

    /** The same with other listings. */
    public BinanceSpotSettings withListings(List<Listing> others) {
        return new BinanceSpotSettings(
                venue,
                wsUrl,
                restUrl,
                others,
                timeframes,
                quotes,
                warmUpBars,
                quoteIntervalMs,
                latencyMs,
                staleAfterMs);
    }

    private static String withoutSlash(String url) {
        return url.endsWith("/") ? url.substring(0, url.length() - 1) : url;
    }
}
