package crucible.exchange.rules;

import static crucible.exchange.rules.RuleDocument.decimal;
import static crucible.exchange.rules.RuleDocument.decimalOrZero;
import static crucible.exchange.rules.RuleDocument.text;
import static crucible.exchange.rules.RuleDocument.textOr;

import crucible.exchange.rules.ListedInstrument.Refused;
import crucible.exchange.rules.ListedInstrument.Terms;
import crucible.model.InstrumentKind;
import crucible.model.PriceBand;
import crucible.model.TradingRules;
import java.math.BigDecimal;
import java.util.List;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.MissingNode;

/** Binance {@code exchangeInfo}, of spot and of USD-M futures. */
public final class BinanceRules {
    private BinanceRules() {}

    /** Entries of {@code /api/v3/exchangeInfo}; a text that is no such document is an {@link IllegalArgumentException}. */
    public static List<ListedInstrument> readSpot(String document, long effectiveTimeMs) {
        return RuleDocument.readAll(
                RuleDocument.parse(document).path("symbols"), "symbol", entry -> spot(entry, effectiveTimeMs));
    }

    /** Entries of {@code /fapi/v1/exchangeInfo}; a text that is no such document is an {@link IllegalArgumentException}. */
    public static List<ListedInstrument> readUsdm(String document, long effectiveTimeMs) {
        return RuleDocument.readAll(
                RuleDocument.parse(document).path("symbols"), "symbol", entry -> usdm(entry, effectiveTimeMs));
    }

    private static ListedInstrument spot(JsonNode entry, long effectiveTimeMs) {
        final String symbol = text(entry, "symbol");
        final String quote = text(entry, "quoteAsset");
        if (!RuleDocument.isDollar(quote)) {
            return RuleDocument.notDollarQuoted(symbol, quote);
        }
        // Older documents call the rule MIN_NOTIONAL, newer ones NOTIONAL; both name the field minNotional.
        final BigDecimal minNotional = decimalOrZero(filter(entry, "NOTIONAL"), "minNotional")
                .max(decimalOrZero(filter(entry, "MIN_NOTIONAL"), "minNotional"));
        final Terms terms = new Terms(
                symbol,
                text(entry, "baseAsset"),
                quote,
                InstrumentKind.SPOT,
                rules(entry, minNotional, effectiveTimeMs, spotBand(entry)));
        final String status = text(entry, "status");
        return RuleDocument.listed(terms, status.equals("TRADING"), status);
    }

    private static ListedInstrument usdm(JsonNode entry, long effectiveTimeMs) {
        final String symbol = text(entry, "symbol");
        final String quote = text(entry, "quoteAsset");
        if (!RuleDocument.isDollar(quote)) {
            return RuleDocument.notDollarQuoted(symbol, quote);
        }
        final String contract = textOr(entry, "contractType", "unknown");
        if (!contract.equals("PERPETUAL")) {
            return new Refused(symbol, Refusal.NOT_PERPETUAL, "contract type " + contract);
        }
        final String margin = textOr(entry, "marginAsset", quote);
        if (!RuleDocument.isDollar(margin)) {
            return new Refused(symbol, Refusal.NOT_LINEAR, "settled in " + margin);
        }
        final BigDecimal minNotional = decimalOrZero(filter(entry, "MIN_NOTIONAL"), "notional");
        final Terms terms = new Terms(
                symbol,
                text(entry, "baseAsset"),
                quote,
                InstrumentKind.PERPETUAL,
                rules(entry, minNotional, effectiveTimeMs, usdmBand(entry)));
        final String status = textOr(entry, "status", "unknown");
        return RuleDocument.listed(terms, status.equals("TRADING"), status);
    }

    private static TradingRules rules(JsonNode entry, BigDecimal minNotional, long effectiveTimeMs, PriceBand band) {
        final JsonNode lot = filter(entry, "LOT_SIZE");
        return new TradingRules(
                decimal(filter(entry, "PRICE_FILTER"), "tickSize"),
                decimal(lot, "stepSize"),
                decimalOrZero(lot, "minQty"),
                minNotional,
                effectiveTimeMs,
                band);
    }

    /** Both bounds hold for both sides; a symbol has one of the two filters. */
    private static PriceBand spotBand(JsonNode entry) {
        final JsonNode bySide = filter(entry, "PERCENT_PRICE_BY_SIDE");
        if (!bySide.isMissingNode()) {
            return new PriceBand(
                    RuleDocument.upPpm(bySide, "bidMultiplierUp"),
                    RuleDocument.downPpm(bySide, "bidMultiplierDown"),
                    RuleDocument.upPpm(bySide, "askMultiplierUp"),
                    RuleDocument.downPpm(bySide, "askMultiplierDown"));
        }
        final JsonNode both = filter(entry, "PERCENT_PRICE");
        final long upPpm = RuleDocument.upPpm(both, "multiplierUp");
        final long downPpm = RuleDocument.downPpm(both, "multiplierDown");
        return new PriceBand(upPpm, downPpm, upPpm, downPpm);
    }

    /** Futures bound buys from above and sales from below. */
    private static PriceBand usdmBand(JsonNode entry) {
        final JsonNode filter = filter(entry, "PERCENT_PRICE");
        return new PriceBand(
                RuleDocument.upPpm(filter, "multiplierUp"), 0, 0, RuleDocument.downPpm(filter, "multiplierDown"));
    }

    /** The filter of a type, or a missing node. */
    private static JsonNode filter(JsonNode entry, String type) {
        for (JsonNode filter : entry.path("filters")) {
            if (filter.path("filterType").asString("").equals(type)) {
                return filter;
            }
        }
        return MissingNode.getInstance();
    }
}
