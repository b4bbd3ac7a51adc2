package crucible.fill;

import crucible.model.ExitReason;
import crucible.model.FillInputs;
import crucible.model.Instrument;
import crucible.model.OrderEnd;
import crucible.model.OrderKind;
import crucible.model.OutcomeSink;
import crucible.model.Side;
import crucible.model.TimeInForce;

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

    /** An entry takes what is offered, as far as its budget and the volume reach, or ends with the reason why not. */
    void enter(Holding order, Offer offer) {
        if (order.leftLots == 0 && isRefused(order, offer)) {
            return;
        }
        final long payableLots = payableLots(order, offer);
        order.leftLots = order.leftLots == 0 ? payableLots : order.leftLots;
        final long wantedLots = Math.min(order.leftLots, payableLots);
        if (wantedLots == 0) {
            orders.end(order, OrderEnd.NO_CASH, order.grantedUsdE8, Math.max(0, payableUsdE8(order)), offer.timeMs);
            return;
        }
        final long lots = Math.min(wantedLots, offer.mostLots);
        if (!goesOn(order) && !order.isOpen() && lots < wantedLots && isTooSmall(order.units(), offer, lots)) {
            orders.end(order, OrderEnd.NO_VOLUME, wantedLots, lots, offer.timeMs);
        } else if (lots > 0) {
            fillEntry(order, offer, lots, wantedLots);
        } else if (!goesOn(order)) {
            orders.end(order, OrderEnd.NO_VOLUME, wantedLots, 0, offer.timeMs);
        }
    }

    private static boolean isTooSmall(Instrument units, Offer offer, long lots) {
        return lots < Math.max(1, units.minLots())
                || units.notionalUsdE8(offer.touchTicks, lots) < units.minNotionalUsdE8();
    }

    /** Whether an order for what is offered would be too small for the agent or the venue, which ends it. */
    boolean isRefused(Holding order, Offer offer) {
        final Instrument instrument = order.units();
        final long payableUsdE8 = payableUsdE8(order);
        if (payableUsdE8 <= 0) {
            orders.end(order, OrderEnd.NO_CASH, order.grantedUsdE8, Math.max(0, payableUsdE8), offer.timeMs);
            return true;
        }
        final long lots = payableLots(order, offer);
        final long notionalUsdE8 = instrument.notionalUsdE8(offer.touchTicks, lots);
        if (lots < Math.max(1, instrument.minLots())) {
            orders.end(order, OrderEnd.MIN_QUANTITY, instrument.minLots(), lots, offer.timeMs);
            return true;
        }
        if (notionalUsdE8 < instrument.minNotionalUsdE8()) {
            orders.end(order, OrderEnd.MIN_NOTIONAL, instrument.minNotionalUsdE8(), notionalUsdE8, offer.timeMs);
            return true;
        }
        return false;
    }

    /** Cash that there is for an entry: its own, and what is free; at most its budget. */
    private static long payableUsdE8(Holding order) {
        return Math.min(order.grantedUsdE8, Math.addExact(order.account.freeUsdE8(), order.boundUsdE8()));
    }

    /** As many lots as the budget holds and the cash can carry: their value, or its margin, and all costs. */
    private long payableLots(Holding order, Offer offer) {
        look(order, offer);
        final long cashUsdE8 = Math.max(0, payableUsdE8(order));
        final int leverage = order.market.leverage;
        final long budgetUsdE8 = leverage == 1 ? cashUsdE8 : order.grantedUsdE8;
        final long most = pricing.largestLots(fill.inputs, order.units(), offer.touchTicks, budgetUsdE8);
        return leverage == 1
                ? most
                : pricing.marginedLots(fill.inputs, order.units(), offer.touchTicks, cashUsdE8, leverage, most);
    }

    /** Whether what does not fill now may fill later. */
    private static boolean goesOn(Holding order) {
        return order.kind == OrderKind.LIMIT && order.timeInForce != TimeInForce.IOC || order.isForced();
    }

    private void fillEntry(Holding order, Offer offer, long lots, long wantedLots) {
        final Market market = order.market;
        final Instrument units = order.units();
        final boolean first = !order.isOpen();
        look(order, offer);
        price(units, offer.touchTicks, lots);
        final long stopTicks = stopTicks(order, units, offer.touchTicks);
        final long targetTicks = targetTicks(order, units, offer.touchTicks);
        final long notionalUsdE8 = Math.addExact(order.entryNotionalUsdE8, fill.notionalUsdE8);
        final long midHalfUsdE8 = Math.addExact(order.entryMidHalfUsdE8, units.notionalUsdE8(offer.midHalfTicks, lots));
        order.account.bookEntry(order, fill.notionalUsdE8, fill.slippageUsdE8, fill.feeUsdE8);
        if (first) {
            order.keepIn(units);
            order.entryOrderId = order.orderId;
            order.entryTimeMs = offer.sinceMs;
            market.open(order.timeframe).add(order);
        }
        order.lots += lots;
        order.enteredLots += lots;
        order.lastEntryTimeMs = offer.sinceMs;
        order.entryNotionalUsdE8 = notionalUsdE8;
        order.entrySlippageUsdE8 += fill.slippageUsdE8;
        order.entryFeeUsdE8 += fill.feeUsdE8;
        order.entryMidHalfUsdE8 = midHalfUsdE8;
        order.stopTicks = stopTicks;
        order.targetTicks = targetTicks;
        FundingDesk.opened(order, lots, offer.sinceMs);
        BorrowDesk.opened(order, lots, offer);
        describe(order, order.direction.entrySide(), offer);
        ordered(order.orderId, null, order.decidedTimeMs);
        fill.realisedUsdE8 = 0;
        fill.positionLotsAfter = order.sign() * order.lots;
        fill.writtenOffUsdE8 = 0;
        fill.tradeNetUsdE8 = 0;
        fill.tradeGrossUsdE8 = 0;
        VolumeShare.use(order, offer, lots);
        filled(order, offer, lots, wantedLots);
    }

    private static long stopTicks(Holding order, Instrument units, long touchTicks) {
        final long distance = distanceTicks(units, order.stopDistance);
        return Math.max(1, Math.subtractExact(touchTicks, order.sign() * distance));
    }

    private static long targetTicks(Holding order, Instrument units, long touchTicks) {
        return Double.isNaN(order.targetDistance)
                ? Holding.NO_TARGET
                : Math.addExact(touchTicks, order.sign() * distanceTicks(units, order.targetDistance));
    }

    /** A distance in whole ticks, at least one, rounded up: a stop loses more, a target is harder to reach. */
    static long distanceTicks(Instrument instrument, double distance) {
        return Math.max(1, instrument.priceTicks(distance, Side.BUY));
    }

    /** Part of an order has filled, as {@link #fill} tells: what is left goes on, or ends once that has been told. */
    private void filled(Holding order, Offer offer, long lots, long wantedLots) {
        final int agentId = fill.agentId;
        final int instrumentId = fill.instrumentId;
        final long orderId = order.orderId;
        final boolean entry = order.isEntry();
        final OrderEnd unfilled = order.kind == OrderKind.LIMIT ? OrderEnd.IOC_UNFILLED : OrderEnd.NO_VOLUME;
        order.leftLots -= lots;
        final boolean done = lots == wantedLots || order.leftLots == 0;
        final boolean over = done || !goesOn(order);
        if (over) {
            orders.release(order);
        }
        if (!order.isOpen()) {
            spare.giveBack(order);
        }
        outcomes.onFill(fill);
        if (over && !done) {
            final boolean inLots = unfilled.isInLots();
            outcomes.onOrderEnded(
                    agentId,
                    orderId,
                    instrumentId,
                    entry,
                    unfilled,
                    inLots ? wantedLots : 0,
                    inLots ? lots : 0,
                    offer.timeMs);
        }
    }

    /** A closing order takes what is offered: as much of the position as it may, never more. */
    void exit(Holding order, Offer offer) {
        final long wantedLots = order.leftLots == 0 ? order.lots : Math.min(order.leftLots, order.lots);
        final long lots = Math.min(wantedLots, offer.mostLots);
        order.leftLots = wantedLots;
        if (lots > 0) {
            close(order, offer, lots, order.orderId, order.exitReason, order.decidedTimeMs);
            filled(order, offer, lots, wantedLots);
        } else if (!goesOn(order)) {
            orders.end(order, OrderEnd.NO_VOLUME, wantedLots, 0, offer.timeMs);
        }
    }

    /**
     * A stop or target is reached, or the venue takes the position. What a stop cannot sell waits until it is sold; a
     * target goes on resting. A stop, and whatever closes the whole position, ends the waiting order.
     */
    void bracket(Holding holding, ExitReason reason, Offer offer) {
        final boolean stop = reason == ExitReason.STOP;
        final long lots = Math.min(holding.lots, offer.mostLots);
        if (lots == 0 && !stop) {
            return;
        }
        final int agentId = holding.account.agentId();
        final int instrumentId = holding.market.instrument.id();
        final boolean ends = holding.isWaiting() && (stop || lots == holding.lots);
        final long waitingOrderId = ends ? holding.orderId : 0;
        final boolean entry = holding.isEntry();
        if (lots > 0) {
            close(holding, offer, lots, holding.entryOrderId, reason, holding.entryTimeMs);
        }
        if (ends) {
            orders.release(holding);
        }
        if (!holding.isOpen()) {
            spare.giveBack(holding);
        } else if (stop) {
            orders.awaitRest(holding, offer.timeMs);
        }
        if (lots > 0) {
            outcomes.onFill(fill);
        }
        if (ends) {
            outcomes.onOrderEnded(
                    agentId, waitingOrderId, instrumentId, entry, OrderEnd.POSITION_CLOSED, 0, 0, offer.timeMs);
        }
    }

    /** Books the closing of some lots; {@link #fill} tells of it. */
    private void close(Holding holding, Offer offer, long lots, long orderId, ExitReason reason, long decidedTimeMs) {
        describe(holding, holding.direction.exitSide(), offer);
        ordered(orderId, reason, decidedTimeMs);
        look(holding, offer);
        price(holding.units, offer.touchTicks, lots);
        FundingDesk.closing(holding, lots, offer.timeMs);
        holding.account.bookExit(holding, offer.midHalfTicks, fill);
        holding.account.writeOff(fill);
        if (holding.isOpen()) {
            holding.closedNetUsdE8 = Math.addExact(holding.closedNetUsdE8, fill.writtenOffUsdE8);
            fill.tradeNetUsdE8 = 0;
        }
        fill.positionLotsAfter = holding.sign() * holding.lots;
        if (holding.isOpen()) {
            VolumeShare.use(holding, offer, lots);
        } else {
            holding.market.open(holding.timeframe).remove(holding);
        }
    }

    /** What the fill's costs will be made of. */
    private void look(Holding order, Offer offer) {
        final Market market = order.market;
        final long feePpm = offer.rests ? market.makerFeePpm : market.takerFeePpm;
        pricing.look(market, feePpm + offer.extraFeePpm, fill.inputs);
        fill.inputs.touch(offer.spreadTicks, offer.triggerTicks).latency(offer.latencyMs);
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

    private void describe(Holding holding, Side side, Offer offer) {
        fill.agentId = holding.account.agentId();
        fill.instrumentId = holding.market.instrument.id();
        fill.side = side;
        fill.timeMs = offer.timeMs;
        fill.bidTicks = offer.bidTicks;
        fill.askTicks = offer.askTicks;
        fill.quoteTimeMs = holding.market.quoteTimeMs;
    }
}
