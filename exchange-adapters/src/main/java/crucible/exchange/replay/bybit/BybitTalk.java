package crucible.exchange.replay.bybit;

import crucible.exchange.replay.market.PlayedSymbol;
import crucible.exchange.replay.wire.ClientSession;
import crucible.exchange.replay.wire.Conversation;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** What a client may ask over its socket, and the answers in Bybit's words. One bad topic fails its whole request. */
final class BybitTalk implements Conversation {
    private static final JsonMapper JSON = JsonMapper.shared();
    private static final int MAX_SPOT_TOPICS = 10;
    private static final int MAX_TOPIC_CHARS = 21_000;
    private static final Pattern KIND = Pattern.compile(
            "kline\\.(1|3|5|15|30|60|120|240|360|720|D|W|M)|orderbook\\.(1|25|50|200|1000)|publicTrade|tickers");

    private final ClientSession session;
    private final boolean linear;
    private final Set<String> symbols = new HashSet<>();

    BybitTalk(ClientSession session, String category, List<PlayedSymbol> played) {
        this.session = session;
        this.linear = category.equals("linear");
        played.forEach(symbol -> symbols.add(symbol.rules().symbol()));
    }

    @Override
    public void onText(String text) {
        final JsonNode request;
        try {
            request = JSON.readTree(text);
        } catch (JacksonException broken) {
            session.reply(answer(false, "Invalid JSON", "", ""));
            return;
        }
        final String operation = request.path("op").asString("");
        final String id = request.path("req_id").asString("");
        switch (operation) {
            case "ping" -> session.reply(pong(id));
            case "subscribe" -> subscribe(request.path("args"), id);
            case "unsubscribe" -> {
                session.unsubscribe(topics(request.path("args")));
                session.reply(answer(true, linear ? "" : "unsubscribe", id, operation));
            }
            default -> session.reply(answer(false, "error:request not supported", id, operation));
        }
    }

    private void subscribe(JsonNode args, String id) {
        final List<String> topics = topics(args);
        final Optional<String> wrong = wrong(topics);
        if (wrong.isPresent()) {
            session.reply(answer(false, wrong.get(), id, "subscribe"));
            return;
        }
        session.subscribe(topics);
        session.reply(answer(true, linear ? "" : "subscribe", id, "subscribe"));
        session.acknowledged();
    }

    private Optional<String> wrong(List<String> topics) {
        if (topics.isEmpty()) {
            return Optional.of("error:args is empty");
        }
        if (!linear && topics.size() > MAX_SPOT_TOPICS) {
            return Optional.of("args size >10");
        }
        int chars = 0;
        for (String topic : session.subscriptions()) {
            chars += topic.length();
        }
        for (String topic : topics) {
            chars += topic.length();
            final int dot = topic.lastIndexOf('.');
            if (dot < 0
                    || !symbols.contains(topic.substring(dot + 1))
                    || !KIND.matcher(topic.substring(0, dot)).matches()) {
                return Optional.of("error:handler not found,topic:" + topic);
            }
        }
        return chars > MAX_TOPIC_CHARS ? Optional.of("error:topics exceed 21000 characters") : Optional.empty();
    }

    private static List<String> topics(JsonNode args) {
        final List<String> topics = new ArrayList<>();
        for (JsonNode arg : args) {
            topics.add(arg.asString(""));
        }
        return topics;
    }

    private String pong(String id) {
        final ObjectNode reply = JSON.createObjectNode()
                .put("success", true)
                .put("ret_msg", "pong")
                .put("conn_id", "replay");
        if (linear) {
            reply.put("req_id", id);
        }
        return reply.put("op", "ping").toString();
    }

    private static String answer(boolean success, String message, String id, String operation) {
        return JSON.createObjectNode()
                .put("success", success)
                .put("ret_msg", message)
                .put("conn_id", "replay")
                .put("req_id", id)
                .put("op", operation)
                .toString();
    }
}
