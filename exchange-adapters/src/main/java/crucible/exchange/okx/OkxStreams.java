package crucible.exchange.okx;

import crucible.exchange.connection.ConnectionRules;
import crucible.exchange.feed.FrameReader;
import crucible.exchange.feed.SocketPlan;
import crucible.exchange.feed.StreamDialect;
import crucible.exchange.feed.Subscription;
import crucible.exchange.feed.Wanted;
import crucible.model.Timeframe;
import java.util.ArrayList;
import java.util.List;

/**
 * OKX's streams. Candles are on the business socket alone, quotes and trades on the public one. The venue ends a socket
 * on which nothing was said for 30 s, unless it is asked whether it is there. Immutable.
 */
public final class OkxStreams implements StreamDialect {
    private static final String PING = "ping";
    private static final long PING_EVERY_MS = 20_000;
    private static final int STREAMS_PER_SOCKET = 300;
    /** An argument has some sixty characters, and a request at most 64 KB. */
    private static final int ARGUMENTS_PER_MESSAGE = 100;

    private final boolean swaps;

    private OkxStreams(boolean swaps) {
        this.swaps = swaps;
    }

    /** Those of spot. */
    public static OkxStreams spot() {
        return new OkxStreams(false);
    }

    /** Those of perpetual swaps: mark prices and the times of funding, too. */
    public static OkxStreams swap() {
        return new OkxStreams(true);
    }

    /** Three attempts a second are allowed, and a link takes two. */
    @Override
    public ConnectionRules rules() {
        return ConnectionRules.of(1, 1_000).withPing(PING, PING_EVERY_MS);
    }

    @Override
    public boolean timesCandles() {
        return false;
    }

    @Override
    public int symbolsPerSocket(int streamsPerSymbol) {
        return STREAMS_PER_SOCKET / (streamsPerSymbol + (swaps ? 2 : 0));
    }

    @Override
    public List<SocketPlan> sockets(List<Wanted> wanted) {
        final List<String[]> candles = new ArrayList<>();
        final List<String[]> quotes = new ArrayList<>();
        for (Wanted one : wanted) {
            for (Timeframe timeframe : one.timeframes()) {
                candles.add(new String[] {"candle" + timeframe.label(), one.symbol()});
            }
            if (one.quotes()) {
                quotes.add(new String[] {"bbo-tbt", one.symbol()});
            }
            if (one.trades()) {
                quotes.add(new String[] {"trades", one.symbol()});
            }
            if (swaps) {
                quotes.add(new String[] {"mark-price", one.symbol()});
                quotes.add(new String[] {"funding-rate", one.symbol()});
            }
        }
        final List<SocketPlan> plans = new ArrayList<>();
        plans.add(new SocketPlan("/ws/v5/business", subscriptions(candles), false, false));
        if (!quotes.isEmpty()) {
            plans.add(new SocketPlan(
                    "/ws/v5/public", subscriptions(quotes), wanted.stream().anyMatch(Wanted::trades), swaps));
        }
        return plans;
    }

    private static List<Subscription> subscriptions(List<String[]> streams) {
        final List<Subscription> subscriptions = new ArrayList<>();
        for (int from = 0; from < streams.size(); from += ARGUMENTS_PER_MESSAGE) {
            final List<String> arguments = new ArrayList<>();
            final List<String> keys = new ArrayList<>();
            for (String[] stream : streams.subList(from, Math.min(streams.size(), from + ARGUMENTS_PER_MESSAGE))) {
                arguments.add("{\"channel\":\"" + stream[0] + "\",\"instId\":\"" + stream[1] + "\"}");
                keys.add(stream[0] + ":" + stream[1]);
            }
            subscriptions.add(
                    new Subscription("{\"op\":\"subscribe\",\"args\":[" + String.join(",", arguments) + "]}", keys));
        }
        return subscriptions;
    }

    @Override
    public FrameReader reader() {
        return new OkxFrames();
    }
}
