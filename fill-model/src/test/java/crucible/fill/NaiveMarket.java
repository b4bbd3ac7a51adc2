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

    /** Ask less bid of the last quote, by instrument. */
    private final Map<Integer, BigDecimal> spreads = new HashMap<>();

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

    /** Where one buys or sells, on the grid of whose position it is, rounded against him; nothing before the first quote. */
    BigDecimal touch(Instrument units, int instrumentId, Side side) {
        final BigDecimal[] book = books.get(instrumentId);
        if (book == null) {
            return BigDecimal.ZERO;
        }
        return side == Side.BUY
                ? NaiveUnits.onGrid(units, book[1], RoundingMode.CEILING)
                : NaiveUnits.onGrid(units, book[0], RoundingMode.FLOOR);
    }

    /** New rules: the market stays what it is in dollars, on the new grid, at most a tick wider on each side. */
    void rules(Instrument before, Instrument later) {
        final BigDecimal[] book = books.get(later.id());
        if (book != null && NaiveUnits.tick(before).compareTo(NaiveUnits.tick(later)) != 0) {
            final BigDecimal tick = NaiveUnits.tick(later);
            book[0] = NaiveUnits.onGrid(later, book[0], RoundingMode.FLOOR).max(tick);
            book[1] = NaiveUnits.onGrid(later, book[1], RoundingMode.CEILING).max(book[0].add(tick));
            final BigDecimal spread = spreads.getOrDefault(later.id(), NaiveUnits.tick(before));
            spreads.put(later.id(), NaiveUnits.onGrid(later, spread, RoundingMode.CEILING));
        }
    }

    /** The last quote of an instrument, or null. */
    Quote lastQuote(int instrumentId) {
        return quotes.get(instrumentId);
    }

    void quote(Quote quote) {
        quotes.put(quote.instrumentId(), quote);
        final BigDecimal bid = desk.price(quote.instrumentId(), quote.bidTicks());
        final BigDecimal ask = desk.price(quote.instrumentId(), quote.askTicks());
        final BigDecimal tick = NaiveUnits.tick(desk.instruments.get(quote.instrumentId()));
        books.put(quote.instrumentId(), new BigDecimal[] {bid, ask});
        spreads.put(quote.instrumentId(), ask.subtract(bid).max(tick));
    }

    /** What an agent had of a bar is forgotten with its last order and position there. */
    void forgetWhatIsGone() {
        windows.keySet().removeIf(key -> {
            final int agentId = Integer.parseInt(key.split(" ")[0]);
            final int instrumentId = Integer.parseInt(key.split(" ")[1]);
            return desk.position(agentId, instrumentId) == null && desk.order(agentId, instrumentId) == null;
        });
    }

    private long most(
            int agentId, int instrumentId, Instrument units, double volume, boolean rests, long windowOpenMs) {
        final long ppm = rests ? rule.restingPpm() : rule.takingPpm();
        if (ppm == 0 || volume < 0) {
            return Long.MAX_VALUE;
        }
        final long[] window = windows.getOrDefault(agentId + " " + instrumentId, new long[] {0, 0});
        if (windowOpenMs < window[0]) {
            return 0;
        }
        final long share = (long) Math.floor(volume * (ppm / 1e6) / units.lotSizeBase());
        return Math.max(0, windowOpenMs == window[0] ? share - window[1] : share);
    }

    /** An agent has filled lots in a bar. */
    void use(int agentId, int instrumentId, long windowOpenMs, long lots) {
        final long[] window = windows.computeIfAbsent(agentId + " " + instrumentId, key -> new long[] {0, 0});
        window[1] = (windowOpenMs == window[0] ? window[1] : 0) + lots;
        window[0] = windowOpenMs;
    }

    void onQuote(NaiveOrder order, Quote quote) {
        final BigDecimal bid = touch(desk.units(order), order.instrumentId, Side.SELL);
        final BigDecimal ask = touch(desk.units(order), order.instrumentId, Side.BUY);
        final BigDecimal touch = order.buys() ? ask : bid;
        final double volume = volumes.getOrDefault(order.instrumentId + " " + order.timeframe, -1.0);
        final NaiveChance.When when =
                new NaiveChance.When(quote.timeMs(), quote.timeMs(), order.timeframe.openTimeOf(quote.timeMs()));
        if (order.kind == OrderKind.STOP) {
            if (order.isSetOffBy(touch)) {
                order.kind = OrderKind.MARKET;
                order.latencyMs = desk.latencyMs(order.instrumentId);
                order.readyMs = quote.timeMs() + order.latencyMs;
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
        final NaiveChance resting =
                new NaiveChance(order.price, bid, ask, bid.add(ask), true, 0, order.latencyMs, when);
        return order.isEntry() && fills.isRefused(order, resting);
    }

    private void take(
            NaiveOrder order, BigDecimal price, BigDecimal bid, BigDecimal ask, double volume, NaiveChance.When when) {
        final long most =
                most(order.agentId, order.instrumentId, desk.units(order), volume, false, when.windowOpenMs());
        fills.fill(order, new NaiveChance(price, bid, ask, bid.add(ask), false, most, latencyMs(order, when), when));
    }

    /** What a bar fills was under way for no time that counts. */
    private static long latencyMs(NaiveOrder order, NaiveChance.When when) {
        return when.timeMs() == when.sinceMs() ? order.latencyMs : 0;
    }

    private void rest(
            NaiveOrder order,
            BigDecimal price,
            BigDecimal bid,
            BigDecimal ask,
            BigDecimal twiceMid,
            double volume,
            NaiveChance.When when) {
        final long most = most(order.agentId, order.instrumentId, desk.units(order), volume, true, when.windowOpenMs());
        fills.fill(order, new NaiveChance(price, bid, ask, twiceMid, true, most, latencyMs(order, when), when));
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
        desk.perpetuals.onBar(bar);
        for (NaivePosition position : List.copyOf(desk.positions)) {
            final NaiveOrder waiting = desk.order(position.agentId, position.instrumentId);
            if (position.instrumentId == bar.instrumentId()
                    && position.timeframe == bar.timeframe()
                    && desk.positions.contains(position)
                    && bar.closeTimeMs() > position.sinceMs
                    && (waiting == null || waiting.exit != ExitReason.STOP)) {
                bracket(position, bar, newest);
            }
        }
        final Quote quote = quotes.get(bar.instrumentId());
        if (newest && (quote == null || quote.timeMs() < bar.openTimeMs())) {
            final Instrument instrument = desk.instruments.get(bar.instrumentId());
            final BigDecimal tick = NaiveUnits.tick(instrument);
            final BigDecimal half = half(instrument, spreads.getOrDefault(bar.instrumentId(), tick));
            books.put(bar.instrumentId(), new BigDecimal[] {
                down(instrument, bar.close()).subtract(half).max(tick),
                up(instrument, bar.close()).add(half)
            });
        }
    }

    static BigDecimal down(Instrument units, double price) {
        return NaiveUnits.tick(units).multiply(BigDecimal.valueOf(units.priceTicks(price, Side.SELL)));
    }

    static BigDecimal up(Instrument units, double price) {
        return NaiveUnits.tick(units).multiply(BigDecimal.valueOf(units.priceTicks(price, Side.BUY)));
    }

    /** The spread of the last quote, or a tick; where that is old, no less than bars and hour let believe. */
    private BigDecimal spread(Instrument units, int instrumentId, long timeMs) {
        final Instrument today = desk.instruments.get(instrumentId);
        final BigDecimal quoted = NaiveUnits.onGrid(
                units, spreads.getOrDefault(instrumentId, NaiveUnits.tick(today)), RoundingMode.CEILING);
        final Quote quote = quotes.get(instrumentId);
        if (timeMs - (quote == null ? 0 : quote.timeMs()) <= desk.costs.market().quoteAgeMs()) {
            return quoted;
        }
        final long estimated = desk.volatility(instrumentId).spreadTicks(units.tickSize());
        return quoted.max(NaiveUnits.tick(units).multiply(BigDecimal.valueOf(estimated)));
    }

    /** Half of a spread in whole ticks, rounded up. */
    private static BigDecimal half(Instrument units, BigDecimal spread) {
        return NaiveUnits.onGrid(units, spread.divide(TWO), RoundingMode.CEILING);
    }

    private void onBar(NaiveOrder order, BarView bar) {
        final Instrument units = desk.units(order);
        final BigDecimal half = half(units, spread(units, bar.instrumentId(), bar.closeTimeMs()));
        final BigDecimal bid = down(units, bar.open()).subtract(half).max(NaiveUnits.tick(units));
        final BigDecimal ask = up(units, bar.open()).add(half);
        final NaiveChance.When when = NaiveChance.When.of(bar);
        final Quote quote = quotes.get(bar.instrumentId());
        if (order.kind == OrderKind.MARKET) {
            if (quote == null || quote.timeMs() < bar.openTimeMs()) {
                take(order, order.buys() ? ask : bid, bid, ask, bar.volumeBase(), when);
            }
        } else if (order.kind == OrderKind.STOP) {
            if (order.isSetOffBy(order.buys() ? up(units, bar.high()) : down(units, bar.low()))) {
                final BigDecimal trade = order.buys()
                        ? order.price.max(up(units, bar.open()))
                        : order.price.min(down(units, bar.open()));
                final NaiveChance chance = stopped(order.agentId, units, order.side(), trade, bar);
                fills.fill(order, chance);
            }
        } else if (order.looked || !arrive(order, bid, ask, bar.volumeBase(), when)) {
            final boolean through = order.buys()
                    ? up(units, bar.low()).compareTo(order.price) < 0
                    : down(units, bar.high()).compareTo(order.price) > 0;
            if (through) {
                final BigDecimal lastBid = touch(units, bar.instrumentId(), Side.SELL);
                final BigDecimal lastAsk = touch(units, bar.instrumentId(), Side.BUY);
                rest(order, order.price, lastBid, lastAsk, order.price.multiply(TWO), bar.volumeBase(), when);
            }
        }
    }

    /** Who is set off by a trade crosses the spread from there. */
    private NaiveChance stopped(int agentId, Instrument units, Side side, BigDecimal trade, BarView bar) {
        final int id = bar.instrumentId();
        final BigDecimal spread = spread(units, id, bar.closeTimeMs());
        final BigDecimal signed = side == Side.BUY ? spread : spread.negate();
        final BigDecimal price = trade.add(signed).max(NaiveUnits.tick(units));
        final BigDecimal twiceMid = price.multiply(TWO).subtract(signed);
        final long most = most(agentId, id, units, bar.volumeBase(), false, bar.openTimeMs());
        final BigDecimal bid = touch(units, id, Side.SELL);
        final BigDecimal ask = touch(units, id, Side.BUY);
        return new NaiveChance(price, bid, ask, twiceMid, false, most, 0, NaiveChance.When.of(bar));
    }

    private void bracket(NaivePosition position, BarView bar, boolean newest) {
        final boolean isLong = position.isLong();
        final Instrument units = position.units;
        final BigDecimal open = isLong ? down(units, bar.open()) : up(units, bar.open());
        final BigDecimal best = isLong ? down(units, bar.high()) : up(units, bar.low());
        final BigDecimal worst = isLong ? down(units, bar.low()) : up(units, bar.high());
        if (isLong ? worst.compareTo(position.stop) <= 0 : worst.compareTo(position.stop) >= 0) {
            stop(position, isLong ? position.stop.min(open) : position.stop.max(open), bar);
            return;
        }
        if (!newest || bar.openTimeMs() <= position.lastMs) {
            return;
        }
        if (position.target != null
                && (isLong ? best.compareTo(position.target) > 0 : best.compareTo(position.target) < 0)) {
            final int id = bar.instrumentId();
            final long most = most(position.agentId, id, units, bar.volumeBase(), true, bar.openTimeMs());
            final NaiveChance chance = new NaiveChance(
                    position.target,
                    touch(units, id, Side.SELL),
                    touch(units, id, Side.BUY),
                    position.target.multiply(TWO),
                    true,
                    most,
                    0,
                    NaiveChance.When.of(bar));
            closeBracket(position, ExitReason.TARGET, chance);
        } else if (position.trailing) {
            final BigDecimal away =
                    NaiveFills.away(units, position.stopDistance).multiply(position.sign());
            final BigDecimal followed = best.subtract(away).max(NaiveUnits.tick(units));
            final BigDecimal close = isLong ? down(units, bar.close()) : up(units, bar.close());
            if (isLong ? followed.compareTo(position.stop) > 0 : followed.compareTo(position.stop) < 0) {
                position.stop = followed;
                if (isLong ? close.compareTo(followed) <= 0 : close.compareTo(followed) >= 0) {
                    stop(position, close, bar);
                }
            }
        }
    }

    private void stop(NaivePosition position, BigDecimal trade, BarView bar) {
        closeBracket(
                position, ExitReason.STOP, stopped(position.agentId, position.units, position.exitSide(), trade, bar));
    }

    void closeBracket(NaivePosition position, ExitReason reason, NaiveChance chance) {
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
