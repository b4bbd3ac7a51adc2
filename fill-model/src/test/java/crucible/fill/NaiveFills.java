package crucible.fill;

import crucible.model.ExitReason;
import crucible.model.Instrument;
import crucible.model.OrderEnd;
import crucible.model.OrderKind;
import crucible.model.Quote;
import crucible.model.Side;
import java.math.BigDecimal;
import java.math.RoundingMode;

/** What the judge does with an order that meets its price: how much it pays for, what is booked, what is told. */
final class NaiveFills {
    private final NaiveDesk desk;
    private final NaiveMarket market;

    NaiveFills(NaiveDesk desk, NaiveMarket market) {
        this.desk = desk;
        this.market = market;
    }

    private NaiveCosts.Charged charge(int instrumentId, Instrument units, NaiveChance chance, long lots) {
        return desk.charges.charge(
                desk.volatility(instrumentId),
                units,
                NaiveUnits.value(units, chance.price(), lots),
                lots,
                feePpm(instrumentId, chance.rests()) + chance.extraFeePpm());
    }

    /** The order's own cash and what is free, at most its budget. */
    private BigDecimal payable(NaiveOrder order) {
        final BigDecimal own = desk.margin(order.instrumentId, order.granted);
        return order.granted.min(desk.free(order.agentId).add(own));
    }

    private int feePpm(int instrumentId, boolean rests) {
        final String venue = desk.instruments.get(instrumentId).venue();
        return rests ? desk.costs.makerFeePpmAt(venue) : desk.costs.takerFeePpmAt(venue);
    }

    /** The most lots that the order can pay at a price. */
    private long affordable(NaiveOrder order, NaiveChance chance) {
        final BigDecimal payable = payable(order);
        final Instrument units = desk.units(order);
        long lots = 0;
        for (long step = Long.highestOneBit(Long.MAX_VALUE >> 8); step > 0; step /= 2) {
            final NaiveCosts.Charged charged = charge(order.instrumentId, units, chance, lots + step);
            final BigDecimal margin = desk.margin(order.instrumentId, charged.value());
            final BigDecimal cash = margin.add(charged.slippage()).add(charged.fee());
            final boolean fits = cash.compareTo(payable) <= 0 && charged.all().compareTo(order.granted) <= 0;
            lots += fits ? step : 0;
        }
        return lots;
    }

    boolean isRefused(NaiveOrder order, NaiveChance chance) {
        final long timeMs = chance.when().timeMs();
        final Instrument instrument = desk.units(order);
        if (payable(order).signum() <= 0) {
            desk.end(order, OrderEnd.NO_CASH, NaiveDesk.e8(order.granted), 0, timeMs);
            return true;
        }
        final long lots = affordable(order, chance);
        final BigDecimal value = NaiveUnits.value(instrument, chance.price(), lots);
        if (lots < instrument.minLots()) {
            desk.end(order, OrderEnd.MIN_QUANTITY, instrument.minLots(), lots, timeMs);
            return true;
        }
        if (value.compareTo(instrument.rules().minNotionalUsd()) < 0) {
            desk.end(order, OrderEnd.MIN_NOTIONAL, instrument.minNotionalUsdE8(), NaiveDesk.e8(value), timeMs);
            return true;
        }
        return false;
    }

    void fill(NaiveOrder order, NaiveChance chance) {
        if (order.isEntry()) {
            enter(order, chance);
        } else {
            exit(order, chance);
        }
    }

    private void enter(NaiveOrder order, NaiveChance chance) {
        final long timeMs = chance.when().timeMs();
        if (order.left == null && isRefused(order, chance)) {
            return;
        }
        final long affordable = affordable(order, chance);
        order.left = order.left == null ? affordable : order.left;
        final long wanted = Math.min(order.left, affordable);
        if (wanted == 0) {
            final BigDecimal payable = payable(order).max(BigDecimal.ZERO);
            desk.end(order, OrderEnd.NO_CASH, NaiveDesk.e8(order.granted), NaiveDesk.e8(payable), timeMs);
            return;
        }
        final long lots = Math.min(wanted, chance.most());
        final Instrument instrument = desk.units(order);
        final boolean small = lots < instrument.minLots()
                || NaiveUnits.value(instrument, chance.price(), lots)
                                .compareTo(instrument.rules().minNotionalUsd())
                        < 0;
        if (small && lots < wanted && !order.goesOn() && desk.position(order.agentId, order.instrumentId) == null) {
            desk.end(order, OrderEnd.NO_VOLUME, wanted, lots, timeMs);
            return;
        }
        if (lots > 0) {
            open(order, lots, chance);
        }
        afterwards(order, lots, wanted, timeMs);
    }

