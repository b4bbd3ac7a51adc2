package crucible.server.parity;

import crucible.model.AgentState;
import crucible.model.Direction;
import crucible.model.ExitReason;
import crucible.model.OrderEnd;
import crucible.model.OrderKind;
import crucible.model.OrderRequest;
import crucible.model.Side;
import crucible.model.TimeInForce;
import crucible.model.Timeframe;
import crucible.runtime.lane.AgentRow;
import crucible.runtime.lane.Outcome;

/** Something that an agent did or that became of it, with everything that may not differ. */
sealed interface Deed {
    /** What it is called where it differs. */
    Cause difference();

    /** Event time at which it came, epoch milliseconds. */
    long timeMs();

    /** What kind of order it gives. */
    record Way(OrderKind kind, TimeInForce timeInForce, double price, int expiryBars) {}

    /** It wants to open a position. */
    record Entry(
            int instrumentId,
            Timeframe timeframe,
            Direction direction,
            Way way,
            long budgetUsdE8,
            double stopDistance,
            double targetDistance,
            boolean trailing,
            long decidedTimeMs,
            long orderId)
            implements Deed {
        @Override
        public Cause difference() {
            return Cause.DIFFERENT_DECISION;
        }

        @Override
        public long timeMs() {
            return decidedTimeMs;
        }
    }

    /** It wants to close one in part, or at a price. */
    record Reduction(int instrumentId, ExitReason reason, Way way, long lots, long decidedTimeMs, long orderId)
            implements Deed {
        @Override
        public Cause difference() {
            return Cause.DIFFERENT_DECISION;
        }

        @Override
        public long timeMs() {
            return decidedTimeMs;
        }
    }

    /** It wants to close one. */
    record Exit(int instrumentId, ExitReason reason, long decidedTimeMs, long orderId) implements Deed {
        @Override
        public Cause difference() {
            return Cause.DIFFERENT_DECISION;
        }

        @Override
        public long timeMs() {
            return decidedTimeMs;
        }
    }

    /** It wanted to open one and may not. */
    record Refusal(int instrumentId, OrderEnd reason, long decidedTimeMs, long orderId) implements Deed {
        @Override
        public Cause difference() {
            return Cause.DIFFERENT_DECISION;
        }

        @Override
        public long timeMs() {
            return decidedTimeMs;
        }
    }

    /** What was filled, and when. */
    record Order(
            long orderId,
            int instrumentId,
            Side side,
            boolean entry,
            ExitReason exitReason,
            long decidedTimeMs,
            long timeMs,
            long quoteTimeMs) {}

    /** An order has filled. */
    record Fill(
            Order order,
            long touchTicks,
            long quantityLots,
            long bidTicks,
            long askTicks,
            long notionalUsdE8,
            long slippageUsdE8,
            long feeUsdE8,
            long realisedUsdE8,
            long positionLotsAfter,
            long tradeNetUsdE8,
            long tradeGrossUsdE8)
            implements Deed {
        @Override
        public Cause difference() {
            return Cause.DIFFERENT_FILL;
        }

        @Override
        public long timeMs() {
            return order.timeMs;
        }
    }

    /** An order has ended without a fill. */
    record End(long orderId, int instrumentId, boolean entry, OrderEnd reason, long needed, long have, long timeMs)
            implements Deed {
        @Override
        public Cause difference() {
            return Cause.DIFFERENT_FILL;
        }
    }

    /** How it stands at a boundary. */
    record Standing(
            long boundaryTimeMs,
            AgentState state,
            long equityUsdE8,
            long cashUsdE8,
            long realisedUsdE8,
            long feesUsdE8,
            long slippageUsdE8,
            long ordersSubmitted,
            long closedTrades,
            int positions)
            implements Deed {
        @Override
        public Cause difference() {
            return Cause.DIFFERENT_BOOKS;
        }

        @Override
        public long timeMs() {
            return boundaryTimeMs;
        }

        static Standing of(AgentRow row, long boundaryTimeMs) {
            return new Standing(
                    boundaryTimeMs,
                    row.state(),
                    row.equityUsdE8(),
                    row.cashUsdE8(),
                    row.realisedUsdE8(),
                    row.feesUsdE8(),
                    row.slippageUsdE8(),
                    row.ordersSubmitted(),
                    row.closedTrades(),
                    row.positions());
        }

        /** Whether nothing more can become of the agent. */
        boolean isFinal() {
            return state.isDead() && positions == 0;
        }
    }

    /** What it asks for. */
    static Deed of(OrderRequest request, long orderId) {
        final Way way = new Way(request.kind(), request.timeInForce(), request.price(), request.expiryBars());
        if (request.isReduceOnly()) {
            return new Reduction(
                    request.instrumentId(),
                    request.reduceReason(),
                    way,
                    request.lots(),
                    request.decidedTimeMs(),
                    orderId);
        }
        return new Entry(
                request.instrumentId(),
                request.timeframe(),
                request.direction(),
                way,
                request.budgetUsdE8(),
                request.stopDistance(),
                request.targetDistance(),
                request.trailing(),
                request.decidedTimeMs(),
                orderId);
    }

    /** What became of an order. */
    static Deed of(Outcome outcome) {
        if (outcome.end() != null) {
            return new End(
                    outcome.orderId(),
                    outcome.instrumentId(),
                    outcome.entry(),
                    outcome.end(),
                    outcome.needed(),
                    outcome.have(),
                    outcome.timeMs());
        }
        return new Fill(
                new Order(
                        outcome.orderId(),
                        outcome.instrumentId(),
                        outcome.side(),
                        outcome.entry(),
                        outcome.exitReason(),
                        outcome.decidedTimeMs(),
                        outcome.timeMs(),
                        outcome.quoteTimeMs()),
                outcome.touchTicks(),
                outcome.quantityLots(),
                outcome.bidTicks(),
                outcome.askTicks(),
                outcome.notionalUsdE8(),
                outcome.slippageUsdE8(),
                outcome.feeUsdE8(),
                outcome.realisedUsdE8(),
                outcome.positionLotsAfter(),
                outcome.tradeNetUsdE8(),
                outcome.tradeGrossUsdE8());
    }
}
