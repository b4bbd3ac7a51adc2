package crucible.exchange.rules;

import static crucible.exchange.rules.RuleDocument.decimalOrZero;
import static crucible.exchange.rules.RuleDocument.optionalDecimal;
import static crucible.exchange.rules.RuleDocument.textOr;
import static crucible.exchange.rules.RuleDocument.unitOfDecimals;

import crucible.exchange.rules.ListedInstrument.Refused;
import crucible.exchange.rules.ListedInstrument.Terms;
import crucible.model.InstrumentKind;
import crucible.model.TradingRules;
import java.math.BigDecimal;
import java.util.List;
import tools.jackson.databind.JsonNode;

/**
 * Kraken {@code AssetPairs}. Symbols are those of the second WebSocket version, {@code BTC/USD}: REST still writes XBT
 * and XDG for BTC and DOGE.
 */
public final class KrakenRules {
    private KrakenRules() {}

    /** Entries of a document; a text that is none is an {@link IllegalArgumentException}. */
    public static List<ListedInstrument> read(String document, long effectiveTimeMs) {
        return RuleDocument.readAll(
                RuleDocument.parse(document).path("result"), "altname", entry -> entry(entry, effectiveTimeMs));
    }

    private static ListedInstrument entry(JsonNode entry, long effectiveTimeMs) {
        final String name = textOr(entry, "wsname", "");
        if (name.isEmpty()) {
            // The dark pools' pairs have no name in the public streams.
            return new Refused(RuleDocument.text(entry, "altname"), Refusal.NOT_PUBLIC, "no wsname");
        }
        final String[] pair = name.split("/", -1);
        if (pair.length != 2) {
            throw new IllegalArgumentException("required: wsname is BASE/QUOTE, but was " + name);
        }
        final String base = today(pair[0]);
        final String quote = today(pair[1]);
        final String symbol = base + "/" + quote;
        if (!RuleDocument.isDollar(quote)) {
            return RuleDocument.notDollarQuoted(symbol, quote);
        }
        final BigDecimal tick =
                optionalDecimal(entry, "tick_size").orElseGet(() -> unitOfDecimals(entry, "pair_decimals"));
        final TradingRules rules = new TradingRules(
                tick,
                unitOfDecimals(entry, "lot_decimals"),
                decimalOrZero(entry, "ordermin"),
                decimalOrZero(entry, "costmin"),
                effectiveTimeMs);
        final String status = textOr(entry, "status", "online");
        return RuleDocument.listed(
                new Terms(symbol, base, quote, InstrumentKind.SPOT, rules), status.equals("online"), status);
    }

    private static String today(String asset) {
        return switch (asset) {
            case "XBT" -> "BTC";
            case "XDG" -> "DOGE";
            default -> asset;
        };
    }
}
