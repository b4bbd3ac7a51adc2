package crucible.exchange;

import crucible.model.Require;

/**
 * One symbol that a feed subscribes to. Lists of listings fix the order in which simultaneous bars are handed on.
 *
 * @param instrumentId dense id in the arena, from 0
 * @param symbol as the venue's REST interface writes it, such as {@code BTCUSDT}
 */
public record Listing(int instrumentId, String symbol) {
    public Listing {
        Require.notNegative("instrumentId", instrumentId);
        Require.text("symbol", symbol);
    }
}
