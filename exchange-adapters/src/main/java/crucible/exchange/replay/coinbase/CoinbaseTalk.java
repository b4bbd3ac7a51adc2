package crucible.exchange.replay.coinbase;

import crucible.exchange.replay.clock.VenueClock;
import crucible.exchange.replay.market.PlayedBar;
import crucible.exchange.replay.market.PlayedSymbol;
import crucible.exchange.replay.wire.CandlePage;
import crucible.exchange.replay.wire.ClientSession;
import crucible.exchange.replay.wire.Conversation;
import crucible.model.Timeframe;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** What a client may ask over its socket: one channel in a message. Each answer lists all that is subscribed to. */
final class CoinbaseTalk implements Conversation {
    private static final JsonMapper JSON = JsonMapper.shared();
    private static final int SNAPSHOT_ROWS = 100;

    private final ClientSession session;
    private final VenueClock clock;
    private final Map<String, PlayedSymbol> products = new LinkedHashMap<>();
    private final CoinbaseWords words;
    private final Set<String> channels = new LinkedHashSet<>();
    private final Map<String, Set<String>> subscribed = new TreeMap<>();

    CoinbaseTalk(ClientSession session, List<PlayedSymbol> symbols, CoinbaseWords words, VenueClock clock) {
        this.session = session;
        this.words = words;
        this.clock = clock;
        symbols.forEach(symbol -> products.put(CoinbaseWords.product(symbol), symbol));
        for (ChannelKind kind : ChannelKind.values()) {
            channels.add(kind.channel());
        }
    }

    @Override
    public void onText(String text) {
        final JsonNode request;
        try {
            request = JSON.readTree(text);
        } catch (JacksonException broken) {
            refuse("failure to parse message");
            return;
        }
        final String type = request.path("type").asString("");
        final String channel = request.path("channel").asString("");
        if (!type.equals("subscribe") && !type.equals("unsubscribe")) {
            refuse("unknown message type " + type);
        } else if (channel.equals(Coinbase.HEARTBEATS)) {
            change(type, channel, List.of(Coinbase.HEARTBEATS));
        } else if (!channels.contains(channel)) {
            refuse("channel is not supported: " + channel);
        } else {
            onProducts(request, type, channel);
        }
    }

    private void onProducts(JsonNode request, String type, String channel) {
        final List<String> known = new ArrayList<>();
        for (JsonNode product : request.path("product_ids")) {
            if (products.containsKey(product.asString(""))) {
                known.add(product.asString(""));
            } else {
                refuse("unknown product: " + product.asString(""));
            }
        }
        if (request.path("product_ids").isMissingNode()) {
            known.addAll(type.equals("subscribe") ? products.keySet() : subscribed.getOrDefault(channel, Set.of()));
        }
        change(type, channel, known);
        if (type.equals("subscribe") && !known.isEmpty()) {
            if (channel.equals(ChannelKind.CANDLES.channel())) {
                known.forEach(name -> sendSnapshot(products.get(name)));
            }
            session.acknowledged();
        }
    }

    private void sendSnapshot(PlayedSymbol symbol) {
        final List<PlayedBar> bars =
                CandlePage.of(symbol, Timeframe.M5, Long.MIN_VALUE, Long.MAX_VALUE, SNAPSHOT_ROWS, false);
        session.reply(words.snapshot(symbol, bars, clock.serverTimeMs()).toString());
    }

    private void change(String type, String channel, List<String> names) {
        final Set<String> present = subscribed.computeIfAbsent(channel, none -> new LinkedHashSet<>());
        for (String name : List.copyOf(names)) {
            final String stream = channel.equals(Coinbase.HEARTBEATS) ? channel : channel + ":" + name;
            if (type.equals("subscribe")) {
                present.add(name);
                session.subscribe(List.of(stream));
            } else {
                present.remove(name);
                session.unsubscribe(List.of(stream));
            }
        }
        if (present.isEmpty()) {
            subscribed.remove(channel);
        }
        final ObjectNode reply = JSON.createObjectNode()
                .put("channel", "subscriptions")
                .put("client_id", "")
                .put("timestamp", Instant.ofEpochMilli(clock.serverTimeMs()).toString());
        final ObjectNode list = reply.putArray("events").addObject().putObject("subscriptions");
        subscribed.forEach((of, members) -> {
            final ArrayNode array = list.putArray(of);
            members.forEach(array::add);
        });
        session.reply(reply.toString());
    }

    private void refuse(String words) {
        session.reply(JSON.createObjectNode()
                .put("type", "error")
                .put("message", words)
                .toString());
    }
}
