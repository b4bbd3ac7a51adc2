package crucible.fill;

import crucible.model.BarView;
import crucible.model.ExitReason;
import crucible.model.Instrument;
import crucible.model.OrderEnd;
import crucible.model.OrderKind;
import crucible.model.Provenance;
import crucible.model.Quote;
import crucible.model.Side;
import crucible.model.TimeInForce;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** The judge's rules of what fills, as docs/fills.md tells them. */
final class NaiveMarket {
    private static final BigDecimal PPM = BigDecimal.valueOf(1_000_000);
    private static final BigDecimal TWO = BigDecimal.valueOf(2);

    /** Volume of the newest bar by instrument and timeframe. */
    final Map<String, Double> volumes = new HashMap<>();

    private final NaiveDesk desk;
    private final VolumeRule rule;
    private final Map<Integer, Quote> quotes = new HashMap<>();

    /** Bid and ask by instrument, of a quote or of a later bar. */
    private final Map<Integer, BigDecimal[]> books = new HashMap<>();

    /** Open of the bar in which an agent filled last, and how many lots did; by agent and instrument. */
    private final Map<String, long[]> windows = new HashMap<>();

    NaiveMarket(NaiveDesk desk) {
        this.desk = desk;
        this.rule = new VolumeRule(
                desk.costs.market().participationCapPpm(), desk.costs.market().maxVolumeSharePpm());
    }

    /** Largest shares of a bar's volume, 0 for any. */
    record VolumeRule(long takingPpm, long restingPpm) {}

    /** What an order meets: the price, the market around it, whether it rested there. */
    record Chance(
            BigDecimal price,
            BigDecimal bid,
            BigDecimal ask,
            BigDecimal twiceMid,
            boolean rests,
            long most,
            When when) {}

    /** When an event is known, since when what it fills counts, in which bar. */
    record When(long timeMs, long sinceMs, long windowOpenMs) {
        static When of(BarView bar) {
            return new When(bar.closeTimeMs(), bar.openTimeMs(), bar.openTimeMs());
        }
    }

    private static BigDecimal cost(BigDecimal value, int ppm) {
        return value.multiply(BigDecimal.valueOf(ppm)).divide(PPM, 8, RoundingMode.CEILING);
    }

    BigDecimal touch(int instrumentId, Side side) {
        return books.get(instrumentId)[side == Side.BUY ? 1 : 0];
    }

    void quote(Quote quote) {
        quotes.put(quote.instrumentId(), quote);
        books.put(quote.instrumentId(), new BigDecimal[] {
            desk.price(quote.instrumentId(), quote.bidTicks()), desk.price(quote.instrumentId(), quote.askTicks())
        });
    }

    /** What an agent had of a bar is forgotten with its last order and position there. */
    void forgetWhatIsGone() {
        windows.keySet().removeIf(key -> {
            final int agentId = Integer.parseInt(key.split(" ")[0]);
            final int instrumentId = Integer.parseInt(key.split(" ")[1]);
            return desk.position(agentId, instrumentId) == null && desk.order(agentId, instrumentId) == null;
        });
    }

    private long most(int agentId, int instrumentId, double volume, boolean rests, long windowOpenMs) {
        final long ppm = rests ? rule.restingPpm() : rule.takingPpm();
        if (ppm == 0 || volume < 0) {
            return Long.MAX_VALUE;
        }
        final long[] window = windows.getOrDefault(agentId + " " + instrumentId, new long[] {0, 0});
        if (windowOpenMs < window[0]) {
            return 0;
        }
        final Instrument instrument = desk.instruments.get(instrumentId);
        final long share = (long) Math.floor(volume * (ppm / 1e6) / instrument.lotSizeBase());
        return Math.max(0, windowOpenMs == window[0] ? share - window[1] : share);
    }

    private void use(int agentId, int instrumentId, long windowOpenMs, long lots) {
        final long[] window = windows.computeIfAbsent(agentId + " " + instrumentId, key -> new long[] {0, 0});
        window[1] = (windowOpenMs == window[0] ? window[1] : 0) + lots;
        window[0] = windowOpenMs;
    }

