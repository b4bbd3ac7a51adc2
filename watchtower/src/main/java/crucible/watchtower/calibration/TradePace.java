package crucible.watchtower.calibration;

import crucible.model.Require;

/**
 * How trades lie on bars.
 *
 * @param heldBars bars that each trade is held for, 1 or more
 * @param flatBars bars without a position between two trades, 0 or more
 */
public record TradePace(int heldBars, int flatBars) {
    /** One return per trade. */
    public static final TradePace EVERY_BAR_A_TRADE = new TradePace(1, 0);
    /** Trades of 20 minutes and 40 minutes between them, on 5m bars. */
    public static final TradePace FOUR_BARS_OF_TWELVE = new TradePace(4, 8);

    public TradePace {
        Require.positive("heldBars", (long) heldBars);
        Require.between("flatBars", flatBars, 0, 1000);
    }

    /** Sharpe ratio of a held bar where that of a trade is {@code sharpePerTrade}. */
    public double sharpePerHeldBar(double sharpePerTrade) {
        return sharpePerTrade / Math.sqrt((double) heldBars);
    }
}
