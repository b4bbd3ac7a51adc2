package crucible.fill;

import crucible.model.ExitReason;
import crucible.model.FillInputs;
import crucible.model.Instrument;
import crucible.model.OrderEnd;
import crucible.model.OutcomeSink;
import crucible.model.Side;

/** Fills: how many lots, at what value and cost, what of it goes into the books, who is told. The lane's thread. */
final class Execution {
    private final Pricing pricing;
    private final WaitingOrders orders;
    private final HoldingPool spare;
    private final FillSlot fill = new FillSlot();
    private OutcomeSink outcomes;

    Execution(Pricing pricing, WaitingOrders orders, HoldingPool spare) {
        this.pricing = pricing;
        this.orders = orders;
        this.spare = spare;
    }

    void reportTo(OutcomeSink sink) {
        outcomes = sink;
    }

    /** An entry meets a quote: it buys what its budget covers, or ends with the reason why not. */
    void enter(Holding holding, long timeMs) {
        final Market market = holding.market;
        final Account account = holding.account;
        final Instrument instrument = market.instrument;
        final long limitUsdE8 =
                Math.min(holding.grantedUsdE8, Math.addExact(account.freeUsdE8(), holding.grantedUsdE8));
        if (limitUsdE8 <= 0) {
            orders.end(holding, OrderEnd.NO_CASH, holding.grantedUsdE8, Math.max(0, limitUsdE8), timeMs);
            return;
        }
        final Side side = holding.direction.entrySide();
        final long touchTicks = side == Side.BUY ? market.askTicks : market.bidTicks;
        pricing.look(market, market.takerFeePpm, fill.inputs);
        final long payableLots = pricing.largestLots(fill.inputs, instrument, touchTicks, limitUsdE8);
        final long lots = pricing.fillableLots(market, payableLots);
        final long notionalUsdE8 = instrument.notionalUsdE8(touchTicks, lots);
        if (lots < payableLots && isTooSmall(instrument, lots, notionalUsdE8)) {
            orders.end(holding, OrderEnd.NO_VOLUME, instrument.minLots(), lots, timeMs);
            return;
        }
        if (lots < instrument.minLots()) {
            orders.end(holding, OrderEnd.MIN_QUANTITY, instrument.minLots(), lots, timeMs);
            return;
        }
        if (notionalUsdE8 < instrument.minNotionalUsdE8()) {
            orders.end(holding, OrderEnd.MIN_NOTIONAL, instrument.minNotionalUsdE8(), notionalUsdE8, timeMs);
            return;
        }
        final int away = holding.sign();
        final long stopTicks =
                Math.max(1, Math.subtractExact(touchTicks, away * distanceTicks(instrument, holding.stopDistance)));
        final long targetTicks = Double.isNaN(holding.targetDistance)
                ? Holding.NO_TARGET
                : Math.addExact(touchTicks, away * distanceTicks(instrument, holding.targetDistance));
        fill.inputs.touch(market.askTicks - market.bidTicks, 0).latency(holding.latencyMs);
        price(instrument, touchTicks, lots);
        account.bookEntry(holding, fill.notionalUsdE8, fill.slippageUsdE8, fill.feeUsdE8);
        holding.lots = lots;
        holding.keepIn(instrument);
        holding.entryOrderId = holding.orderId;
        holding.entryTimeMs = timeMs;
        holding.entryNotionalUsdE8 = fill.notionalUsdE8;
        holding.entrySlippageUsdE8 = fill.slippageUsdE8;
        holding.entryFeeUsdE8 = fill.feeUsdE8;
        holding.entryMidHalfTicks = market.bidTicks + market.askTicks;
        holding.stopTicks = stopTicks;
        holding.targetTicks = targetTicks;
        market.waiting.remove(holding);
        market.open(holding.timeframe).add(holding);
        FundingDesk.opened(holding, lots, timeMs);
        describe(holding, side, timeMs);
        ordered(holding.orderId, null, holding.decidedTimeMs);
        fill.realisedUsdE8 = 0;
        fill.positionLotsAfter = away * lots;
        fill.writtenOffUsdE8 = 0;
        fill.tradeNetUsdE8 = 0;
        fill.tradeGrossUsdE8 = 0;
        holding.clearOrder();
        outcomes.onFill(fill);
    }

    private static boolean isTooSmall(Instrument instrument, long lots, long notionalUsdE8) {
        return lots < instrument.minLots() || notionalUsdE8 < instrument.minNotionalUsdE8();
    }

