package crucible.exchange.replay.bybit;

import crucible.exchange.replay.clock.VenueClock;
import crucible.exchange.replay.market.PlayedBar;
import crucible.exchange.replay.market.PlayedFundings;
import crucible.exchange.replay.market.PlayedSymbol;
import crucible.exchange.replay.market.SymbolRules;
import crucible.exchange.replay.wire.CandlePage;
import crucible.exchange.replay.wire.FrameText;
import crucible.exchange.replay.wire.Query;
import crucible.exchange.replay.wire.RestAnswer;
import crucible.model.Timeframe;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** The public REST calls of Bybit for one category. Refusals have status 200 and a code. */
final class BybitRest {
    private static final JsonMapper JSON = JsonMapper.shared();
    private static final int DEFAULT_ROWS = 200;
    private static final int MAX_ROWS = 1000;
    private static final int MAX_FUNDINGS = 200;
    private static final int BAD_PARAMETER = 10_001;
    private static final int TOO_MANY_VISITS = 10_006;

    private final String category;
    private final boolean linear;
    private final VenueClock clock;
    private final Map<String, PlayedSymbol> symbols = new LinkedHashMap<>();
    private final BybitWords words;

    BybitRest(String category, List<PlayedSymbol> played, VenueClock clock) {
        this.category = category;
        this.linear = category.equals("linear");
        this.clock = clock;
        this.words = new BybitWords(linear);
        played.forEach(symbol -> symbols.put(symbol.rules().symbol(), symbol));
    }

    /** Answers a GET; empty where it is of another category. */
    Optional<RestAnswer> answer(String path, Query query) {
        if (!path.startsWith("/v5/market/")) {
            return Optional.empty();
        }
        final String call = path.substring("/v5/market/".length());
        if (call.equals("time")) {
            return Optional.of(time());
        }
        final String asked = query.text("category", "linear");
        if (!asked.equals(category)) {
            // Categories that are not played have no instruments; one of the two has to say so.
            final boolean empty = linear && (asked.equals("inverse") || asked.equals("option"));
            return empty ? Optional.of(ok(list(asked).toString())) : Optional.empty();
        }
        return switch (call) {
            case "instruments-info" -> Optional.of(instruments(query));
            case "kline" -> Optional.of(kline(query));
            case "tickers" -> Optional.of(tickers(query));
            case "funding/history" -> linear ? Optional.of(fundings(query)) : Optional.empty();
            default -> Optional.empty();
        };
    }

    RestAnswer tooManyRequests() {
        return new RestAnswer(429, envelope(TOO_MANY_VISITS, "Too many visits!", "{}"), Map.of());
    }

    private RestAnswer time() {
        final long nowMs = clock.serverTimeMs();
        return ok("{\"timeSecond\":\"" + nowMs / 1000 + "\",\"timeNano\":\"" + nowMs + "000000\"}");
    }

    private RestAnswer instruments(Query query) {
        if (query.has("symbol") && !symbols.containsKey(query.text("symbol", ""))) {
            return refused("params error: symbol invalid");
        }
        final ObjectNode result = list(category);
        final ArrayNode list = (ArrayNode) result.path("list");
        for (PlayedSymbol symbol : symbols.values()) {
            if (!query.has("symbol") || symbol.rules().symbol().equals(query.text("symbol", ""))) {
                describe(list.addObject(), symbol);
            }
        }
        if (linear) {
            result.put("nextPageCursor", "");
        }
        return ok(result.toString());
    }

    private void describe(ObjectNode node, PlayedSymbol symbol) {
        final SymbolRules rules = symbol.rules();
        node.put("symbol", rules.symbol());
        if (linear) {
            node.put("contractType", "LinearPerpetual");
        }
        node.put("status", symbol.tradesAt(clock.serverTimeMs()) ? "Trading" : "Closed")
                .put("baseCoin", rules.base())
                .put("quoteCoin", rules.quote());
        node.putObject("priceFilter").put("tickSize", rules.tickSize().toPlainString());
        final ObjectNode lot = node.putObject("lotSizeFilter");
        lot.put("minOrderQty", rules.minQuantity().toPlainString()).put("maxOrderQty", "1000000000");
        if (linear) {
            node.put("launchTime", "1585526400000")
                    .put("deliveryTime", "0")
                    .put("settleCoin", rules.quote())
                    .put("fundingInterval", 480);
            lot.put("qtyStep", rules.stepSize().toPlainString())
                    .put("minNotionalValue", rules.minNotional().toPlainString());
        } else {
            lot.put("basePrecision", rules.stepSize().toPlainString())
                    .put("quotePrecision", rules.tickSize().toPlainString())
                    .put("minOrderAmt", rules.minNotional().toPlainString())
                    .put("maxOrderAmt", "1000000000");
        }
    }

