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
    private static final BigDecimal PPM = BigDecimal.valueOf(1_000_000);

    private final NaiveDesk desk;
    private final NaiveMarket market;

    NaiveFills(NaiveDesk desk, NaiveMarket market) {
        this.desk = desk;
        this.market = market;
    }

    private static BigDecimal cost(BigDecimal value, int ppm) {
        return value.multiply(BigDecimal.valueOf(ppm)).divide(PPM, 8, RoundingMode.CEILING);
    }

    private BigDecimal payable(NaiveOrder order) {
        return order.granted.min(desk.free(order.agentId).add(order.granted));
    }

    private int feePpm(int instrumentId, boolean rests) {
        final String venue = desk.instruments.get(instrumentId).venue();
        return rests ? desk.costs.makerFeePpmAt(venue) : desk.costs.takerFeePpmAt(venue);
    }

    /** The most lots that the order can pay at a price. */
    private long affordable(NaiveOrder order, BigDecimal price, boolean rests) {
        final BigDecimal payable = payable(order);
        long lots = 0;
        for (long step = Long.highestOneBit(Long.MAX_VALUE >> 8); step > 0; step /= 2) {
            final BigDecimal value = desk.value(order.instrumentId, price, lots + step);
            final BigDecimal slippage = cost(value, desk.costs.slippagePpm());
            final BigDecimal fee = cost(value.add(slippage), feePpm(order.instrumentId, rests));
            lots += value.add(slippage).add(fee).compareTo(payable) <= 0 ? step : 0;
        }
        return lots;
    }

    boolean isRefused(NaiveOrder order, BigDecimal price, boolean rests, long timeMs) {
        final Instrument instrument = desk.instruments.get(order.instrumentId);
        if (payable(order).signum() <= 0) {
            desk.end(order, OrderEnd.NO_CASH, NaiveDesk.e8(order.granted), 0, timeMs);
            return true;
        }
        final long lots = affordable(order, price, rests);
        final BigDecimal value = desk.value(order.instrumentId, price, lots);
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
        if (order.left == null && isRefused(order, chance.price(), chance.rests(), timeMs)) {
            return;
        }
        final long affordable = affordable(order, chance.price(), chance.rests());
        order.left = order.left == null ? affordable : order.left;
        final long wanted = Math.min(order.left, affordable);
        if (wanted == 0) {
            final BigDecimal payable = payable(order).max(BigDecimal.ZERO);
            desk.end(order, OrderEnd.NO_CASH, NaiveDesk.e8(order.granted), NaiveDesk.e8(payable), timeMs);
            return;
        }
        final long lots = Math.min(wanted, chance.most());
        final Instrument instrument = desk.instruments.get(order.instrumentId);
        final boolean small = lots < instrument.minLots()
                || desk.value(order.instrumentId, chance.price(), lots)
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
        final Instrument instrument = desk.instruments.get(order.instrumentId);
        final BigDecimal value = desk.value(order.instrumentId, chance.price(), lots);
        final BigDecimal slippage = cost(value, desk.costs.slippagePpm());
        final BigDecimal fee = cost(value.add(slippage), feePpm(order.instrumentId, chance.rests()));
        NaivePosition position = desk.position(order.agentId, order.instrumentId);
        if (position == null) {
            position = new NaivePosition();
            position.agentId = order.agentId;
            position.instrumentId = order.instrumentId;
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
        position.twiceMid = position.twiceMid.add(desk.value(order.instrumentId, chance.twiceMid(), lots));
        position.stop = chance.price().subtract(stop).max(NaiveDesk.tick(instrument));
        position.target = Double.isNaN(order.target)
                ? null
                : chance.price().add(away(instrument, order.target).multiply(position.sign()));
        desk.books.get(order.agentId).pays(value.multiply(position.sign()), slippage, fee);
        order.granted = order.granted.subtract(value.add(slippage).add(fee)).max(BigDecimal.ZERO);
        market.use(order.agentId, order.instrumentId, chance.when().windowOpenMs(), lots);
        final FillSlot fill = fill(position, order.side(), lots, chance, value, slippage, fee);
        fill.orderId = order.id;
        fill.decidedTimeMs = order.decidedTimeMs;
        desk.outcomes.onFill(fill);
    }

    static BigDecimal away(Instrument instrument, double distance) {
        return NaiveDesk.tick(instrument)
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
        final BigDecimal value = desk.value(position.instrumentId, chance.price(), lots);
        final BigDecimal slippage = cost(value, desk.costs.slippagePpm());
        final BigDecimal fee = cost(value.add(slippage), feePpm(position.instrumentId, chance.rests()));
        final BigDecimal had = share(position.value, lots, position.lots);
        final BigDecimal hadSlippage = share(position.slippage, lots, position.lots);
        final BigDecimal hadFee = share(position.fee, lots, position.lots);
        final BigDecimal hadTwiceMid = share(position.twiceMid, lots, position.lots);
        final BigDecimal realised = value.subtract(had)
                .multiply(position.sign())
                .subtract(hadSlippage)
                .subtract(slippage);
        final BigDecimal net = realised.subtract(hadFee).subtract(fee);
        final BigDecimal twiceGross = desk.value(position.instrumentId, chance.twiceMid(), lots)
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
        final FillSlot fill = fill(position, position.exitSide(), lots, chance, value, slippage, fee);
        fill.orderId = orderId;
        fill.exitReason = reason;
        fill.decidedTimeMs = decidedMs;
        fill.realisedUsdE8 = NaiveDesk.e8(realised);
        if (position.lots == 0) {
            desk.positions.remove(position);
            own.closed(position.closedNet);
            fill.tradeNetUsdE8 = NaiveDesk.e8(position.closedNet);
            fill.tradeGrossUsdE8 = NaiveDesk.e8(NaiveBooks.half(position.closedTwiceGross));
        }
        desk.outcomes.onFill(fill);
    }

    private FillSlot fill(
            NaivePosition position,
            Side side,
            long lots,
            NaiveChance chance,
            BigDecimal value,
            BigDecimal slippage,
            BigDecimal fee) {
        final Instrument instrument = desk.instruments.get(position.instrumentId);
        final Quote quote = market.lastQuote(position.instrumentId);
        final FillSlot fill = new FillSlot();
        fill.agentId = position.agentId;
        fill.instrumentId = position.instrumentId;
        fill.side = side;
        fill.touchTicks = ticks(instrument, chance.price());
        fill.quantityLots = lots;
        fill.notionalUsdE8 = NaiveDesk.e8(value);
        fill.slippageUsdE8 = NaiveDesk.e8(slippage);
        fill.feeUsdE8 = NaiveDesk.e8(fee);
        fill.bidTicks = ticks(instrument, chance.bid());
        fill.askTicks = ticks(instrument, chance.ask());
        fill.quoteTimeMs = quote == null ? 0 : quote.timeMs();
        fill.timeMs = chance.when().timeMs();
        fill.positionLotsAfter = position.isLong() ? position.lots : -position.lots;
        return fill;
    }

    private static long ticks(Instrument instrument, BigDecimal price) {
        return price.divide(NaiveDesk.tick(instrument)).longValueExact();
    }
}