    void onQuote(NaiveOrder order, Quote quote) {
        final BigDecimal bid = desk.price(quote.instrumentId(), quote.bidTicks());
        final BigDecimal ask = desk.price(quote.instrumentId(), quote.askTicks());
        final BigDecimal touch = order.buys() ? ask : bid;
        final double volume = volumes.getOrDefault(order.instrumentId + " " + order.timeframe, -1.0);
        final When when = new When(quote.timeMs(), quote.timeMs(), order.timeframe.openTimeOf(quote.timeMs()));
        if (order.kind == OrderKind.STOP) {
            if (order.isSetOffBy(touch)) {
                order.kind = OrderKind.MARKET;
                order.readyMs = quote.timeMs() + desk.costs.latencyMs();
                order.deadlineMs = quote.timeMs() + desk.costs.orderTtlMs();
            }
        } else if (order.kind == OrderKind.MARKET) {
            take(order, touch, bid, ask, volume, when);
        } else if (!order.looked) {
            arrive(order, bid, ask, volume, when);
        } else if (order.accepts(touch)) {
            rest(order, order.price, bid, ask, bid.add(ask), volume, when);
        }
    }

    /** True if that is all that the event says of the order. */
    private boolean arrive(NaiveOrder order, BigDecimal bid, BigDecimal ask, double volume, When when) {
        order.looked = true;
        if (order.accepts(order.buys() ? ask : bid)) {
            if (order.force == TimeInForce.POST_ONLY) {
                desk.end(order, OrderEnd.POST_ONLY_WOULD_CROSS, 0, 0, when.timeMs());
            } else {
                take(order, order.buys() ? ask : bid, bid, ask, volume, when);
            }
            return true;
        }
        if (order.force == TimeInForce.IOC) {
            desk.end(order, OrderEnd.IOC_UNFILLED, 0, 0, when.timeMs());
            return true;
        }
        return order.isEntry() && isRefused(order, order.price, true, when.timeMs());
    }

    private void take(NaiveOrder order, BigDecimal price, BigDecimal bid, BigDecimal ask, double volume, When when) {
        final long most = most(order.agentId, order.instrumentId, volume, false, when.windowOpenMs());
        fill(order, new Chance(price, bid, ask, bid.add(ask), false, most, when));
    }

    private void rest(
            NaiveOrder order,
            BigDecimal price,
            BigDecimal bid,
            BigDecimal ask,
            BigDecimal twiceMid,
            double volume,
            When when) {
        final long most = most(order.agentId, order.instrumentId, volume, true, when.windowOpenMs());
        fill(order, new Chance(price, bid, ask, twiceMid, true, most, when));
    }

    void onBar(BarView bar, boolean newest) {
        if (bar.provenance() == Provenance.SYNTHETIC) {
            return;
        }
        for (NaiveOrder order : List.copyOf(desk.orders)) {
            final boolean speaks = order.instrumentId == bar.instrumentId()
                    && order.timeframe == bar.timeframe()
                    && newest
                    && bar.openTimeMs() >= order.readyMs
                    && (!order.isEntry() || bar.provenance() == Provenance.LIVE);
            if (speaks) {
                onBar(order, bar);
            }
        }
        for (NaivePosition position : List.copyOf(desk.positions)) {
            final NaiveOrder waiting = desk.order(position.agentId, position.instrumentId);
            if (position.instrumentId == bar.instrumentId()
                    && position.timeframe == bar.timeframe()
                    && bar.closeTimeMs() > position.sinceMs
                    && (waiting == null || waiting.exit != ExitReason.STOP)) {
                bracket(position, bar, newest);
            }
        }
        final Quote quote = quotes.get(bar.instrumentId());
        if (newest && (quote == null || quote.timeMs() < bar.openTimeMs())) {
            final BigDecimal half = halfSpread(bar.instrumentId());
            books.put(bar.instrumentId(), new BigDecimal[] {
                down(bar, bar.close()).subtract(half).max(NaiveDesk.tick(instrument(bar))),
                up(bar, bar.close()).add(half)
            });
        }
    }

    private Instrument instrument(BarView bar) {
        return desk.instruments.get(bar.instrumentId());
    }

    private BigDecimal down(BarView bar, double price) {
        return desk.price(bar.instrumentId(), instrument(bar).priceTicks(price, Side.SELL));
    }

