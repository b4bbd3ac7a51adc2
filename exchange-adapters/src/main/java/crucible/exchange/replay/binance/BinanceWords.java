package crucible.exchange.replay.binance;

import crucible.exchange.replay.wire.RestAnswer;
import java.util.Map;
import tools.jackson.databind.json.JsonMapper;

/** Refusals in Binance's shape. */
final class BinanceWords {
    private BinanceWords() {}

    /** An error of REST. */
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

    /** Too many requests; a second's pause is asked for. */
    static RestAnswer tooManyRequests() {
        return error(429, -1003, "Too many requests; please slow down.").withHeader("Retry-After", "1");
    }
}
