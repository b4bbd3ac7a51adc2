package crucible.factory.trial;

import crucible.model.Direction;
import crucible.model.ExitReason;
import crucible.model.OrderEnd;
import crucible.model.Side;
import crucible.model.StateSink;
import java.util.Optional;

/** What became of one order of a trial: filled, or ended without a fill. Immutable. */
public sealed interface LedgerEntry {
    /** The order. */
    OrderRef order();

    /** Shows every field, for the digest of a result. */
    void show(StateSink sink);

    /** Calls the method of {@code reader} that fits. */
    <T> T visit(Reader<T> reader);

    /** One method per kind of entry. */
    interface Reader<T> {
        /** The order was filled. */
        T filled(Filled fill);

        /** The order ended without a fill. */
        T ended(Ended end);
    }

    /**
     * Which order, and when its end came.
     *
     * @param orderId the agent's order number, from 1; a stop or target has that of its entry
     * @param instrumentId dense id of the instrument
     * @param entry true if it should open a position, false if it should close one
     * @param timeMs event time of the fill or end, epoch milliseconds
     */
    record OrderRef(long orderId, int instrumentId, boolean entry, long timeMs) {
        private void show(StateSink sink) {
            sink.field("orderId", orderId);
            sink.field("instrumentId", (long) instrumentId);
            sink.field("entry", entry);
            sink.field("timeMs", timeMs);
        }
    }

    /**
     * How it was filled; prices in the instrument's ticks.
     *
     * @param exitReason why a position was closed; absent for an entry
     * @param decidedTimeMs arena time of the decision
     * @param touchTicks price at which it crossed, before slippage
     * @param quantityLots quantity in lots, above 0
     * @param bidTicks best bid known at the fill
     * @param askTicks best ask known at the fill
     */
    record Execution(
            Side side,
            Optional<ExitReason> exitReason,
            long decidedTimeMs,
            long touchTicks,
            long quantityLots,
            long bidTicks,
            long askTicks) {}

    /** Value at the touch, what the fill cost beside it, and the profit it realised before its fee; in 1e-8 USD. */
    record Money(long notionalUsdE8, long slippageUsdE8, long feeUsdE8, long realisedUsdE8) {}

    /**
     * The trade that a fill closed.
     *
     * @param entryTimeMs when its position was opened
     * @param entryNotionalUsdE8 value at entry, above 0
     * @param grossUsdE8 result from mid to mid, before any cost
     * @param netUsdE8 result after spread, slippage and fees
     */
    record ClosedTrade(Direction direction, long entryTimeMs, long entryNotionalUsdE8, long grossUsdE8, long netUsdE8) {
        /** Result after all costs as a fraction of the value at entry. */
        public double netReturn() {
            return (double) netUsdE8 / entryNotionalUsdE8;
        }

        /** Result before any cost as a fraction of the value at entry. */
        public double grossReturn() {
            return (double) grossUsdE8 / entryNotionalUsdE8;
        }
    }

    /** A fill; {@code closed} is present where it closed a position. */
    record Filled(OrderRef order, Execution execution, Money money, Optional<ClosedTrade> closed)
            implements LedgerEntry {
        @Override
        public <T> T visit(Reader<T> reader) {
            return reader.filled(this);
        }

        @Override
        public void show(StateSink sink) {
            sink.begin("filled", 1);
            order.show(sink);
            sink.field("side", (long) execution.side.ordinal());
            sink.field("exitReason", execution.exitReason.map(Enum::name).orElse(""));
            sink.field("decidedTimeMs", execution.decidedTimeMs);
            sink.field("touchTicks", execution.touchTicks);
            sink.field("quantityLots", execution.quantityLots);
            sink.field("bidTicks", execution.bidTicks);
            sink.field("askTicks", execution.askTicks);
            sink.field("notionalUsdE8", money.notionalUsdE8);
            sink.field("slippageUsdE8", money.slippageUsdE8);
            sink.field("feeUsdE8", money.feeUsdE8);
            sink.field("realisedUsdE8", money.realisedUsdE8);
            closed.ifPresent(trade -> {
                sink.field("grossUsdE8", trade.grossUsdE8);
                sink.field("netUsdE8", trade.netUsdE8);
            });
            sink.end();
        }
    }

    /** An end without a fill; {@code needed} and {@code have} as {@link crucible.model.OutcomeSink} says. */
    record Ended(OrderRef order, OrderEnd reason, long needed, long have) implements LedgerEntry {
        @Override
        public <T> T visit(Reader<T> reader) {
            return reader.ended(this);
        }

        @Override
        public void show(StateSink sink) {
            sink.begin("ended", 1);
            order.show(sink);
            sink.field("reason", reason.name());
            sink.field("needed", needed);
            sink.field("have", have);
            sink.end();
        }
    }
}
