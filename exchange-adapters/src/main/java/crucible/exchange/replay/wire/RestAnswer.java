package crucible.exchange.replay.wire;

import java.util.Map;

/**
 * An answer to a REST call.
 *
 * @param status HTTP status
 * @param json body
 * @param headers further headers
 */
public record RestAnswer(int status, String json, Map<String, String> headers) {
    /** 200 with that body. */
    public static RestAnswer of(String json) {
        return new RestAnswer(200, json, Map.of());
    }

    /** The same with one header more. */
    public RestAnswer withHeader(String name, String value) {
        return new RestAnswer(status, json, Map.of(name, value));
    }
}