    /** A distance in whole ticks, at least one, rounded up: a stop loses more, a target is harder to reach. */
    private static long distanceTicks(Instrument instrument, double distance) {
        return Math.max(1, instrument.priceTicks(distance, Side.BUY));
    }

    /** An exit meets a quote: the whole position is closed at the touch. */
    void exit(Holding holding, long timeMs) {
        final long bidTicks = holding.bidTicks();
        final long askTicks = holding.askTicks();
        final long touchTicks = holding.isLong() ? bidTicks : askTicks;
        ordered(holding.orderId, holding.exitReason, holding.decidedTimeMs);
        fill.inputs.touch(Math.subtractExact(askTicks, bidTicks), 0).latency(holding.latencyMs);
        close(holding, touchTicks, Math.addExact(bidTicks, askTicks), holding.market.takerFeePpm, timeMs);
    }

    /** The fill that comes next is by a bar: the spread then, and the trade that sets it off, 0 where it rests at its level. */
    void atBar(long spreadTicks, long triggerTicks) {
        fill.inputs.touch(spreadTicks, triggerTicks).latency(0);
    }

    /** A stop or target is reached: the whole position is closed at a level and for a fee that its bracket knows. */
    void bracket(Holding holding, ExitReason reason, long touchTicks, long midHalfTicks, long feePpm, long timeMs) {
        ordered(holding.entryOrderId, reason, holding.entryTimeMs);
        close(holding, touchTicks, midHalfTicks, feePpm, timeMs);
    }

    /** The venue takes a whole position: at a touch, for a fee that says so. */
    void liquidate(Holding holding, long touchTicks, long midHalfTicks, long feePpm, long timeMs) {
        final int agentId = holding.account.agentId();
        final int instrumentId = holding.market.instrument.id();
        final long waitingOrderId = holding.orderId;
        ordered(holding.entryOrderId, ExitReason.LIQUIDATION, holding.entryTimeMs);
        close(holding, touchTicks, midHalfTicks, feePpm, timeMs);
        if (waitingOrderId != 0) {
            outcomes.onOrderEnded(agentId, waitingOrderId, instrumentId, false, OrderEnd.POSITION_CLOSED, 0, 0, timeMs);
        }
    }

    private void close(Holding holding, long touchTicks, long midHalfTicks, long feePpm, long timeMs) {
        describe(holding, holding.direction.exitSide(), timeMs);
        pricing.look(holding.market, feePpm, fill.inputs);
        price(holding.units, touchTicks, holding.lots);
        fill.positionLotsAfter = 0;
        FundingDesk.closing(holding, holding.lots, timeMs);
        holding.account.bookExit(holding, midHalfTicks, fill);
        holding.account.writeOff(fill);
        holding.market.waiting.remove(holding);
        holding.market.open(holding.timeframe).remove(holding);
        spare.giveBack(holding);
        outcomes.onFill(fill);
    }

    /** The one place where a touch becomes value, slippage and fee, at the rates of the fill's inputs. */
    private void price(Instrument units, long touchTicks, long lots) {
        final FillInputs inputs = fill.inputs;
        fill.touchTicks = touchTicks;
        fill.quantityLots = lots;
        fill.notionalUsdE8 = units.notionalUsdE8(touchTicks, lots);
        final long impactPpb = pricing.impactPpb(inputs, units, lots);
        inputs.impact(impactPpb, Pricing.impactUsdE8(fill.notionalUsdE8, impactPpb));
        fill.slippageUsdE8 =
                Math.addExact(FillCosts.slippageUsdE8(fill.notionalUsdE8, inputs.slippagePpm()), inputs.impactUsdE8());
        fill.feeUsdE8 = FillCosts.feeUsdE8(fill.notionalUsdE8, fill.slippageUsdE8, inputs.feePpm());
    }

    private void ordered(long orderId, ExitReason reason, long decidedTimeMs) {
        fill.orderId = orderId;
        fill.exitReason = reason;
        fill.decidedTimeMs = decidedTimeMs;
    }

    private void describe(Holding holding, Side side, long timeMs) {
        fill.agentId = holding.account.agentId();
        fill.instrumentId = holding.market.instrument.id();
        fill.side = side;
        fill.timeMs = timeMs;
        fill.bidTicks = holding.bidTicks();
        fill.askTicks = holding.askTicks();
        fill.quoteTimeMs = holding.market.quoteTimeMs;
    }
}