    /** What is left goes on, or ends. */
    private void afterwards(NaiveOrder order, long lots, long wanted, long timeMs) {
        order.left = order.left - lots;
        if (lots == wanted || order.left == 0) {
            desk.orders.remove(order);
            market.forgetWhatIsGone();
        } else if (!order.goesOn() && lots > 0 && order.kind == OrderKind.LIMIT) {
            desk.end(order, OrderEnd.IOC_UNFILLED, 0, 0, timeMs);
        } else if (!order.goesOn()) {
            desk.end(order, OrderEnd.NO_VOLUME, wanted, lots, timeMs);
        }
    }

    private void open(NaiveOrder order, long lots, NaiveChance chance) {
        final Instrument instrument = desk.units(order);
        final NaiveCosts.Charged charged = charge(order.instrumentId, instrument, chance, lots);
        final BigDecimal value = charged.value();
        final BigDecimal slippage = charged.slippage();
        final BigDecimal fee = charged.fee();
        NaivePosition position = desk.position(order.agentId, order.instrumentId);
        if (position == null) {
            position = new NaivePosition();
            position.agentId = order.agentId;
            position.instrumentId = order.instrumentId;
            position.units = instrument;
            position.timeframe = order.timeframe;
            position.direction = order.direction;
            position.entryOrderId = order.id;
            position.sinceMs = chance.when().sinceMs();
            position.stopDistance = order.stop;
            position.trailing = order.trailing;
            desk.positions.add(position);
        }
        final BigDecimal stop = away(instrument, order.stop).multiply(position.sign());
        position.lots += lots;
        position.lastMs = chance.when().sinceMs();
        position.value = position.value.add(value);
        position.slippage = position.slippage.add(slippage);
        position.fee = position.fee.add(fee);
        position.twiceMid = position.twiceMid.add(NaiveUnits.value(instrument, chance.twiceMid(), lots));
        position.stop = chance.price().subtract(stop).max(NaiveUnits.tick(instrument));
        position.target = Double.isNaN(order.target)
                ? null
                : chance.price().add(away(instrument, order.target).multiply(position.sign()));
        desk.books.get(order.agentId).pays(value.multiply(position.sign()), slippage, fee);
        order.granted = order.granted.subtract(value.add(slippage).add(fee)).max(BigDecimal.ZERO);
        market.use(order.agentId, order.instrumentId, chance.when().windowOpenMs(), lots);
        desk.perpetuals.opened(position, lots, chance.when().sinceMs());
        final BigDecimal ask = chance.ask().max(chance.price());
        desk.borrowing.opened(
                position, NaiveUnits.value(instrument, ask, lots), chance.when().sinceMs());
        final FillSlot fill = fill(position, order.side(), lots, chance, charged);
        fill.orderId = order.id;
        fill.decidedTimeMs = order.decidedTimeMs;
        desk.outcomes.onFill(fill);
    }

    static BigDecimal away(Instrument instrument, double distance) {
        return NaiveUnits.tick(instrument)
                .multiply(BigDecimal.valueOf(Math.max(1, instrument.priceTicks(distance, Side.BUY))));
    }

    private void exit(NaiveOrder order, NaiveChance chance) {
        final NaivePosition position = desk.position(order.agentId, order.instrumentId);
        final long wanted = order.left == null ? position.lots : Math.min(order.left, position.lots);
        final long lots = Math.min(wanted, chance.most());
        order.left = wanted;
        if (lots > 0) {
            close(position, order.id, order.exit, order.decidedTimeMs, lots, chance);
        }
        afterwards(order, lots, wanted, chance.when().timeMs());
    }

    private static BigDecimal share(BigDecimal amount, long lots, long of) {
        return amount.multiply(BigDecimal.valueOf(lots)).divide(BigDecimal.valueOf(of), 8, RoundingMode.DOWN);
    }

