package crucible.exchange.coinbase;

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
import java.util.stream.Collectors;

/**
 * Coinbase's streams: 5m candles, shown now and then and never called final; best prices as of each trade; and a
 * heartbeat that keeps quiet channels open. Immutable.
 */
public final class CoinbaseStreams implements StreamDialect {
    private static final int SYMBOLS_PER_SOCKET = 100;

    private CoinbaseStreams() {}

    /** Those of spot. */
    public static CoinbaseStreams of() {
        return new CoinbaseStreams();
    }

    /** Eight sockets and eight messages a second are allowed. */
    @Override
    public ConnectionRules rules() {
        return ConnectionRules.of(4, 1_000).withBetweenMessagesMs(150);
    }

    @Override
    public int symbolsPerSocket(int streamsPerSymbol) {
        return SYMBOLS_PER_SOCKET;
    }

    @Override
    public List<SocketPlan> sockets(List<Wanted> wanted) {
        final List<Subscription> subscriptions = new ArrayList<>();
        subscriptions.add(subscription("candles", wanted));
        final List<Wanted> quoted = wanted.stream().filter(Wanted::quotes).toList();
        if (!quoted.isEmpty()) {
            subscriptions.add(subscription("ticker", quoted));
        }
        final List<Wanted> traded = wanted.stream().filter(Wanted::trades).toList();
        if (!traded.isEmpty()) {
            subscriptions.add(subscription("market_trades", traded));
        }
        subscriptions.add(new Subscription("{\"type\":\"subscribe\",\"channel\":\"heartbeats\"}", List.of()));
        return List.of(new SocketPlan("/", subscriptions, !traded.isEmpty(), false));
    }

    private static Subscription subscription(String channel, List<Wanted> wanted) {
        final String products =
                wanted.stream().map(one -> "\"" + one.symbol() + "\"").collect(Collectors.joining(","));
        return new Subscription(
                "{\"type\":\"subscribe\",\"product_ids\":[" + products + "],\"channel\":\"" + channel + "\"}",
                wanted.stream().map(one -> channel + ":" + one.symbol()).toList());
    }

    @Override
    public FrameReader reader() {
        return new CoinbaseFrames();
    }

    @Override
    public Finality finality() {
        return Finality.BY_REST;
    }

    @Override
    public boolean streams(Timeframe timeframe) {
        return timeframe == Timeframe.M5;
    }
}
