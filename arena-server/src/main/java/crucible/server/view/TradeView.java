package crucible.server.view;

import crucible.model.Direction;
import crucible.model.ExitReason;
import crucible.model.Require;
import java.util.Optional;
import java.util.OptionalDouble;

/**
 * A closed trade.
 *
 * @param number of the agent's trades, from 1
 * @param instrument symbol
 * @param direction which way it profited
 * @param quantityBase size in base currency
 * @param entry the fill that opened it
 * @param exit the fill that closed it
 * @param exitReason why it was closed
 * @param grossUsdE8 result from mid to mid
 * @param netUsdE8 result after all costs
 * @param netBps the same in basis points of the value at entry
 */
public record TradeView(
        long number,
        String instrument,
        Direction direction,
        double quantityBase,
        Leg entry,
        Leg exit,
        ExitReason exitReason,
        long grossUsdE8,
        long netUsdE8,
        OptionalDouble netBps) {
    public TradeView {
        Require.text("instrument", instrument);
        Require.present("direction", direction);
        Require.present("entry", entry);
        Require.present("exit", exit);
        Require.present("exitReason", exitReason);
        Require.present("netBps", netBps);
    }

    /**
     * One side of a trade: price at the touch in quote currency, costs beside it.
     *
     * @param crowded whether a fill of it came when all agents together had more than its bar's volume; absent where
     *     that is not known
     */
    public record Leg(long timeMs, double price, long slippageUsdE8, long feeUsdE8, Optional<Boolean> crowded) {}
}
