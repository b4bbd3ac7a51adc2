package crucible.exchange.replay.market;

import crucible.model.InstrumentKind;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * Trading rules beside candle files: {@code instruments.json}, a list of objects with {@code symbol}, {@code base},
 * {@code quote}, {@code tickSize}, {@code stepSize}, {@code minQty} and {@code minNotional}; the sizes are texts or
 * numbers. {@code kind} may say {@code PERPETUAL} or {@code SPOT}, and {@code venue} whose candles they are. For example
 *
 * <pre>{@code
 * [{"symbol": "FOOUSDT", "base": "FOO", "quote": "USDT", "tickSize": "0.0001", "stepSize": "0.1",
 *   "minQty": "0.1", "minNotional": "5"}]
 * }</pre>
 */
final class InstrumentsFile {
    /** Its name. */
    static final String NAME = "instruments.json";

    private InstrumentsFile() {}

    /** The rules in {@code folder}'s file by symbol, in its order; empty where there is no file. */
    static Map<String, SymbolRules> read(Path folder) {
        final Map<String, SymbolRules> rules = new LinkedHashMap<>();
        for (JsonNode entry : entries(folder)) {
            final SymbolRules one = rules(entry);
            if (rules.put(one.symbol(), one) != null) {
                throw new IllegalArgumentException(NAME + ": " + one.symbol() + " appears twice");
            }
        }
        return rules;
    }

    /** Symbols that the file calls perpetuals. */
    static Set<String> perpetuals(Path folder) {
        final Set<String> symbols = new TreeSet<>();
        for (JsonNode entry : entries(folder)) {
            final String kind = entry.path("kind").asString(InstrumentKind.SPOT.name());
            if (kind.equals(InstrumentKind.PERPETUAL.name())) {
                symbols.add(text(entry, "symbol", "?"));
            } else if (!kind.equals(InstrumentKind.SPOT.name())) {
                throw new IllegalArgumentException(
                        NAME + ": kind of " + text(entry, "symbol", "?") + " is SPOT or PERPETUAL, but was " + kind);
            }
        }
        return symbols;
    }

    /** Venues by symbol, where the file names them. */
    static Map<String, String> venues(Path folder) {
        final Map<String, String> venues = new TreeMap<>();
        for (JsonNode entry : entries(folder)) {
            if (entry.has("venue")) {
                final String symbol = text(entry, "symbol", "?");
                final String venue = entry.path("venue").asString("");
                if (!venue.matches("[a-z][a-z0-9-]{1,40}")) {
                    throw new IllegalArgumentException(NAME + ": venue of " + symbol
                            + " is a name such as binance-usdm, but was " + entry.path("venue"));
                }
                venues.put(symbol, venue);
            }
        }
        return venues;
    }

    private static JsonNode entries(Path folder) {
        final Path file = folder.resolve(NAME);
        if (!Files.exists(file)) {
            return JsonMapper.shared().createArrayNode();
        }
        final JsonNode root;
        try {
            root = JsonMapper.builder()
                    .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
                    .build()
                    .readTree(file.toFile());
        } catch (JacksonException failure) {
            throw new IllegalArgumentException(NAME + ": cannot be read: " + failure.getOriginalMessage(), failure);
        }
        if (!root.isArray()) {
            throw new IllegalArgumentException(NAME + ": must be a list of objects such as " + example("FOOUSDT"));
        }
        return root;
    }

    private static SymbolRules rules(JsonNode entry) {
        final String symbol = text(entry, "symbol", "?");
        try {
            return new SymbolRules(
                    symbol,
                    text(entry, "base", symbol),
                    text(entry, "quote", symbol),
                    new BigDecimal(text(entry, "tickSize", symbol)),
                    new BigDecimal(text(entry, "stepSize", symbol)),
                    new BigDecimal(text(entry, "minQty", symbol)),
                    new BigDecimal(text(entry, "minNotional", symbol)));
        } catch (NumberFormatException notANumber) {
            throw new IllegalArgumentException(
                    NAME + ": a size of " + symbol + " is no decimal number; write like " + example(symbol));
        }
    }

    private static String text(JsonNode entry, String key, String symbol) {
        final JsonNode value = entry.path(key);
        if (value.isString() || value.isNumber()) {
            return value.asString();
        }
        throw new IllegalArgumentException(
                NAME + ": the entry of " + symbol + " lacks " + key + "; write like " + example(symbol));
    }

    /** An entry for {@code symbol} as a user would write it. */
    static String example(String symbol) {
        return "{\"symbol\": \"" + symbol + "\", \"base\": \"FOO\", \"quote\": \"USDT\", \"tickSize\": \"0.0001\","
                + " \"stepSize\": \"0.1\", \"minQty\": \"0.1\", \"minNotional\": \"5\"}";
    }
}
