package crucible.exchange.replay.binance;

import java.util.Map;
import tools.jackson.databind.json.JsonMapper;

/**
 * An answer to a REST call.
 *
 * @param status HTTP status
 * @param json body
 * @param headers further headers
 */
record RestAnswer(int status, String json, Map<String, String> headers) {
    static RestAnswer of(String json) {
        return new RestAnswer(200, json, Map.of());
    }

    /** An error in the exchange's shape. */
    static RestAnswer error(int status, int code, String message) {
        return new RestAnswer(
                status,
                JsonMapper.shared()
                        .createObjectNode()
                        .put("code", code)
                        .put("msg", message)
                        .toString(),
                Map.of());
    }

    RestAnswer withHeader(String name, String value) {
        return new RestAnswer(status, json, Map.of(name, value));
    }
}
