package crucible.server.view;

import crucible.model.ExitReason;
import crucible.model.OrderEnd;
import crucible.model.Require;
import crucible.model.Side;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * An order and what became of it.
 *
 * @param number the agent's order number, from 1
 * @param instrument symbol
 * @param side which way it trades; absent where the order ended before that was told
 * @param entry whether it opens a position
 * @param decidedTimeMs arena time of the decision; absent where the order ended before that was told
 * @param outcome what became of it
 * @param fill its fill
 * @param end why it ended without one
 */
public record OrderView(
        long number,
        String instrument,
        Optional<Side> side,
        boolean entry,
        OptionalLong decidedTimeMs,
        Outcome outcome,
        Optional<Fill> fill,
        Optional<End> end) {
    public OrderView {
        Require.text("instrument", instrument);
        Require.present("side", side);
        Require.present("decidedTimeMs", decidedTimeMs);
        Require.present("outcome", outcome);
        Require.present("fill", fill);
        Require.present("end", end);
    }

    /** What became of an order. */
    public enum Outcome {
        WAITING,
        FILLED,
        ENDED
    }

    /**
     * How it filled: prices in quote currency, with the quote that was known.
     *
     * @param crowded whether it came when all agents together had more than its bar's volume; absent where that is not
     *     known
     */
    public record Fill(
            long timeMs,
            double price,
            double quantityBase,
            double bid,
            double ask,
            long quoteTimeMs,
            long notionalUsdE8,
            long slippageUsdE8,
            long feeUsdE8,
            Optional<ExitReason> exitReason,
            Optional<Boolean> crowded) {}

    /**
     * Why it did not: what it would have taken and what there was (dollars, or lots where {@link OrderEnd#isInLots},
     * ticks where {@link OrderEnd#isInTicks}).
     */
    public record End(long timeMs, OrderEnd reason, String needed, String have) {}
}
