package crucible.exchange.venue;

import crucible.exchange.Listing;
import crucible.exchange.binance.BinanceRest;
import crucible.exchange.binance.BinanceStreams;
import crucible.exchange.bybit.BybitRest;
import crucible.exchange.bybit.BybitStreams;
import crucible.exchange.coinbase.CoinbaseRest;
import crucible.exchange.coinbase.CoinbaseStreams;
import crucible.exchange.feed.FeedSettings;
import crucible.exchange.feed.RestDialect;
import crucible.exchange.feed.StreamDialect;
import crucible.exchange.kraken.KrakenRest;
import crucible.exchange.kraken.KrakenStreams;
import crucible.exchange.okx.OkxRest;
import crucible.exchange.okx.OkxStreams;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/** The venues whose public market data can be listened to. */
public enum Venue {
    BINANCE_SPOT(
            "binance-spot",
            "wss://data-stream.binance.vision",
            "https://data-api.binance.vision",
            "%s%s",
            "USDT",
            BinanceStreams.spot(),
            BinanceRest.spot()),
    BINANCE_USDM(
            "binance-usdm",
            "wss://fstream.binance.com",
            "https://fapi.binance.com",
            "%s%s",
            "USDT",
            BinanceStreams.usdm(),
            BinanceRest.usdm()),
    BYBIT_SPOT(
            "bybit-spot",
            "wss://stream.bybit.com",
            "https://api.bybit.com",
            "%s%s",
            "USDT",
            BybitStreams.spot(),
            BybitRest.spot()),
    BYBIT_LINEAR(
            "bybit-linear",
            "wss://stream.bybit.com",
            "https://api.bybit.com",
            "%s%s",
            "USDT",
            BybitStreams.linear(),
            BybitRest.linear()),
    OKX_SPOT(
            "okx-spot",
            "wss://ws.okx.com:8443",
            "https://openapi.okx.com",
            "%s-%s",
            "USDT",
            OkxStreams.spot(),
            OkxRest.spot()),
    OKX_SWAP(
            "okx-swap",
            "wss://ws.okx.com:8443",
            "https://openapi.okx.com",
            "%s-%s-SWAP",
            "USDT",
            OkxStreams.swap(),
            OkxRest.swap()),
    KRAKEN(
            "kraken",
            "wss://ws.kraken.com",
            "https://api.kraken.com",
            "%s/%s",
            "USD",
            KrakenStreams.of(),
            KrakenRest.of()),
    COINBASE(
            "coinbase",
            "wss://advanced-trade-ws.coinbase.com",
            "https://api.coinbase.com",
            "%s-%s",
            "USD",
            CoinbaseStreams.of(),
            CoinbaseRest.of());

    private final String label;
    private final String wsUrl;
    private final String restUrl;
    private final String pattern;
    private final String dollar;
    private final StreamDialect streams;
    private final RestDialect rest;

    Venue(
            String label,
            String wsUrl,
            String restUrl,
            String pattern,
            String dollar,
            StreamDialect streams,
            RestDialect rest) {
        this.label = label;
        this.wsUrl = wsUrl;
        this.restUrl = restUrl;
        this.pattern = pattern;
        this.dollar = dollar;
        this.streams = streams;
        this.rest = rest;
    }

    /** As users write it, and as it stands in events and metrics: {@code binance-spot}. */
    public String label() {
        return label;
    }

    /** Base address of the public streams. */
    public String wsUrl() {
        return wsUrl;
    }

    /** Base address of the public REST. */
    public String restUrl() {
        return restUrl;
    }

    /** The venue's symbol for a pair: {@code BTCUSDT}. */
    public String symbol(String base, String quote) {
        return String.format(pattern, base, quote);
    }

    /** The symbol under which a base currency trades against the dollar that is usual there. */
    public String symbol(String base) {
        return symbol(base, dollar);
    }

    StreamDialect streams() {
        return streams;
    }

    RestDialect rest() {
        return rest;
    }

    /** All labels, in a fixed order. */
    public static List<String> labels() {
        return Arrays.stream(values()).map(Venue::label).toList();
    }

    /** The venue of a label; empty where there is none. */
    public static Optional<Venue> of(String label) {
        return Arrays.stream(values())
                .filter(venue -> venue.label.equals(label))
                .findFirst();
    }

    /** What is usual: the venue's public addresses, 5m and 15m bars, quotes, 500 bars of warm-up. */
    public FeedSettings settings(List<Listing> listings) {
        return FeedSettings.of(label, wsUrl, restUrl, listings);
    }
}