    private BigDecimal up(BarView bar, double price) {
        return desk.price(bar.instrumentId(), instrument(bar).priceTicks(price, Side.BUY));
    }

    private BigDecimal spread(int instrumentId) {
        final Quote quote = quotes.get(instrumentId);
        return desk.price(instrumentId, quote == null ? 1 : Math.max(1, quote.askTicks() - quote.bidTicks()));
    }

    /** Half of the last quote's spread in whole ticks, rounded up. */
    private BigDecimal halfSpread(int instrumentId) {
        final BigDecimal tick = NaiveDesk.tick(desk.instruments.get(instrumentId));
        return spread(instrumentId)
                .divide(tick)
                .divide(TWO, 0, RoundingMode.CEILING)
                .multiply(tick);
    }

    private void onBar(NaiveOrder order, BarView bar) {
        final BigDecimal half = halfSpread(bar.instrumentId());
        final BigDecimal bid = down(bar, bar.open()).subtract(half).max(NaiveDesk.tick(instrument(bar)));
        final BigDecimal ask = up(bar, bar.open()).add(half);
        final When when = When.of(bar);
        final Quote quote = quotes.get(bar.instrumentId());
        if (order.kind == OrderKind.MARKET) {
            if (quote == null || quote.timeMs() < bar.openTimeMs()) {
                take(order, order.buys() ? ask : bid, bid, ask, bar.volumeBase(), when);
            }
        } else if (order.kind == OrderKind.STOP) {
            if (order.isSetOffBy(order.buys() ? up(bar, bar.high()) : down(bar, bar.low()))) {
                final BigDecimal trade =
                        order.buys() ? order.price.max(up(bar, bar.open())) : order.price.min(down(bar, bar.open()));
                final Chance chance = stopped(order.agentId, order.side(), trade, bar);
                fill(order, chance);
            }
        } else if (order.looked || !arrive(order, bid, ask, bar.volumeBase(), when)) {
            final boolean through = order.buys()
                    ? up(bar, bar.low()).compareTo(order.price) < 0
                    : down(bar, bar.high()).compareTo(order.price) > 0;
            if (through) {
                final BigDecimal[] book = books(bar.instrumentId());
                rest(order, order.price, book[0], book[1], order.price.multiply(TWO), bar.volumeBase(), when);
            }
        }
    }

    private BigDecimal[] books(int instrumentId) {
        return books.getOrDefault(instrumentId, new BigDecimal[] {BigDecimal.ZERO, BigDecimal.ZERO});
    }

    /** Who is set off by a trade crosses the spread from there. */
    private Chance stopped(int agentId, Side side, BigDecimal trade, BarView bar) {
        final BigDecimal[] book = books(bar.instrumentId());
        final BigDecimal spread = spread(bar.instrumentId());
        final BigDecimal signed = side == Side.BUY ? spread : spread.negate();
        final BigDecimal price = trade.add(signed).max(NaiveDesk.tick(instrument(bar)));
        final BigDecimal twiceMid = price.multiply(TWO).subtract(signed);
        final long most = most(agentId, bar.instrumentId(), bar.volumeBase(), false, bar.openTimeMs());
        return new Chance(price, book[0], book[1], twiceMid, false, most, When.of(bar));
    }

    private void bracket(NaivePosition position, BarView bar, boolean newest) {
        final boolean isLong = position.isLong();
        final BigDecimal open = isLong ? down(bar, bar.open()) : up(bar, bar.open());
        final BigDecimal best = isLong ? down(bar, bar.high()) : up(bar, bar.low());
        final BigDecimal worst = isLong ? down(bar, bar.low()) : up(bar, bar.high());
        if (isLong ? worst.compareTo(position.stop) <= 0 : worst.compareTo(position.stop) >= 0) {
            stop(position, isLong ? position.stop.min(open) : position.stop.max(open), bar);
            return;
        }
        if (!newest || bar.openTimeMs() <= position.lastMs) {
            return;
        }
        if (position.target != null
                && (isLong ? best.compareTo(position.target) > 0 : best.compareTo(position.target) < 0)) {
            final BigDecimal[] book = books(bar.instrumentId());
            final long most = most(position.agentId, bar.instrumentId(), bar.volumeBase(), true, bar.openTimeMs());
            final Chance chance = new Chance(
                    position.target, book[0], book[1], position.target.multiply(TWO), true, most, When.of(bar));
            closeBracket(position, ExitReason.TARGET, chance);
        } else if (position.trailing) {
            final BigDecimal away = away(instrument(bar), position.stopDistance).multiply(position.sign());
            final BigDecimal followed = best.subtract(away).max(NaiveDesk.tick(instrument(bar)));
            final BigDecimal close = isLong ? down(bar, bar.close()) : up(bar, bar.close());
            if (isLong ? followed.compareTo(position.stop) > 0 : followed.compareTo(position.stop) < 0) {
                position.stop = followed;
                if (isLong ? close.compareTo(followed) <= 0 : close.compareTo(followed) >= 0) {
                    stop(position, close, bar);
                }
            }
        }
    }

