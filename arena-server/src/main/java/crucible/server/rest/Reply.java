package crucible.server.rest;

import java.nio.charset.StandardCharsets;
import java.util.Map;

/** A whole reply. The bytes are not changed after construction. */
record Reply(int status, String contentType, byte[] body, Map<String, String> headers) implements Answer {
    Reply {
        headers = Map.copyOf(headers);
    }

    /** 200 with {@code value} as JSON: a record, a map, a list. */
    static Reply json(Object value) {
        return json(200, value, Map.of());
    }

    static Reply json(int status, Object value, Map<String, String> headers) {
        return new Reply(status, "application/json", RecordJson.bytes(value), headers);
    }

    static Reply text(String contentType, String text) {
        return new Reply(200, contentType, text.getBytes(StandardCharsets.UTF_8), Map.of());
    }

    @Override
    public <R> R visit(Visitor<R> visitor) {
        return visitor.reply(this);
    }
}
