package crucible.exchange.bybit;

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
 * Bybit's streams of one category. Candles say whether they are confirmed; best bid and ask come from the book of depth
 * one, since the tickers of spot have none; those of linear, which come as changes, tell the mark price and the next
 * funding time. Immutable.
 */
public final class BybitStreams implements StreamDialect {
    private static final String PING = "{\"op\":\"ping\"}";
    private static final long PING_EVERY_MS = 20_000;
    private static final long FIVE_MINUTES_MS = 300_000;
    /** All topics of a connection together have at most 21,000 characters; a topic seldom has 30. */
    private static final int TOPICS_PER_SOCKET = 700;
    /** On spot the venue allows ten. One bad topic fails its whole message, so elsewhere the messages are short too. */
    private static final int TOPICS_PER_MESSAGE = 10;

    private final String category;

    private BybitStreams(String category) {
        this.category = category;
    }

    /** Spot. */
    public static BybitStreams spot() {
        return new BybitStreams("spot");
    }

    /** Perpetuals that are quoted and settled in dollars. */
    public static BybitStreams linear() {
        return new BybitStreams("linear");
    }

    @Override
    public ConnectionRules rules() {
        return ConnectionRules.of(500, FIVE_MINUTES_MS).withPing(PING, PING_EVERY_MS);
    }

    @Override
    public int symbolsPerSocket(int streamsPerSymbol) {
        return TOPICS_PER_SOCKET / (streamsPerSymbol + (category.equals("linear") ? 1 : 0));
    }

    @Override
    public List<SocketPlan> sockets(List<Wanted> wanted) {
        final List<String> topics = new ArrayList<>();
        for (Wanted one : wanted) {
            for (Timeframe timeframe : one.timeframes()) {
                topics.add("kline." + BybitRest.interval(timeframe) + "." + one.symbol());
            }
            if (category.equals("linear")) {
                topics.add("tickers." + one.symbol());
            }
            if (one.quotes()) {
                topics.add("orderbook.1." + one.symbol());
            }
            if (one.trades()) {
                topics.add("publicTrade." + one.symbol());
            }
        }
        final List<Subscription> subscriptions = new ArrayList<>();
        for (int from = 0; from < topics.size(); from += TOPICS_PER_MESSAGE) {
            final List<String> some = topics.subList(from, Math.min(topics.size(), from + TOPICS_PER_MESSAGE));
            final String id = Integer.toString(subscriptions.size() + 1);
            subscriptions.add(new Subscription(
                    "{\"req_id\":\"" + id + "\",\"op\":\"subscribe\",\"args\":[\"" + String.join("\",\"", some)
                            + "\"]}",
                    List.of(id)));
        }
        return List.of(new SocketPlan(
                "/v5/public/" + category,
                subscriptions,
                wanted.stream().anyMatch(Wanted::trades),
                category.equals("linear")));
    }

    @Override
    public FrameReader reader() {
        return new BybitFrames();
    }
}
