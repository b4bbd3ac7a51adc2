package crucible.exchange.replay.okx;

import crucible.exchange.replay.wire.ClientSession;
import crucible.exchange.replay.wire.Conversation;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** What a client may ask over its socket, and the answers in OKX's words: one for each argument. */
final class OkxTalk implements Conversation {
    private static final JsonMapper JSON = JsonMapper.shared();
    private static final Pattern CANDLE = Pattern.compile("candle([1-9][0-9]?[mHDWM]|1s)(utc)?");

    private final ClientSession session;
    private final boolean business;
    private final Set<String> instruments = new HashSet<>();
    private final Set<String> publicChannels = new HashSet<>();

    OkxTalk(ClientSession session, List<OkxInstrument> listed, boolean business) {
        this.session = session;
        this.business = business;
        listed.forEach(instrument -> instruments.add(instrument.id()));
        for (ChannelKind kind : ChannelKind.values()) {
            if (!kind.isBusiness()) {
                publicChannels.add(kind.channel());
            }
        }
    }

    @Override
    public void onText(String text) {
        if (text.equals("ping")) {
            session.reply("pong");
            return;
        }
        final JsonNode request;
        try {
            request = JSON.readTree(text);
        } catch (JacksonException broken) {
            session.reply(error("60012", "Invalid request: " + text.substring(0, Math.min(text.length(), 200)), ""));
            return;
        }
        final String operation = request.path("op").asString("");
        final String id = request.path("id").asString("");
        final JsonNode arguments = request.path("args");
        if (!operation.equals("subscribe") && !operation.equals("unsubscribe") || !arguments.isArray()) {
            session.reply(error("60012", "Invalid request: " + request, id));
            return;
        }
        boolean accepted = false;
        for (JsonNode argument : arguments) {
            accepted |= answer(operation, argument, id);
        }
        if (accepted) {
            session.acknowledged();
        }
    }

    private boolean answer(String operation, JsonNode argument, String id) {
        final String channel = argument.path("channel").asString("");
        final String instrument = argument.path("instId").asString("");
        if (!isServed(channel) || !instruments.contains(instrument)) {
            session.reply(error(
                    "60018",
                    "Subscribe failed, wrong URL or channel:" + channel + ",instId:" + instrument
                            + " doesn't exist. Please use the correct URL, channel and parameters referring to API"
                            + " document.",
                    id));
            return false;
        }
        final List<String> name = List.of(channel + ":" + instrument);
        final boolean subscribes = operation.equals("subscribe");
        if (subscribes) {
            session.subscribe(name);
        } else {
            session.unsubscribe(name);
        }
        final ObjectNode reply = JSON.createObjectNode();
        if (!id.isEmpty()) {
            reply.put("id", id);
        }
        reply.put("event", operation).set("arg", argument);
        session.reply(reply.put("connId", "replay").toString());
        return subscribes;
    }

    private boolean isServed(String channel) {
        return business ? CANDLE.matcher(channel).matches() : publicChannels.contains(channel);
    }

    private static String error(String code, String message, String id) {
        final ObjectNode reply = JSON.createObjectNode();
        if (!id.isEmpty()) {
            reply.put("id", id);
        }
        return reply.put("event", "error")
                .put("msg", message)
                .put("code", code)
                .put("connId", "replay")
                .toString();
    }
}
