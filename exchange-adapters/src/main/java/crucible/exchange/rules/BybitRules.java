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
import java.math.RoundingMode;
import java.util.List;
import tools.jackson.databind.JsonNode;

/** Bybit v5 {@code instruments-info}, of the spot and of the linear category. */
public final class BybitRules {
    private BybitRules() {}

    /** Entries of category spot; a text that is no such document is an {@link IllegalArgumentException}. */
    public static List<ListedInstrument> readSpot(String document, long effectiveTimeMs) {
        return RuleDocument.readAll(list(document), "symbol", entry -> spot(entry, effectiveTimeMs));
    }

    /** Entries of category linear; a text that is no such document is an {@link IllegalArgumentException}. */
    public static List<ListedInstrument> readLinear(String document, long effectiveTimeMs) {
        return RuleDocument.readAll(list(document), "symbol", entry -> linear(entry, effectiveTimeMs));
    }

    private static JsonNode list(String document) {
        return RuleDocument.parse(document).path("result").path("list");
    }

    private static ListedInstrument spot(JsonNode entry, long effectiveTimeMs) {
        final String symbol = text(entry, "symbol");
        final String quote = text(entry, "quoteCoin");
        if (!RuleDocument.isDollar(quote)) {
            return RuleDocument.notDollarQuoted(symbol, quote);
        }
        final JsonNode lot = entry.path("lotSizeFilter");
        final TradingRules rules = new TradingRules(
                decimal(entry.path("priceFilter"), "tickSize"),
                decimal(lot, "basePrecision"),
                decimalOrZero(lot, "minOrderQty"),
                decimalOrZero(lot, "minOrderAmt"),
                effectiveTimeMs);
        return listed(entry, new Terms(symbol, text(entry, "baseCoin"), quote, InstrumentKind.SPOT, rules));
    }

    private static ListedInstrument linear(JsonNode entry, long effectiveTimeMs) {
        final String symbol = text(entry, "symbol");
        final String quote = text(entry, "quoteCoin");
        final String contract = text(entry, "contractType");
        if (contract.startsWith("Inverse")) {
            return new Refused(symbol, Refusal.NOT_LINEAR, "contract type " + contract);
        }
        if (!RuleDocument.isDollar(quote)) {
            return RuleDocument.notDollarQuoted(symbol, quote);
        }
        if (!contract.equals("LinearPerpetual")) {
            return new Refused(symbol, Refusal.NOT_PERPETUAL, "contract type " + contract);
        }
        final JsonNode lot = entry.path("lotSizeFilter");
        final TradingRules rules = new TradingRules(
                decimal(entry.path("priceFilter"), "tickSize"),
                decimal(lot, "qtyStep"),
                decimalOrZero(lot, "minOrderQty"),
                decimalOrZero(lot, "minNotionalValue"),
                effectiveTimeMs,
                band(entry.path("riskParameters")));
        return listed(entry, new Terms(symbol, text(entry, "baseCoin"), quote, InstrumentKind.PERPETUAL, rules));
    }

    /**
     * A buy may lie at least the narrower ratio above the mark price, a sale as much below it; how much more, up to the
     * wider one, depends on an index that is not known here.
     */
    private static PriceBand band(JsonNode risk) {
        final BigDecimal x = decimalOrZero(risk, "priceLimitRatioX");
        final BigDecimal y = decimalOrZero(risk, "priceLimitRatioY");
        final BigDecimal ratio = x.signum() == 0 ? y : y.signum() == 0 ? x : x.min(y);
        return ratio.signum() == 0
                ? PriceBand.NONE
                : new PriceBand(
                        RuleDocument.ppm(BigDecimal.ONE.add(ratio), RoundingMode.FLOOR),
                        0,
                        0,
                        RuleDocument.ppm(BigDecimal.ONE.subtract(ratio).max(BigDecimal.ZERO), RoundingMode.CEILING));
    }

    private static ListedInstrument listed(JsonNode entry, Terms terms) {
        final String status = textOr(entry, "status", "unknown");
        return RuleDocument.listed(terms, status.equals("Trading"), status);
    }
}
