package crucible.exchange.replay.binance;

import crucible.exchange.replay.wire.ClientSession;
import java.util.ArrayList;
import java.util.List;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** What a client may ask over its WebSocket, and the answers in the exchange's words. */
final class ControlRequests {
    /**
     * An answer.
     *
     * @param json its text
     * @param subscribed whether it acknowledges a subscription
     */
    record Reply(String json, boolean subscribed) {}

    /** A request that is refused, with the exchange's code. */
    private static final class Refusal extends Exception {
        private static final long serialVersionUID = 1L;
        private final int code;

        Refusal(int code, String message) {
            super(message, null, false, false);
            this.code = code;
        }
    }

    private static final JsonMapper JSON = JsonMapper.shared();
    private static final int MAX_ID_CHARS = 36;

    private ControlRequests() {}

    /** Carries out a request and answers it; whatever the text is, there is an answer. */
    static Reply answer(ClientSession session, BinanceTalk talk, String text) {
        JsonNode id = JSON.nullNode();
        try {
            final JsonNode request = parse(text);
            id = id(request);
            final String method = method(request);
            final JsonNode params = request.path("params");
            final ObjectNode reply = JSON.createObjectNode();
            reply.putNull("result");
            switch (method) {
                case "SUBSCRIBE" -> {
                    final List<String> names = names(params);
                    if (!BinanceTalk.hasRoomFor(session, names)) {
                        throw new Refusal(
                                2,
                                "Invalid request: too many streams, at most " + BinanceTalk.MAX_STREAMS
                                        + " per connection");
                    }
                    talk.subscribe(names);
                }
                case "UNSUBSCRIBE" -> session.unsubscribe(names(params));
                case "LIST_SUBSCRIPTIONS" -> {
                    final ArrayNode list = reply.putArray("result");
                    session.subscriptions().forEach(list::add);
                }
                case "SET_PROPERTY" ->
                    session.combine(property(params, 2).path(1).asBoolean());
                case "GET_PROPERTY" -> {
                    property(params, 1);
                    reply.put("result", session.isCombined());
                }
                default ->
                    throw new Refusal(
                            2,
                            "Invalid request: unknown variant `" + shortened(method)
                                    + "`, expected one of `SUBSCRIBE`, `UNSUBSCRIBE`, `LIST_SUBSCRIPTIONS`,"
                                    + " `SET_PROPERTY`, `GET_PROPERTY`");
            }
            reply.set("id", id);
            return new Reply(reply.toString(), "SUBSCRIBE".equals(method));
        } catch (Refusal refusal) {
            final ObjectNode reply = JSON.createObjectNode();
            reply.putObject("error").put("code", refusal.code).put("msg", refusal.getMessage());
            reply.set("id", id);
            return new Reply(reply.toString(), false);
        }
    }

    private static JsonNode parse(String text) throws Refusal {
        try {
            final JsonNode request = JSON.readTree(text);
            if (request.isObject()) {
                return request;
            }
            throw new Refusal(3, "Invalid JSON: expected an object at line 1 column 1");
        } catch (JacksonException broken) {
            throw new Refusal(
                    3,
                    "Invalid JSON: expected value at line "
                            + Math.max(1, broken.getLocation().getLineNr()) + " column "
                            + Math.max(1, broken.getLocation().getColumnNr()));
        }
    }

    private static JsonNode id(JsonNode request) throws Refusal {
        final JsonNode id = request.path("id");
        if (id.isMissingNode()) {
            return JSON.nullNode();
        }
        if (id.isNull() || id.canConvertToLong() && id.isIntegralNumber()) {
            return id;
        }
        if (id.isString() && id.asString().length() <= MAX_ID_CHARS) {
            return id;
        }
        throw new Refusal(
                2,
                "Invalid request: request ID must be an integer, an alphanumeric text of up to 36 characters or null");
    }

    private static String method(JsonNode request) throws Refusal {
        final JsonNode method = request.path("method");
        if (!method.isString()) {
            throw new Refusal(2, "Invalid request: missing field `method`");
        }
        return method.asString();
    }

    private static List<String> names(JsonNode params) throws Refusal {
        if (!params.isArray() || params.isEmpty()) {
            throw new Refusal(2, "Invalid request: missing field `params`, a list of stream names");
        }
        final List<String> names = new ArrayList<>();
        for (JsonNode name : params) {
            if (!name.isString() || name.asString().isBlank()) {
                throw new Refusal(2, "Invalid request: invalid stream");
            }
            names.add(name.asString());
        }
        return names;
    }

    private static JsonNode property(JsonNode params, int size) throws Refusal {
        if (!params.isArray() || params.size() < size) {
            throw new Refusal(2, "Invalid request: missing parameters");
        }
        if (params.size() > size) {
            throw new Refusal(2, "Invalid request: too many parameters");
        }
        if (!params.path(0).isString()) {
            throw new Refusal(2, "Invalid request: property name must be a string");
        }
        if (!"combined".equals(params.path(0).asString())) {
            throw new Refusal(0, "Unknown property");
        }
        if (size == 2 && !params.path(1).isBoolean()) {
            throw new Refusal(1, "Invalid value type: expected Boolean");
        }
        return params;
    }

    private static String shortened(String text) {
        return text.length() <= 40 ? text : text.substring(0, 40);
    }
}
