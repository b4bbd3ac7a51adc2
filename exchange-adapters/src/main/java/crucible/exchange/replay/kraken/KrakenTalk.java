package crucible.exchange.replay.kraken;

import crucible.exchange.replay.clock.VenueClock;
import crucible.exchange.replay.market.PlayedBar;
import crucible.exchange.replay.market.PlayedSymbol;
import crucible.exchange.replay.wire.CandlePage;
import crucible.exchange.replay.wire.ClientSession;
import crucible.exchange.replay.wire.Conversation;
import crucible.model.Timeframe;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** What a client may ask over its socket, and the answers in Kraken's words: one for each pair. */
final class KrakenTalk implements Conversation {
    private static final JsonMapper JSON = JsonMapper.shared();
    private static final Set<Integer> INTERVALS = Set.of(1, 5, 15, 30, 60, 240, 1_440, 10_080, 21_600);
    private static final int SNAPSHOT_ROWS = 10;

    private final ClientSession session;
    private final Map<String, PlayedSymbol> pairs = new LinkedHashMap<>();
    private final KrakenWords words;
    private final VenueClock clock;

    KrakenTalk(ClientSession session, List<PlayedSymbol> symbols, KrakenWords words, VenueClock clock) {
        this.session = session;
        this.words = words;
        this.clock = clock;
        symbols.forEach(symbol -> pairs.put(KrakenWords.pair(symbol), symbol));
    }

    @Override
    public void onOpen() {
        session.reply(
                "{\"channel\":\"status\",\"type\":\"update\",\"data\":[{\"version\":\"2.0.10\",\"system\":\"online\","
                        + "\"api_version\":\"v2\",\"connection_id\":16174536464690282295,\"upcoming_maintenance\":[],"
                        + "\"emergency\":[]}]}");
    }

    @Override
    public void onText(String text) {
        final JsonNode request;
        try {
            request = JSON.readTree(text);
        } catch (JacksonException broken) {
            session.reply("{\"error\":\"Malformed request\",\"success\":false}");
            return;
        }
        final String method = request.path("method").asString("");
        switch (method) {
            case "ping" -> session.reply(stamped(answer(request, "pong")));
            case "subscribe", "unsubscribe" -> onSubscription(request, method);
            default -> session.reply(refused(request, method, "Method not found", ""));
        }
    }

    private void onSubscription(JsonNode request, String method) {
        final JsonNode parameters = request.path("params");
        final String channel = parameters.path("channel").asString("");
        final int interval = parameters.path("interval").asInt(1);
        final boolean isServed = channel.equals("ticker")
                || channel.equals("trade")
                || channel.equals("ohlc") && INTERVALS.contains(interval);
        if (!isServed || !parameters.path("symbol").isArray()) {
            session.reply(refused(request, method, "Channel not supported", ""));
            return;
        }
        boolean accepted = false;
        for (JsonNode entry : parameters.path("symbol")) {
            final String name = entry.asString("");
            final PlayedSymbol symbol = pairs.get(name);
            if (symbol == null) {
                session.reply(refused(request, method, "Currency pair not supported " + name, name));
            } else {
                accepted |= accept(request, method, channel, interval, symbol);
            }
        }
        if (accepted) {
            session.acknowledged();
        }
    }

    private boolean accept(JsonNode request, String method, String channel, int interval, PlayedSymbol symbol) {
        final boolean candles = channel.equals("ohlc");
        final List<String> stream = List.of((candles ? "ohlc-" + interval : channel) + ":" + KrakenWords.pair(symbol));
        final boolean subscribes = method.equals("subscribe");
        final boolean snapshot = request.path("params").path("snapshot").asBoolean(!channel.equals("trade"));
        final ObjectNode reply = answer(request, method);
        final ObjectNode result = reply.putObject("result");
        result.put("channel", channel);
        if (candles) {
            result.put("interval", interval);
        }
        if (subscribes) {
            result.put("snapshot", snapshot);
        }
        result.put("symbol", KrakenWords.pair(symbol));
        if (candles) {
            result.putArray("warnings").add("timestamp is deprecated, use interval_begin");
        }
        session.reply(stamped(reply.put("success", true)));
        if (!subscribes) {
            session.unsubscribe(stream);
            return false;
        }
        session.subscribe(stream);
        if (candles && snapshot) {
            sendSnapshot(symbol, interval);
        } else if (channel.equals("ticker") && snapshot && symbol.isForming()) {
            session.reply(words.ticker(symbol, "snapshot", clock.serverTimeMs()).toString());
        }
        return true;
    }

    private void sendSnapshot(PlayedSymbol symbol, int interval) {
        for (Timeframe timeframe : Timeframe.values()) {
            if (timeframe.intervalMs() == interval * 60_000L) {
                final List<PlayedBar> bars =
                        CandlePage.of(symbol, timeframe, Long.MIN_VALUE, Long.MAX_VALUE, SNAPSHOT_ROWS, false);
                session.reply(words.snapshot(symbol, timeframe, bars, clock.serverTimeMs())
                        .toString());
            }
        }
    }

    private static ObjectNode answer(JsonNode request, String method) {
        final ObjectNode reply = JSON.createObjectNode().put("method", method);
        if (request.path("req_id").isIntegralNumber()) {
            reply.set("req_id", request.path("req_id"));
        }
        return reply;
    }

    private String refused(JsonNode request, String method, String words, String pair) {
        final ObjectNode reply = answer(request, method).put("error", words).put("success", false);
        if (!pair.isEmpty()) {
            reply.put("symbol", pair);
        }
        return stamped(reply);
    }

    private String stamped(ObjectNode reply) {
        final String now = Instant.ofEpochMilli(clock.serverTimeMs()).toString();
        return reply.put("time_in", now).put("time_out", now).toString();
    }
}
