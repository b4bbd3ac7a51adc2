package crucible.exchange.binance;

import crucible.exchange.connection.ConnectionRules;
import crucible.exchange.feed.FrameReader;
import crucible.exchange.feed.SocketPlan;
import crucible.exchange.feed.StreamDialect;
import crucible.exchange.feed.Subscription;
import crucible.exchange.feed.Wanted;
import crucible.model.Timeframe;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * Binance's streams; of futures mark prices too, every three seconds. The venue pings by itself and ends a socket after
 * a day. Futures part their streams: candles are on one route, quotes on another, and what is asked for on the wrong one
 * is acknowledged and never comes. Immutable.
 */
public final class BinanceStreams implements StreamDialect {
    private static final long DAY_MS = 86_400_000L;
    private static final long FIVE_MINUTES_MS = 300_000;
    /** Spot allows 1,024; older documents of futures said 200. */
    private static final int SPOT_STREAMS_PER_SOCKET = 1_024;

    private static final int FUTURES_STREAMS_PER_SOCKET = 200;
    /** Keeps a subscription message well below the length at which the venue drops the connection. */
    private static final int STREAMS_PER_MESSAGE = 200;

    private final boolean futures;

    private BinanceStreams(boolean futures) {
        this.futures = futures;
    }

    /** Those of Binance Spot. */
    public static BinanceStreams spot() {
        return new BinanceStreams(false);
    }

    /** Those of Binance USD-M futures. */
    public static BinanceStreams usdm() {
        return new BinanceStreams(true);
    }

    @Override
    public ConnectionRules rules() {
        return ConnectionRules.of(300, FIVE_MINUTES_MS).withLifetimeMs(DAY_MS);
    }

    @Override
    public int symbolsPerSocket(int streamsPerSymbol) {
        return (futures ? FUTURES_STREAMS_PER_SOCKET : SPOT_STREAMS_PER_SOCKET)
                / (streamsPerSymbol + (futures ? 1 : 0));
    }

    @Override
    public List<SocketPlan> sockets(List<Wanted> wanted) {
        final List<String> candles = new ArrayList<>();
        final List<String> quotes = futures ? new ArrayList<>() : candles;
        for (Wanted one : wanted) {
            final String symbol = one.symbol().toLowerCase(Locale.ROOT);
            for (Timeframe timeframe : one.timeframes()) {
                candles.add(symbol + "@kline_" + timeframe.label());
            }
            if (futures) {
                candles.add(symbol + "@markPrice");
            }
            if (one.quotes()) {
                quotes.add(symbol + "@bookTicker");
            }
            if (one.trades()) {
                // Futures join trades of a tenth of a second, also those on both sides of a bar's end.
                quotes.add(symbol + (futures ? "@trade" : "@aggTrade"));
            }
        }
        final boolean trades = wanted.stream().anyMatch(Wanted::trades);
        if (!futures) {
            return List.of(new SocketPlan("/ws", subscriptions(candles), trades, false));
        }
        final List<SocketPlan> plans = new ArrayList<>();
        plans.add(new SocketPlan("/market/ws", subscriptions(candles), false, true));
        if (!quotes.isEmpty()) {
            plans.add(new SocketPlan("/public/ws", subscriptions(quotes), trades, false));
        }
        return plans;
    }

    private static List<Subscription> subscriptions(List<String> streams) {
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
}
