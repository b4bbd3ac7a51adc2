package crucible.watchtower.lifecycle;

import crucible.model.DeathCause;
import java.util.Locale;

/** Says in one plain sentence why an agent died. */
public final class DeathSummary {
    private DeathSummary() {}

    /**
     * What ended the agent and what its closed trades say about why, such as {@code costs ate it: -22 bps a trade,
     * gross +1}. Basis points are of the value at entry, averaged over all closed trades weighted by that value.
     *
     * @param closedTrades positions closed completely
     * @param grossTradeUsdE8 sum over closed trades before any cost, from mid to mid
     * @param netTradeUsdE8 sum over closed trades after all costs
     * @param tradedUsdE8 sum over closed trades of the value at entry
     */
    public static String of(
            DeathCause cause, long closedTrades, long grossTradeUsdE8, long netTradeUsdE8, long tradedUsdE8) {
        final String why = why(closedTrades, grossTradeUsdE8, netTradeUsdE8, tradedUsdE8);
        switch (cause) {
            case LOSS_OF_CAPITAL:
                return "lost too much of its capital; " + why;
            case LIQUIDATED:
                return "a position's margin was used up and the venue closed it; " + why;
            case DRAWDOWN:
                return "fell too far from its peak; " + why;
            case IDLE:
                return "stopped trading; " + why;
            case UNTRADEABLE:
                return "none of its instruments can be traded with its capital; " + why;
            case STALE_DATA:
                return "its instruments brought no data any more; " + why;
            case OPERATOR:
                return "ended by an operator; " + why;
            case DECAY:
                return why;
            default:
                throw new IllegalArgumentException("unknown cause of death: " + cause);
        }
    }

    /** Average per closed trade in basis points of the value at entry; NaN where nothing was traded. */
    public static double bpsPerTrade(long tradeUsdE8, long tradedUsdE8) {
        return tradedUsdE8 > 0 ? 1e4 * tradeUsdE8 / tradedUsdE8 : Double.NaN;
    }

    private static String why(long closedTrades, long grossUsdE8, long netUsdE8, long tradedUsdE8) {
        if (closedTrades == 0 || tradedUsdE8 <= 0) {
            return "no trade was ever closed";
        }
        final double gross = bpsPerTrade(grossUsdE8, tradedUsdE8);
        final double net = bpsPerTrade(netUsdE8, tradedUsdE8);
        if (net >= 0) {
            return "its trades earned " + bps(net) + " bps each, too little for the risk it took";
        }
        if (Math.rint(gross) >= 0) {
            return "costs ate it: " + bps(net) + " bps a trade, gross " + bps(gross);
        }
        return "wrong before any cost: gross " + bps(gross) + " bps a trade, net " + bps(net);
    }

    /** Whole basis points with a sign; one decimal below 1, where a rounded 0 would hide which side it is on. */
    private static String bps(double value) {
        if (value != 0 && Math.abs(value) < 0.95) {
            return String.format(Locale.ROOT, "%+.1f", value);
        }
        return value == 0 ? "0" : String.format(Locale.ROOT, "%+d", Math.round(value));
    }
}
