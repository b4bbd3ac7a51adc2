package crucible.exchange.replay.coinbase;

import crucible.exchange.replay.clock.VenueClock;
import crucible.exchange.replay.market.PlayedBar;
import crucible.exchange.replay.market.PlayedSymbol;
import crucible.exchange.replay.market.SymbolRules;
import crucible.exchange.replay.wire.CandlePage;
import crucible.exchange.replay.wire.FrameText;
import crucible.exchange.replay.wire.Query;
import crucible.exchange.replay.wire.RestAnswer;
import crucible.model.Timeframe;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** The public REST calls of Coinbase Advanced Trade. */
final class CoinbaseRest {
    private static final JsonMapper JSON = JsonMapper.shared();
    private static final String BASE = "/api/v3/brokerage/";
    private static final String PRODUCTS = "market/products";
    private static final String CANDLES = "/candles";
    private static final int MAX_BUCKETS = 350;

    private final Map<String, PlayedSymbol> products = new LinkedHashMap<>();
    private final VenueClock clock;

    CoinbaseRest(List<PlayedSymbol> symbols, VenueClock clock) {
        this.clock = clock;
        symbols.forEach(symbol -> products.put(CoinbaseWords.product(symbol), symbol));
    }

    /** Answers a GET; empty where the path is not one of the venue's. */
    Optional<RestAnswer> answer(String path, Query query) {
        if (!path.startsWith(BASE)) {
            return Optional.empty();
        }
        final String call = path.substring(BASE.length());
        if (call.equals("time")) {
            return Optional.of(time());
        }
        if (call.equals(PRODUCTS)) {
            return Optional.of(list());
        }
        if (!call.startsWith(PRODUCTS + "/")) {
            return Optional.of(refused(404, "NOT_FOUND", "no such path"));
        }
        final String rest = call.substring(PRODUCTS.length() + 1);
        final boolean candles = rest.endsWith(CANDLES);
        final String name = candles ? rest.substring(0, rest.length() - CANDLES.length()) : rest;
        final PlayedSymbol symbol = products.get(name);
        if (symbol == null) {
            return Optional.of(refused(404, "NOT_FOUND", "product not found: " + name));
        }
        return Optional.of(
                candles
                        ? candles(symbol, query)
                        : RestAnswer.of(describe(symbol).toString()));
    }

    static RestAnswer tooManyRequests() {
        return new RestAnswer(
                429, "{\"errors\":[{\"id\":\"rate_limit_exceeded\",\"message\":\"Too many requests\"}]}", Map.of());
    }

    private RestAnswer time() {
        final long nowMs = clock.serverTimeMs();
        return RestAnswer.of(JSON.createObjectNode()
                .put("iso", Instant.ofEpochMilli(nowMs).toString())
                .put("epochSeconds", Long.toString(nowMs / 1_000))
                .put("epochMillis", Long.toString(nowMs))
                .toString());
    }

    private RestAnswer list() {
        final ObjectNode answer = JSON.createObjectNode();
        final ArrayNode list = answer.putArray("products");
        products.values().forEach(symbol -> list.add(describe(symbol)));
        return RestAnswer.of(answer.put("num_products", products.size()).toString());
    }

    private ObjectNode describe(PlayedSymbol symbol) {
        final SymbolRules rules = symbol.rules();
        return JSON.createObjectNode()
                .put("product_id", CoinbaseWords.product(symbol))
                .put("product_type", "SPOT")
                .put("base_currency_id", rules.base())
                .put("quote_currency_id", rules.quote())
                .put("price_increment", rules.tickSize().toPlainString())
                .put("quote_increment", rules.tickSize().toPlainString())
                .put("base_increment", rules.stepSize().toPlainString())
                .put("base_min_size", rules.minQuantity().toPlainString())
                .put("quote_min_size", rules.minNotional().toPlainString())
                .put("status", symbol.tradesAt(clock.serverTimeMs()) ? "online" : "offline")
                .put("is_disabled", false)
                .put("trading_disabled", false)
                .put("cancel_only", false)
                .put("limit_only", false)
                .put("post_only", false)
                .put("auction_mode", false)
                .put("view_only", false)
                .put("alias", "");
    }

    /** Newest first, the running one included, those without trades left out. */
    private RestAnswer candles(PlayedSymbol symbol, Query query) {
        final OptionalLong start = query.number("start", 0);
        final OptionalLong end = query.number("end", clock.serverTimeMs() / 1_000);
        if (start.isEmpty() || end.isEmpty()) {
            return refused(400, "INVALID_ARGUMENT", "start and end are in seconds");
        }
        final ObjectNode none = JSON.createObjectNode();
        none.putArray("candles");
        for (Timeframe timeframe : Timeframe.values()) {
            final String granularity = timeframe == Timeframe.M5 ? "FIVE_MINUTE" : "FIFTEEN_MINUTE";
            if (granularity.equals(query.text("granularity", ""))) {
                final long stepSeconds = timeframe.intervalMs() / 1_000;
                if ((end.getAsLong() - start.getAsLong()) / stepSeconds >= MAX_BUCKETS) {
                    return refused(400, "INVALID_ARGUMENT", "number of candles requested should be less than 350");
                }
                return page(symbol, timeframe, start.getAsLong() * 1_000, end.getAsLong() * 1_000);
            }
        }
        return RestAnswer.of(none.toString());
    }

    private static RestAnswer page(PlayedSymbol symbol, Timeframe timeframe, long startMs, long endMs) {
        final List<PlayedBar> bars = CandlePage.of(symbol, timeframe, startMs, endMs, MAX_BUCKETS, false);
        final FrameText out = new FrameText().text("{\"candles\":[");
        boolean first = true;
        for (int i = bars.size() - 1; i >= 0; i--) {
            if (bars.get(i).trades() > 0) {
                CoinbaseWords.values(out.text(first ? "{" : ",{"), bars.get(i)).text("}");
                first = false;
            }
        }
        return RestAnswer.of(out.text("]}").toString());
    }

    private static RestAnswer refused(int status, String error, String words) {
        return new RestAnswer(
                status,
                JSON.createObjectNode()
                        .put("error", error)
                        .put("error_details", words)
                        .put("message", words)
                        .toString(),
                Map.of());
    }
}