    private static ObjectNode list(String category) {
        final ObjectNode result = JSON.createObjectNode().put("category", category);
        result.putArray("list");
        return result;
    }

    /** Newest first, the running bar included. */
    private RestAnswer kline(Query query) {
        final PlayedSymbol symbol = symbols.get(query.text("symbol", ""));
        if (symbol == null) {
            return refused("params error: symbol invalid");
        }
        final OptionalLong start = query.number("start", Long.MIN_VALUE);
        final OptionalLong end = query.number("end", Long.MAX_VALUE);
        final OptionalLong limit = query.number("limit", DEFAULT_ROWS);
        if (start.isEmpty() || end.isEmpty() || limit.isEmpty() || limit.getAsLong() < 1) {
            return refused("params error: start, end and limit are whole numbers");
        }
        final FrameText out = new FrameText()
                .text("{\"category\":\"")
                .text(category)
                .text("\",\"symbol\":\"")
                .text(symbol.rules().symbol())
                .text("\",\"list\":[");
        for (Timeframe timeframe : Timeframe.values()) {
            if (Long.toString(timeframe.intervalMs() / 60_000).equals(query.text("interval", ""))) {
                final List<PlayedBar> bars = CandlePage.of(
                        symbol,
                        timeframe,
                        start.getAsLong(),
                        end.getAsLong(),
                        (int) Math.min(limit.getAsLong(), MAX_ROWS),
                        query.has("start") && !query.has("end"));
                for (int i = bars.size() - 1; i >= 0; i--) {
                    row(i == bars.size() - 1 ? out : out.text(","), bars.get(i));
                }
            }
        }
        return ok(out.text("]}").toString());
    }

    /** Newest first; a start alone is refused. */
    private RestAnswer fundings(Query query) {
        final PlayedSymbol symbol = symbols.get(query.text("symbol", ""));
        if (symbol == null) {
            return refused("params error: symbol invalid");
        }
        final OptionalLong start = query.number("startTime", Long.MIN_VALUE);
        final OptionalLong end = query.number("endTime", Long.MAX_VALUE);
        final OptionalLong limit = query.number("limit", MAX_FUNDINGS);
        if (start.isEmpty() || end.isEmpty() || limit.isEmpty() || query.has("startTime") && !query.has("endTime")) {
            return refused("params error: startTime needs endTime, and limit is a whole number");
        }
        final List<PlayedFundings.Settled> settled = symbol.fundings()
                .between(start.getAsLong(), end.getAsLong(), (int) Math.min(limit.getAsLong(), MAX_FUNDINGS));
        final FrameText out = new FrameText().text("{\"category\":\"linear\",\"list\":[");
        for (int i = settled.size() - 1; i >= 0; i--) {
            out.text(i == settled.size() - 1 ? "" : ",")
                    .text("{\"symbol\":\"")
                    .text(symbol.rules().symbol())
                    .text("\",\"fundingRate\":\"")
                    .text(settled.get(i).rate())
                    .text("\",\"fundingRateTimestamp\":\"")
                    .number(settled.get(i).timeMs())
                    .text("\"}");
        }
        return ok(out.text("]}").toString());
    }

    private static void row(FrameText out, PlayedBar bar) {
        out.text("[\"")
                .number(bar.openTimeMs())
                .text("\",")
                .ohlc(bar)
                .text(",")
                .decimal(bar.volumeBase())
                .text(",")
                .rounded(bar.volumeQuote())
                .text("]");
    }

    private RestAnswer tickers(Query query) {
        final FrameText out = new FrameText().text("{\"category\":\"" + category + "\",\"list\":[");
        boolean first = true;
        for (PlayedSymbol symbol : symbols.values()) {
            if (!query.has("symbol") || symbol.rules().symbol().equals(query.text("symbol", ""))) {
                words.tickerRow(first ? out : out.text(","), symbol, clock.serverTimeMs());
                first = false;
            }
        }
        return ok(out.text("]}").toString());
    }

    private RestAnswer ok(String result) {
        return RestAnswer.of(envelope(0, "OK", result));
    }

    private RestAnswer refused(String message) {
        return RestAnswer.of(envelope(BAD_PARAMETER, message, "{}"));
    }

    private String envelope(int code, String message, String result) {
        return "{\"retCode\":" + code + ",\"retMsg\":\"" + message + "\",\"result\":" + result
                + ",\"retExtInfo\":{},\"time\":" + clock.serverTimeMs() + "}";
    }
}
