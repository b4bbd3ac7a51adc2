package crucible.exchange.rules;

import static crucible.exchange.rules.RuleDocument.decimal;
import static crucible.exchange.rules.RuleDocument.decimalOrZero;
import static crucible.exchange.rules.RuleDocument.text;
import static crucible.exchange.rules.RuleDocument.textOr;

import crucible.exchange.rules.ListedInstrument.Refused;
import crucible.exchange.rules.ListedInstrument.Terms;
import crucible.model.InstrumentKind;
import crucible.model.TradingRules;
import java.math.BigDecimal;
import java.util.List;
import tools.jackson.databind.JsonNode;

/** OKX v5 {@code public/instruments}, of spot and of swaps. A swap's sizes are contracts; here they become base currency. */
public final class OkxRules {
    private OkxRules() {}

    /** Entries of a document; a text that is none is an {@link IllegalArgumentException}. */
    public static List<ListedInstrument> read(String document, long effectiveTimeMs) {
        return RuleDocument.readAll(
                RuleDocument.parse(document).path("data"), "instId", entry -> entry(entry, effectiveTimeMs));
    }

    private static ListedInstrument entry(JsonNode entry, long effectiveTimeMs) {
        final String symbol = text(entry, "instId");
        final String type = text(entry, "instType");
        return switch (type) {
            case "SPOT" -> spot(entry, symbol, effectiveTimeMs);
            case "SWAP" -> swap(entry, symbol, effectiveTimeMs);
            default -> new Refused(symbol, Refusal.NOT_PERPETUAL, "instrument type " + type);
        };
    }

    private static ListedInstrument spot(JsonNode entry, String symbol, long effectiveTimeMs) {
        final String quote = text(entry, "quoteCcy");
        if (!RuleDocument.isDollar(quote)) {
            return RuleDocument.notDollarQuoted(symbol, quote);
        }
        final TradingRules rules = rules(entry, BigDecimal.ONE, effectiveTimeMs);
        return listed(entry, new Terms(symbol, text(entry, "baseCcy"), quote, InstrumentKind.SPOT, rules));
    }

    private static ListedInstrument swap(JsonNode entry, String symbol, long effectiveTimeMs) {
        final String type = text(entry, "ctType");
        if (!type.equals("linear")) {
            return new Refused(symbol, Refusal.NOT_LINEAR, "contract type " + type);
        }
        final String[] pair = text(entry, "uly").split("-", -1);
        if (pair.length != 2) {
            throw new IllegalArgumentException("required: uly is BASE-QUOTE, but was " + entry.path("uly"));
        }
        if (!RuleDocument.isDollar(pair[1])) {
            return RuleDocument.notDollarQuoted(symbol, pair[1]);
        }
        final String valueCurrency = text(entry, "ctValCcy");
        if (!valueCurrency.equals(pair[0])) {
            return new Refused(symbol, Refusal.NOT_LINEAR, "contract value in " + valueCurrency);
        }
        final BigDecimal contract = decimal(entry, "ctVal").multiply(decimal(entry, "ctMult"));
        final TradingRules rules = rules(entry, contract, effectiveTimeMs);
        return listed(entry, new Terms(symbol, pair[0], pair[1], InstrumentKind.PERPETUAL, rules, contract));
    }

    private static TradingRules rules(JsonNode entry, BigDecimal unit, long effectiveTimeMs) {
        return new TradingRules(
                decimal(entry, "tickSz"),
                decimal(entry, "lotSz").multiply(unit),
                decimalOrZero(entry, "minSz").multiply(unit),
                BigDecimal.ZERO,
                effectiveTimeMs);
    }

    private static ListedInstrument listed(JsonNode entry, Terms terms) {
        final String state = textOr(entry, "state", "unknown");
        return RuleDocument.listed(terms, state.equals("live"), state);
    }
}