    void close(NaivePosition position, long orderId, ExitReason reason, long decidedMs, long lots, NaiveChance chance) {
        desk.perpetuals.closing(position, lots, chance.when().timeMs());
        final NaiveCosts.Charged charged = charge(position.instrumentId, position.units, chance, lots);
        final BigDecimal value = charged.value();
        final BigDecimal slippage = charged.slippage();
        final BigDecimal fee = charged.fee();
        final BigDecimal had = share(position.value, lots, position.lots);
        final BigDecimal hadSlippage = share(position.slippage, lots, position.lots);
        final BigDecimal hadFee = share(position.fee, lots, position.lots);
        final BigDecimal hadTwiceMid = share(position.twiceMid, lots, position.lots);
        final BigDecimal realised = value.subtract(had)
                .multiply(position.sign())
                .subtract(hadSlippage)
                .subtract(slippage);
        final BigDecimal funding = lots == position.lots ? position.funding : BigDecimal.ZERO;
        final BigDecimal net = realised.subtract(hadFee).subtract(fee).subtract(funding);
        final BigDecimal twiceGross = NaiveUnits.value(position.units, chance.twiceMid(), lots)
                .subtract(hadTwiceMid)
                .multiply(position.sign());
        position.lots -= lots;
        position.value = position.value.subtract(had);
        position.slippage = position.slippage.subtract(hadSlippage);
        position.fee = position.fee.subtract(hadFee);
        position.twiceMid = position.twiceMid.subtract(hadTwiceMid);
        position.closedNet = position.closedNet.add(net);
        position.closedTwiceGross = position.closedTwiceGross.add(twiceGross);
        final NaiveBooks own = desk.books.get(position.agentId);
        own.pays(value.multiply(position.sign()).negate(), slippage, fee);
        own.closes(realised, net, twiceGross, had);
        market.use(position.agentId, position.instrumentId, chance.when().windowOpenMs(), lots);
        final FillSlot fill = fill(position, position.exitSide(), lots, chance, charged);
        fill.orderId = orderId;
        fill.exitReason = reason;
        fill.decidedTimeMs = decidedMs;
        if (position.lots == 0) {
            desk.positions.remove(position);
            own.closed(position.closedNet);
        }
        final BigDecimal writtenOff = own.writesOff(reason == ExitReason.LIQUIDATION);
        position.closedNet = position.closedNet.add(writtenOff);
        fill.writtenOffUsdE8 = NaiveDesk.e8(writtenOff);
        fill.realisedUsdE8 = NaiveDesk.e8(realised.add(writtenOff));
        if (position.lots == 0) {
            fill.tradeNetUsdE8 = NaiveDesk.e8(position.closedNet);
            fill.tradeGrossUsdE8 = NaiveDesk.e8(NaiveBooks.half(position.closedTwiceGross));
        }
        desk.outcomes.onFill(fill);
    }

    private FillSlot fill(
            NaivePosition position, Side side, long lots, NaiveChance chance, NaiveCosts.Charged charged) {
        final Instrument instrument = position.units;
        final Quote quote = market.lastQuote(position.instrumentId);
        final FillSlot fill = new FillSlot();
        fill.agentId = position.agentId;
        fill.instrumentId = position.instrumentId;
        fill.side = side;
        fill.touchTicks = ticks(instrument, chance.price());
        fill.quantityLots = lots;
        fill.notionalUsdE8 = NaiveDesk.e8(charged.value());
        fill.slippageUsdE8 = NaiveDesk.e8(charged.slippage());
        fill.feeUsdE8 = NaiveDesk.e8(charged.fee());
        fill.inputs.rates(charged.slippagePpm(), charged.feePpm());
        fill.inputs.impact(charged.impactPpb(), NaiveDesk.e8(charged.impact()));
        fill.inputs.latency(chance.latencyMs());
        fill.bidTicks = ticks(instrument, chance.bid());
        fill.askTicks = ticks(instrument, chance.ask());
        fill.quoteTimeMs = quote == null ? 0 : quote.timeMs();
        fill.timeMs = chance.when().timeMs();
        fill.positionLotsAfter = position.isLong() ? position.lots : -position.lots;
        return fill;
    }

    private static long ticks(Instrument instrument, BigDecimal price) {
        return price.divide(NaiveUnits.tick(instrument)).longValueExact();
    }
}
