package crucible.exchange.replay.binance;

import crucible.exchange.replay.market.PlayedSymbol;
import crucible.exchange.replay.market.SymbolRules;
import java.math.BigDecimal;
import java.util.List;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** The exchange's description of its symbols and limits. */
final class ExchangeInfo {
    private static final int PLACES = 8;
    /** As the exchange writes it for perpetuals. */
    private static final long NEVER_DELIVERED_MS = 4_133_404_800_000L;

    private static final BigDecimal MOST_TICKS = new BigDecimal("100000000");
    private static final BigDecimal MOST_STEPS = new BigDecimal("900000000");

    private ExchangeInfo() {}

    static String json(List<PlayedSymbol> symbols, long serverTimeMs, boolean futures) {
        final ObjectNode root = JsonMapper.shared().createObjectNode();
        root.put("timezone", "UTC").put("serverTime", serverTimeMs);
        final ArrayNode limits = root.putArray("rateLimits");
        limit(limits, "REQUEST_WEIGHT", "MINUTE", 1, futures ? 2_400 : 6_000);
        limit(limits, "ORDERS", "SECOND", 10, 100);
        limit(limits, "ORDERS", "DAY", 1, 200_000);
        limit(limits, "RAW_REQUESTS", "MINUTE", 5, 300_000);
        root.putArray("exchangeFilters");
        final ArrayNode list = root.putArray("symbols");
        for (PlayedSymbol symbol : symbols) {
            if (futures) {
                describePerpetual(list.addObject(), symbol, serverTimeMs);
            } else {
                describe(list.addObject(), symbol, serverTimeMs);
            }
        }
        return root.toString();
    }

    private static void limit(ArrayNode limits, String type, String interval, int number, int limit) {
        limits.addObject()
                .put("rateLimitType", type)
                .put("interval", interval)
                .put("intervalNum", number)
                .put("limit", limit);
    }

    private static void describe(ObjectNode node, PlayedSymbol symbol, long serverTimeMs) {
        final SymbolRules rules = symbol.rules();
        node.put("symbol", rules.symbol())
                .put("status", symbol.tradesAt(serverTimeMs) ? "TRADING" : "BREAK")
                .put("baseAsset", rules.base())
                .put("baseAssetPrecision", PLACES)
                .put("quoteAsset", rules.quote())
                .put("quotePrecision", PLACES)
                .put("quoteAssetPrecision", PLACES)
                .put("baseCommissionPrecision", PLACES)
                .put("quoteCommissionPrecision", PLACES);
        final ArrayNode orderTypes = node.putArray("orderTypes");
        for (String type : List.of(
                "LIMIT", "LIMIT_MAKER", "MARKET", "STOP_LOSS", "STOP_LOSS_LIMIT", "TAKE_PROFIT", "TAKE_PROFIT_LIMIT")) {
            orderTypes.add(type);
        }
        node.put("icebergAllowed", true)
                .put("ocoAllowed", true)
                .put("otoAllowed", true)
                .put("quoteOrderQtyMarketAllowed", true)
                .put("allowTrailingStop", true)
                .put("cancelReplaceAllowed", true)
                .put("isSpotTradingAllowed", true)
                .put("isMarginTradingAllowed", false);
        filters(node.putArray("filters"), rules);
        node.putArray("permissions");
        node.putArray("permissionSets").addArray().add("SPOT");
        node.put("defaultSelfTradePreventionMode", "EXPIRE_MAKER");
        node.putArray("allowedSelfTradePreventionModes")
                .add("EXPIRE_TAKER")
                .add("EXPIRE_MAKER")
                .add("EXPIRE_BOTH");
    }

    private static void describePerpetual(ObjectNode node, PlayedSymbol symbol, long serverTimeMs) {
        final SymbolRules rules = symbol.rules();
        node.put("symbol", rules.symbol())
                .put("pair", rules.symbol())
                .put("contractType", "PERPETUAL")
                .put("deliveryDate", NEVER_DELIVERED_MS)
                .put("onboardDate", 1_569_398_400_000L)
                .put("status", symbol.tradesAt(serverTimeMs) ? "TRADING" : "SETTLING")
                .put("baseAsset", rules.base())
                .put("quoteAsset", rules.quote())
                .put("marginAsset", rules.quote())
                .put("pricePrecision", PLACES)
                .put("quantityPrecision", PLACES)
                .put("baseAssetPrecision", PLACES)
                .put("quotePrecision", PLACES)
                .put("underlyingType", "COIN");
        final ArrayNode orderTypes = node.putArray("orderTypes");
        orderTypes.add("LIMIT").add("MARKET").add("STOP").add("TAKE_PROFIT");
        node.putArray("timeInForce").add("GTC").add("IOC").add("FOK");
        final ArrayNode filters = node.putArray("filters");
        priceAndLot(filters, rules);
        filters.addObject()
                .put("filterType", "MIN_NOTIONAL")
                .put("notional", rules.minNotional().toPlainString());
    }

    private static void filters(ArrayNode filters, SymbolRules rules) {
        priceAndLot(filters, rules);
        filters.addObject().put("filterType", "ICEBERG_PARTS").put("limit", 10);
        filters.addObject()
                .put("filterType", "MARKET_LOT_SIZE")
                .put("minQty", text(BigDecimal.ZERO))
                .put("maxQty", text(rules.stepSize().multiply(MOST_STEPS)))
                .put("stepSize", text(BigDecimal.ZERO));
        filters.addObject()
                .put("filterType", "PERCENT_PRICE_BY_SIDE")
                .put("bidMultiplierUp", "5")
                .put("bidMultiplierDown", "0.2")
                .put("askMultiplierUp", "5")
                .put("askMultiplierDown", "0.2")
                .put("avgPriceMins", 5);
        filters.addObject()
                .put("filterType", "NOTIONAL")
                .put("minNotional", text(rules.minNotional()))
                .put("applyMinToMarket", true)
                .put("maxNotional", "9000000.00000000")
                .put("applyMaxToMarket", false)
                .put("avgPriceMins", 5);
        filters.addObject().put("filterType", "MAX_NUM_ORDERS").put("maxNumOrders", 200);
        filters.addObject().put("filterType", "MAX_NUM_ALGO_ORDERS").put("maxNumAlgoOrders", 5);
    }

    private static void priceAndLot(ArrayNode filters, SymbolRules rules) {
        filters.addObject()
                .put("filterType", "PRICE_FILTER")
                .put("minPrice", text(rules.tickSize()))
                .put("maxPrice", text(rules.tickSize().multiply(MOST_TICKS)))
                .put("tickSize", text(rules.tickSize()));
        filters.addObject()
                .put("filterType", "LOT_SIZE")
                .put("minQty", text(rules.minQuantity()))
                .put("maxQty", text(rules.stepSize().multiply(MOST_STEPS)))
                .put("stepSize", text(rules.stepSize()));
    }

    /** With eight decimals, or more where the value has more. */
    private static String text(BigDecimal value) {
        final BigDecimal plain = value.stripTrailingZeros();
        return plain.setScale(Math.max(PLACES, plain.scale())).toPlainString();
    }
}
