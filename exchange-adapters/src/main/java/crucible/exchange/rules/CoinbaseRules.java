package crucible.exchange.rules;

import static crucible.exchange.rules.RuleDocument.decimal;
import static crucible.exchange.rules.RuleDocument.decimalOrZero;
import static crucible.exchange.rules.RuleDocument.text;
import static crucible.exchange.rules.RuleDocument.textOr;

import crucible.exchange.rules.ListedInstrument.Refused;
import crucible.exchange.rules.ListedInstrument.Terms;
import crucible.model.InstrumentKind;
import crucible.model.TradingRules;
import java.util.List;
import tools.jackson.databind.JsonNode;

/** Coinbase Advanced Trade {@code market/products}: the spot ones. */
public final class CoinbaseRules {
    /** Flags under which a market order does not trade. */
    private static final List<String> STOPS = List.of(
            "is_disabled", "trading_disabled", "cancel_only", "limit_only", "post_only", "view_only", "auction_mode");

    private CoinbaseRules() {}

    /** Entries of a document; a text that is none is an {@link IllegalArgumentException}. */
    public static List<ListedInstrument> read(String document, long effectiveTimeMs) {
        return RuleDocument.readAll(
                RuleDocument.parse(document).path("products"), "product_id", entry -> entry(entry, effectiveTimeMs));
    }

    private static ListedInstrument entry(JsonNode entry, long effectiveTimeMs) {
        final String symbol = text(entry, "product_id");
        final String type = text(entry, "product_type");
        if (!type.equals("SPOT")) {
            return new Refused(symbol, Refusal.NOT_PERPETUAL, "product type " + type);
        }
        final String quote = text(entry, "quote_currency_id");
        if (!RuleDocument.isDollar(quote)) {
            return RuleDocument.notDollarQuoted(symbol, quote);
        }
        final String alias = textOr(entry, "alias", symbol);
        if (!alias.equals(symbol)) {
            return new Refused(symbol, Refusal.ALIAS, "ask for " + alias + ", under which its data come");
        }
        final TradingRules rules = new TradingRules(
                decimal(entry, "price_increment"),
                decimal(entry, "base_increment"),
                decimalOrZero(entry, "base_min_size"),
                decimalOrZero(entry, "quote_min_size"),
                effectiveTimeMs);
        final String status = textOr(entry, "status", "unknown");
        final Terms terms = new Terms(symbol, text(entry, "base_currency_id"), quote, InstrumentKind.SPOT, rules);
        if (!status.equals("online")) {
            return RuleDocument.listed(terms, false, status);
        }
        for (String stop : STOPS) {
            if (entry.path(stop).asBoolean(false)) {
                return RuleDocument.listed(terms, false, stop);
            }
        }
        return RuleDocument.listed(terms, true, status);
    }
}
