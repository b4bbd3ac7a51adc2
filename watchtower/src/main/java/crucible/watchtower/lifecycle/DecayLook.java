package crucible.watchtower.lifecycle;

import crucible.model.Require;
import java.util.ArrayList;
import java.util.List;

/**
 * One look of the rising bar: from {@code closedTrades} closed trades on, PSR must be at least {@code minPsr}.
 *
 * @param closedTrades closed trades at which the look becomes due, above 0
 * @param minPsr the bar, in [0, 1)
 */
public record DecayLook(int closedTrades, double minPsr) {
    /** For whom {@link #rising} was made: the true Sharpe ratio per trade of who should stay. */
    public static final double TARGET_SHARPE_PER_TRADE = 0.1;
    /** Part of them that all its looks together may end. */
    public static final double FALSE_DEATH = 0.2;

    private static final int[] TRADES = {30, 60, 120, 240, 480, 960};
    private static final double[] BAR = {0.10, 0.18, 0.31, 0.50, 0.76};

    public DecayLook {
        Require.positive("closedTrades", (long) closedTrades);
        Require.that(minPsr >= 0 && minPsr < 1, "minPsr lies in [0, 1)", minPsr);
    }

    /**
     * The bar at 30, 60, 120, 240, 480 and 960 closed trades: 0.10, 0.18, 0.31, 0.50, 0.76 and {@code decayConfidence};
     * no earlier look asks for more than the last. With 0.90, an agent with a true Sharpe ratio of 0.1 a trade is ended
     * wrongly with probability of about 0.2 over all looks together (found by simulation).
     */
    public static List<DecayLook> rising(double decayConfidence) {
        final List<DecayLook> looks = new ArrayList<>();
        for (int i = 0; i < TRADES.length; i++) {
            final double bar = i < BAR.length ? Math.min(BAR[i], decayConfidence) : decayConfidence;
            looks.add(new DecayLook(TRADES[i], bar));
        }
        return List.copyOf(looks);
    }
}
