package crucible.exchange.kraken;

import crucible.exchange.connection.ConnectionRules;
import crucible.exchange.feed.Finality;
import crucible.exchange.feed.FrameReader;
import crucible.exchange.feed.SocketPlan;
import crucible.exchange.feed.StreamDialect;
import crucible.exchange.feed.Subscription;
import crucible.exchange.feed.Wanted;
import crucible.model.Timeframe;
import java.util.ArrayList;
import java.util.List;

/**
 * Kraken's streams, second version: candles, and best prices at each of their changes. The venue ends a socket on which
 * nothing was said for a minute. Immutable.
 */
public final class KrakenStreams implements StreamDialect {
    private static final String PING = "{\"method\":\"ping\"}";
    private static final long PING_EVERY_MS = 30_000;
    private static final int SYMBOLS_PER_MESSAGE = 100;
    private static final int STREAMS_PER_SOCKET = 600;

    private KrakenStreams() {}

    /** Those of spot. */
    public static KrakenStreams of() {
        return new KrakenStreams();
    }

    /** Some 150 attempts within ten minutes are allowed; more are answered by a ban. */
    @Override
    public ConnectionRules rules() {
        return ConnectionRules.of(100, 600_000).withPing(PING, PING_EVERY_MS).withBetweenMessagesMs(100);
    }

    @Override
    public int symbolsPerSocket(int streamsPerSymbol) {
        return STREAMS_PER_SOCKET / streamsPerSymbol;
    }

    @Override
    public List<SocketPlan> sockets(List<Wanted> wanted) {
        final List<Subscription> subscriptions = new ArrayList<>();
        for (int from = 0; from < wanted.size(); from += SYMBOLS_PER_MESSAGE) {
            final List<Wanted> part = wanted.subList(from, Math.min(wanted.size(), from + SYMBOLS_PER_MESSAGE));
            for (Timeframe timeframe : Timeframe.values()) {
                final long minutes = timeframe.intervalMs() / 60_000;
                add(
                        subscriptions,
                        part.stream()
                                .filter(one -> one.timeframes().contains(timeframe))
                                .toList(),
                        "\"channel\":\"ohlc\",\"interval\":" + minutes + ",\"snapshot\":true",
                        KrakenFrames.ohlcKey(minutes));
            }
            add(
                    subscriptions,
                    part.stream().filter(Wanted::quotes).toList(),
                    "\"channel\":\"ticker\",\"event_trigger\":\"bbo\",\"snapshot\":true",
                    "ticker");
            add(
                    subscriptions,
                    part.stream().filter(Wanted::trades).toList(),
                    "\"channel\":\"trade\",\"snapshot\":false",
                    "trade");
        }
        return List.of(new SocketPlan("/v2", subscriptions, wanted.stream().anyMatch(Wanted::trades), false));
    }

    private static void add(List<Subscription> to, List<Wanted> wanted, String channel, String key) {
        if (wanted.isEmpty()) {
            return;
        }
        final List<String> symbols = new ArrayList<>();
        final List<String> keys = new ArrayList<>();
        for (Wanted one : wanted) {
            symbols.add("\"" + one.symbol() + "\"");
            keys.add(key + ":" + one.symbol());
        }
        to.add(new Subscription(
                "{\"method\":\"subscribe\",\"params\":{" + channel + ",\"symbol\":[" + String.join(",", symbols)
                        + "]}}",
                keys));
    }

    @Override
    public FrameReader reader() {
        return new KrakenFrames();
    }

    @Override
    public Finality finality() {
        return Finality.BY_REST;
    }
}