    private void stop(NaivePosition position, BigDecimal trade, BarView bar) {
        closeBracket(position, ExitReason.STOP, stopped(position.agentId, position.exitSide(), trade, bar));
    }

    private void closeBracket(NaivePosition position, ExitReason reason, Chance chance) {
        final boolean stop = reason == ExitReason.STOP;
        final long lots = Math.min(position.lots, chance.most());
        final NaiveOrder waiting = desk.order(position.agentId, position.instrumentId);
        final boolean ends = waiting != null && (stop || lots == position.lots);
        if (ends) {
            desk.orders.remove(waiting);
        }
        if (lots > 0) {
            close(position, position.entryOrderId, reason, position.sinceMs, lots, chance);
        }
        if (stop && position.lots > 0) {
            final NaiveOrder rest = new NaiveOrder();
            rest.agentId = position.agentId;
            rest.id = position.entryOrderId;
            rest.instrumentId = position.instrumentId;
            rest.timeframe = position.timeframe;
            rest.direction = position.direction;
            rest.exit = ExitReason.STOP;
            rest.decidedTimeMs = position.sinceMs;
            rest.readyMs = chance.when().timeMs();
            rest.deadlineMs = Long.MAX_VALUE;
            desk.orders.add(rest);
        }
        if (ends) {
            desk.tell(waiting, OrderEnd.POSITION_CLOSED, 0, 0, chance.when().timeMs());
        }
        forgetWhatIsGone();
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

    private boolean isRefused(NaiveOrder order, BigDecimal price, boolean rests, long timeMs) {
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

    private void fill(NaiveOrder order, Chance chance) {
        if (order.isEntry()) {
            enter(order, chance);
        } else {
            exit(order, chance);
        }
    }

    private void enter(NaiveOrder order, Chance chance) {
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
            forgetWhatIsGone();
        } else if (!order.goesOn() && lots > 0 && order.kind == OrderKind.LIMIT) {
            desk.end(order, OrderEnd.IOC_UNFILLED, 0, 0, timeMs);
        } else if (!order.goesOn()) {
            desk.end(order, OrderEnd.NO_VOLUME, wanted, lots, timeMs);
        }
    }

    private void open(NaiveOrder order, long lots, Chance chance) {
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
        use(order.agentId, order.instrumentId, chance.when().windowOpenMs(), lots);
        final FillSlot fill = fill(position, order.side(), lots, chance, value, slippage, fee);
        fill.orderId = order.id;
        fill.decidedTimeMs = order.decidedTimeMs;
        desk.outcomes.onFill(fill);
    }

    private static BigDecimal away(Instrument instrument, double distance) {
        return NaiveDesk.tick(instrument)
                .multiply(BigDecimal.valueOf(Math.max(1, instrument.priceTicks(distance, Side.BUY))));
    }

    private void exit(NaiveOrder order, Chance chance) {
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

    private void close(
            NaivePosition position, long orderId, ExitReason reason, long decidedMs, long lots, Chance chance) {
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
        use(position.agentId, position.instrumentId, chance.when().windowOpenMs(), lots);
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
            Chance chance,
            BigDecimal value,
            BigDecimal slippage,
            BigDecimal fee) {
        final Instrument instrument = desk.instruments.get(position.instrumentId);
        final Quote quote = quotes.get(position.instrumentId);
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
