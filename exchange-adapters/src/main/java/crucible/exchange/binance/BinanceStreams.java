package crucible.exchange.binance;

import crucible.exchange.connection.ConnectionRules;
import crucible.exchange.feed.FrameReader;
import crucible.exchange.feed.StreamDialect;
import crucible.exchange.feed.Subscription;
import crucible.exchange.feed.Wanted;
import crucible.model.Timeframe;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** Binance's streams. The venue pings by itself and ends a socket after a day. Immutable. */
public final class BinanceStreams implements StreamDialect {
    private static final long DAY_MS = 86_400_000L;
    private static final long FIVE_MINUTES_MS = 300_000;
    private static final int STREAMS_PER_SOCKET = 1_024;
    /** Keeps a subscription message well below the length at which the venue drops the connection. */
    private static final int STREAMS_PER_MESSAGE = 200;

    private BinanceStreams() {}

    /** Those of Binance Spot. */
    public static BinanceStreams spot() {
        return new BinanceStreams();
    }

    @Override
    public String socketPath() {
        return "/ws";
    }

    @Override
    public ConnectionRules rules() {
        return ConnectionRules.of(300, FIVE_MINUTES_MS).withLifetimeMs(DAY_MS);
    }

    @Override
    public int symbolsPerSocket(int streamsPerSymbol) {
        return STREAMS_PER_SOCKET / streamsPerSymbol;
    }

    @Override
    public List<Subscription> subscriptions(List<Wanted> wanted) {
        final List<String> streams = new ArrayList<>();
        for (Wanted one : wanted) {
            final String symbol = one.symbol().toLowerCase(Locale.ROOT);
            for (Timeframe timeframe : one.timeframes()) {
                streams.add(symbol + "@kline_" + timeframe.label());
            }
            if (one.quotes()) {
                streams.add(symbol + "@bookTicker");
            }
        }
        final List<Subscription> subscriptions = new ArrayList<>();
        for (int from = 0; from < streams.size(); from += STREAMS_PER_MESSAGE) {
            final List<String> some = streams.subList(from, Math.min(streams.size(), from + STREAMS_PER_MESSAGE));
            final String id = Integer.toString(subscriptions.size() + 1);
            subscriptions.add(new Subscription(
                    "{\"method\":\"SUBSCRIBE\",\"params\":[\"" + String.join("\",\"", some) + "\"],\"id\":" + id + "}",
                    List.of(id)));
        }
        return subscriptions;
    }

    @Override
    public FrameReader reader() {
        return new BinanceFrames();
    }

    @Override
    public boolean callsCandlesFinal() {
        return true;
    }
}
