package crucible.server.view;

import crucible.model.AccountView;
import java.util.OptionalDouble;

/**
 * What an agent's closed trades came to; absent without any. {@code net = gross − cost}, as averages per trade weighted by
 * the value at entry, in basis points of it.
 *
 * @param trades positions closed completely
 * @param winRate part of them that won after all costs
 * @param grossBpsPerTrade result from mid to mid
 * @param netBpsPerTrade result after spread, slippage and fees
 * @param costBpsPerTrade spread, slippage and fees
 */
public record TradeStats(
        long trades,
        OptionalDouble winRate,
        OptionalDouble grossBpsPerTrade,
        OptionalDouble netBpsPerTrade,
        OptionalDouble costBpsPerTrade)
        implements Inlined {
    /** Before the first closed trade. */
    public static final TradeStats NONE = new TradeStats(
            0, OptionalDouble.empty(), OptionalDouble.empty(), OptionalDouble.empty(), OptionalDouble.empty());

    /** From sums over {@code trades} closed trades. */
    public static TradeStats of(long trades, long wins, long grossTradeUsdE8, long netTradeUsdE8, long tradedUsdE8) {
        if (trades <= 0 || tradedUsdE8 <= 0) {
            return NONE;
        }
        final double grossBps = 1e4 * grossTradeUsdE8 / tradedUsdE8;
        final double netBps = 1e4 * netTradeUsdE8 / tradedUsdE8;
        return new TradeStats(
                trades,
                OptionalDouble.of((double) wins / trades),
                OptionalDouble.of(grossBps),
                OptionalDouble.of(netBps),
                OptionalDouble.of(grossBps - netBps));
    }

    /** What {@code account} shows now; on the lane's thread, or when its lane stands still. */
    public static TradeStats of(AccountView account) {
        return of(
                account.closedTrades(),
                account.winningTrades(),
                account.grossTradeUsdE8(),
                account.netTradeUsdE8(),
                account.tradedUsdE8());
    }
}
