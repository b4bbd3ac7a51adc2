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
    private static final BigDecimal TWO = BigDecimal.valueOf(2);

    /** Volume of the newest bar by instrument and timeframe. */
    final Map<String, Double> volumes = new HashMap<>();

    private final NaiveDesk desk;
    private final NaiveFills fills;
    private final VolumeRule rule;
    private final Map<Integer, Quote> quotes = new HashMap<>();

    /** Bid and ask by instrument, of a quote or of a later bar. */
    private final Map<Integer, BigDecimal[]> books = new HashMap<>();

    /** Open of the bar in which an agent filled last, and how many lots did; by agent and instrument. */
    private final Map<String, long[]> windows = new HashMap<>();

    NaiveMarket(NaiveDesk desk) {
        this.desk = desk;
        this.fills = new NaiveFills(desk, this);
        this.rule = new VolumeRule(
                desk.costs.market().participationCapPpm(), desk.costs.market().maxVolumeSharePpm());
    }

    /** Largest shares of a bar's volume, 0 for any. */
    record VolumeRule(long takingPpm, long restingPpm) {}

    boolean isSeen(int instrumentId) {
        return books.containsKey(instrumentId);
    }

    BigDecimal touch(int instrumentId, Side side) {
        return books.get(instrumentId)[side == Side.BUY ? 1 : 0];
    }

    /** The last quote of an instrument, or null. */
    Quote lastQuote(int instrumentId) {
        return quotes.get(instrumentId);
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

    /** An agent has filled lots in a bar. */
    void use(int agentId, int instrumentId, long windowOpenMs, long lots) {
        final long[] window = windows.computeIfAbsent(agentId + " " + instrumentId, key -> new long[] {0, 0});
        window[1] = (windowOpenMs == window[0] ? window[1] : 0) + lots;
        window[0] = windowOpenMs;
    }

    void onQuote(NaiveOrder order, Quote quote) {
        final BigDecimal bid = desk.price(quote.instrumentId(), quote.bidTicks());
        final BigDecimal ask = desk.price(quote.instrumentId(), quote.askTicks());
        final BigDecimal touch = order.buys() ? ask : bid;
        final double volume = volumes.getOrDefault(order.instrumentId + " " + order.timeframe, -1.0);
        final NaiveChance.When when =
                new NaiveChance.When(quote.timeMs(), quote.timeMs(), order.timeframe.openTimeOf(quote.timeMs()));
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
    private boolean arrive(NaiveOrder order, BigDecimal bid, BigDecimal ask, double volume, NaiveChance.When when) {
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
        return order.isEntry() && fills.isRefused(order, order.price, true, when.timeMs());
    }

    private void take(
            NaiveOrder order, BigDecimal price, BigDecimal bid, BigDecimal ask, double volume, NaiveChance.When when) {
        final long most = most(order.agentId, order.instrumentId, volume, false, when.windowOpenMs());
        fills.fill(order, new NaiveChance(price, bid, ask, bid.add(ask), false, most, when));
    }

    private void rest(
            NaiveOrder order,
            BigDecimal price,
            BigDecimal bid,
            BigDecimal ask,
            BigDecimal twiceMid,
            double volume,
            NaiveChance.When when) {
        final long most = most(order.agentId, order.instrumentId, volume, true, when.windowOpenMs());
        fills.fill(order, new NaiveChance(price, bid, ask, twiceMid, true, most, when));
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
        final NaiveChance.When when = NaiveChance.When.of(bar);
        final Quote quote = quotes.get(bar.instrumentId());
        if (order.kind == OrderKind.MARKET) {
            if (quote == null || quote.timeMs() < bar.openTimeMs()) {
                take(order, order.buys() ? ask : bid, bid, ask, bar.volumeBase(), when);
            }
        } else if (order.kind == OrderKind.STOP) {
            if (order.isSetOffBy(order.buys() ? up(bar, bar.high()) : down(bar, bar.low()))) {
                final BigDecimal trade =
                        order.buys() ? order.price.max(up(bar, bar.open())) : order.price.min(down(bar, bar.open()));
                final NaiveChance chance = stopped(order.agentId, order.side(), trade, bar);
                fills.fill(order, chance);
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
    private NaiveChance stopped(int agentId, Side side, BigDecimal trade, BarView bar) {
        final BigDecimal[] book = books(bar.instrumentId());
        final BigDecimal spread = spread(bar.instrumentId());
        final BigDecimal signed = side == Side.BUY ? spread : spread.negate();
        final BigDecimal price = trade.add(signed).max(NaiveDesk.tick(instrument(bar)));
        final BigDecimal twiceMid = price.multiply(TWO).subtract(signed);
        final long most = most(agentId, bar.instrumentId(), bar.volumeBase(), false, bar.openTimeMs());
        return new NaiveChance(price, book[0], book[1], twiceMid, false, most, NaiveChance.When.of(bar));
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
            final NaiveChance chance = new NaiveChance(
                    position.target,
                    book[0],
                    book[1],
                    position.target.multiply(TWO),
                    true,
                    most,
                    NaiveChance.When.of(bar));
            closeBracket(position, ExitReason.TARGET, chance);
        } else if (position.trailing) {
            final BigDecimal away =
                    NaiveFills.away(instrument(bar), position.stopDistance).multiply(position.sign());
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

    private void closeBracket(NaivePosition position, ExitReason reason, NaiveChance chance) {
        final boolean stop = reason == ExitReason.STOP;
        final long lots = Math.min(position.lots, chance.most());
        final NaiveOrder waiting = desk.order(position.agentId, position.instrumentId);
        final boolean ends = waiting != null && (stop || lots == position.lots);
        if (ends) {
            desk.orders.remove(waiting);
        }
        if (lots > 0) {
            fills.close(position, position.entryOrderId, reason, position.sinceMs, lots, chance);
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
}
