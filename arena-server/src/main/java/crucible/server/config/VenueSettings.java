package crucible.server.config;

import crucible.exchange.venue.Venue;
import crucible.model.Require;
import java.util.HashSet;
import java.util.List;

/**
 * A venue that the arena listens to.
 *
 * @param name which venue and market, such as {@code binance-spot}: one of {@link Venue#labels()}
 * @param instruments its symbols, in the order in which simultaneous bars are handed on
 * @param quotes whether best bid and ask are asked for; without them nothing can fill
 * @param trades whether trades are asked for; bars are compared with them
 * @param wsUrl base address of its streams
 * @param restUrl base address of its REST interface
 * @param warmUpBars closed bars fetched per symbol and timeframe before the stream starts, in [0, 5000]
 * @param quoteIntervalMs event time between two quotes of one instrument, in [0, 60000]
 * @param staleAfterMs wall time without any frame after which the connection is made anew, in [1000, 600000]
 * @param rulesEveryMs wall time between two looks at the order rules, 0 for none, else in [60000, 86400000]
 */
public record VenueSettings(
        String name,
        List<String> instruments,
        boolean quotes,
        boolean trades,
        String wsUrl,
        String restUrl,
        int warmUpBars,
        long quoteIntervalMs,
        long staleAfterMs,
        long rulesEveryMs) {
    public VenueSettings {
        Require.that(Venue.of(name).isPresent(), "name is one of " + String.join(", ", Venue.labels()), name);
        instruments = List.copyOf(instruments);
        Require.that(!instruments.isEmpty(), "instruments has at least one", instruments);
        Require.that(new HashSet<>(instruments).size() == instruments.size(), "instruments are distinct", instruments);
        for (String symbol : instruments) {
            Require.that(
                    symbol.matches("[A-Z0-9/_-]{2,40}"), "instruments are symbols of A-Z, 0-9, /, - and _", symbol);
        }
        Require.that(wsUrl.matches("wss?://.+"), "wsUrl is ws:// or wss://", wsUrl);
        Require.that(restUrl.matches("https?://.+"), "restUrl is http:// or https://", restUrl);
        Require.between("warmUpBars", warmUpBars, 0, 5_000);
        Require.that(
                0 <= quoteIntervalMs && quoteIntervalMs <= 60_000,
                "quoteIntervalMillis lies in [0, 60000]",
                quoteIntervalMs);
        Require.that(
                1_000 <= staleAfterMs && staleAfterMs <= 600_000,
                "staleAfterMillis lies in [1000, 600000]",
                staleAfterMs);
        Require.that(
                rulesEveryMs == 0 || 60_000 <= rulesEveryMs && rulesEveryMs <= 86_400_000,
                "rulesEveryMillis is 0 or lies in [60000, 86400000]",
                rulesEveryMs);
    }

    /** Binance's public market data, two symbols. */
    public static VenueSettings binanceSpot() {
        return of(Venue.BINANCE_SPOT.label());
    }

    /** What holds for a venue of which only the name is said: its public addresses, two symbols. */
    static VenueSettings of(String name) {
        final Venue venue = Venue.of(name)
                .orElseThrow(() -> new IllegalArgumentException(
                        "required: name is one of " + Venue.labels() + ", but was " + name));
        return new VenueSettings(
                venue.label(),
                List.of(venue.symbol("BTC"), venue.symbol("ETH")),
                true,
                true,
                venue.wsUrl(),
                venue.restUrl(),
                500,
                1_000,
                30_000,
                3_600_000);
    }
}
