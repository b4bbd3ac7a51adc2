package crucible.exchange.replay.market;

import crucible.model.Require;
import java.math.BigDecimal;

/**
 * A symbol of the replay venue and its order rules.
 *
 * @param symbol the venue's name such as {@code BTCUSDT}
 * @param base base currency
 * @param quote quote currency
 * @param tickSize price step in quote currency, above 0
 * @param stepSize quantity step in base currency, above 0
 * @param minQuantity smallest order in base currency, not negative
 * @param minNotional smallest order value in quote currency, not negative
 */
public record SymbolRules(
        String symbol,
        String base,
        String quote,
        BigDecimal tickSize,
        BigDecimal stepSize,
        BigDecimal minQuantity,
        BigDecimal minNotional) {
    public SymbolRules {
        Require.text("symbol", symbol);
        Require.text("base of " + symbol, base);
        Require.text("quote of " + symbol, quote);
        Require.that(
                tickSize != null && tickSize.signum() > 0 && tickSize.scale() <= PriceGrid.MAX_PLACES,
                "tickSize of " + symbol + " is above 0 with at most " + PriceGrid.MAX_PLACES + " decimals",
                tickSize);
        Require.that(
                stepSize != null && stepSize.signum() > 0 && stepSize.scale() <= PriceGrid.MAX_PLACES,
                "stepSize of " + symbol + " is above 0 with at most " + PriceGrid.MAX_PLACES + " decimals",
                stepSize);
        Require.that(
                minQuantity != null && minQuantity.signum() >= 0,
                "minQty of " + symbol + " is not negative",
                minQuantity);
        Require.that(
                minNotional != null && minNotional.signum() >= 0,
                "minNotional of " + symbol + " is not negative",
                minNotional);
    }

    /** The same symbol with another price step. */
    SymbolRules withTickSize(BigDecimal other) {
        return new SymbolRules(symbol, base, quote, other, stepSize, minQuantity, minNotional);
    }
}
