package crucible.fill;

import crucible.model.AccountView;
import crucible.model.BarView;
import crucible.model.Desk;
import crucible.model.Direction;
import crucible.model.ExitReason;
import crucible.model.Funding;
import crucible.model.Instrument;
import crucible.model.MarkView;
import crucible.model.OrderEnd;
import crucible.model.OutcomeSink;
import crucible.model.Provenance;
import crucible.model.Quote;
import crucible.model.QuoteView;
import crucible.model.Side;
import crucible.model.StateSink;
import crucible.model.Timeframe;
import crucible.model.VolatilityFit;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * The judge of the lane's desk: decimals of dollars, one list of orders, one of positions, everything looked through at
 * every event. An instrument's rules do not change here.
 */
final class NaiveDesk implements Desk {
    private static final BigDecimal PPM = BigDecimal.valueOf(1_000_000);

    final CostSettings costs;
    final List<Order> orders = new ArrayList<>();
    final List<Position> positions = new ArrayList<>();
    final Map<Integer, Instrument> instruments = new TreeMap<>();
    final Map<Integer, Quote> quotes = new HashMap<>();
    final Map<Integer, NaiveBooks> books = new TreeMap<>();
    private final Map<String, Long> lastCloses = new HashMap<>();
    private OutcomeSink outcomes;

    NaiveDesk(CostSettings costs) {
        this.costs = costs;
    }

    /** A waiting order; {@code exit} is null for an entry. */
    record Order(
            int agentId,
            long id,
            int instrumentId,
            Timeframe timeframe,
            Direction direction,
            BigDecimal granted,
            double stop,
            double target,
            ExitReason exit,
            long decidedTimeMs,
            long deadlineMs) {}

    /** An open position. */
    record Position(
            Order entry,
            long lots,
            BigDecimal price,
            BigDecimal mid,
            BigDecimal slippage,
            BigDecimal fee,
            BigDecimal stop,
            BigDecimal target,
            long timeMs) {
        boolean isLong() {
            return entry.direction() == Direction.LONG;
        }
    }

    static BigDecimal tick(Instrument instrument) {
        return instrument.rules().tickSize();
    }

    static BigDecimal quantity(Instrument instrument, long lots) {
        return instrument
                .rules()
                .stepSize()
                .multiply(BigDecimal.valueOf(instrument.lotMultiple()))
                .multiply(BigDecimal.valueOf(lots));
    }

    BigDecimal price(int instrumentId, long ticks) {
        return tick(instruments.get(instrumentId)).multiply(BigDecimal.valueOf(ticks));
    }

    private static BigDecimal cost(BigDecimal value, int ppm) {
        return value.multiply(BigDecimal.valueOf(ppm)).divide(PPM, 8, RoundingMode.CEILING);
    }

    Position position(int agentId, int instrumentId) {
        for (Position position : positions) {
            if (position.entry().agentId() == agentId && position.entry().instrumentId() == instrumentId) {
                return position;
            }
        }
        return null;
    }

    Order order(int agentId, int instrumentId) {
        for (Order order : orders) {
            if (order.agentId() == agentId && order.instrumentId() == instrumentId) {
                return order;
            }
        }
        return null;
    }

    /** Price at which a position could be closed now. */
    BigDecimal closingPrice(Position position) {
        final Quote quote = quotes.get(position.entry().instrumentId());
        return price(quote.instrumentId(), position.isLong() ? quote.bidTicks() : quote.askTicks());
    }

    /** Cash less what waiting entries may spend, less twice what the shorts would cost now. */
    private BigDecimal free(int agentId) {
        BigDecimal free = books.get(agentId).cash();
        for (Order order : orders) {
            if (order.agentId() == agentId && order.exit() == null) {
                free = free.subtract(order.granted());
            }
        }
        for (Position position : positions) {
            if (position.entry().agentId() == agentId && !position.isLong()) {
                final Instrument instrument = instruments.get(position.entry().instrumentId());
                final BigDecimal value = closingPrice(position).multiply(quantity(instrument, position.lots()));
                free = free.subtract(value).subtract(value);
            }
        }
        return free;
    }

    @Override
    public void reportTo(OutcomeSink sink) {
        outcomes = sink;
    }

    @Override
    public void onInstrument(Instrument instrument) {
        instruments.put(instrument.id(), instrument);
    }

    @Override
    public AccountView open(int agentId, long capitalUsdE8) {
        books.put(agentId, new NaiveBooks(this, agentId, capitalUsdE8));
        return books.get(agentId);
    }

    @Override
    public void allowVirtualShorts(int agentId) {
        throw new AssertionError("no test of the judge has a control group");
    }

    @Override
    public AccountView account(int agentId) {
        return books.get(agentId);
    }

    @Override
    public void onMark(MarkView mark) {
        throw new UnsupportedOperationException("this judge knows no perpetuals");
    }

    @Override
    public void onFunding(Funding funding) {
        throw new UnsupportedOperationException("this judge knows no perpetuals");
    }

    @Override
    public void onQuote(QuoteView view) {
        final Quote quote = view.toQuote();
        quotes.put(quote.instrumentId(), quote);
        expire(quote.timeMs());
        for (Order order : List.copyOf(orders)) {
            if (order.instrumentId() == quote.instrumentId()
                    && quote.timeMs() >= order.decidedTimeMs() + costs.latencyMs()) {
                if (order.exit() == null) {
                    fillEntry(order, quote);
                } else {
                    final Position position = position(order.agentId(), order.instrumentId());
                    final long touch = position.isLong() ? quote.bidTicks() : quote.askTicks();
                    orders.remove(order);
                    close(position, order.id(), order.exit(), order.decidedTimeMs(), touch, mid(quote), quote.timeMs());
                }
            }
        }
    }

    private void expire(long timeMs) {
        for (Order order : List.copyOf(orders)) {
            if (order.deadlineMs() < timeMs) {
                end(order, OrderEnd.NO_QUOTE, 0, 0, timeMs);
            }
        }
    }

    private void end(Order order, OrderEnd reason, long needed, long have, long timeMs) {
        orders.remove(order);
        outcomes.onOrderEnded(
                order.agentId(), order.id(), order.instrumentId(), order.exit() == null, reason, needed, have, timeMs);
    }

    private BigDecimal mid(Quote quote) {
        return price(quote.instrumentId(), quote.bidTicks() + quote.askTicks()).divide(BigDecimal.valueOf(2));
    }

    private void fillEntry(Order order, Quote quote) {
        final Instrument instrument = instruments.get(order.instrumentId());
        final int feePpm = costs.takerFeePpmAt(instrument.venue());
        final boolean isLong = order.direction() == Direction.LONG;
        final long touch = isLong ? quote.askTicks() : quote.bidTicks();
        final BigDecimal price = price(order.instrumentId(), touch);
        final BigDecimal limit = order.granted().min(free(order.agentId()).add(order.granted()));
        if (limit.signum() <= 0) {
            end(order, OrderEnd.NO_CASH, e8(order.granted()), 0, quote.timeMs());
            return;
        }
        long lots = 0;
        for (long step = Long.highestOneBit(Long.MAX_VALUE >> 8); step > 0; step /= 2) {
            final BigDecimal value = price.multiply(quantity(instrument, lots + step));
            final BigDecimal slippage = cost(value, costs.slippagePpm());
            final BigDecimal all = value.add(slippage).add(cost(value.add(slippage), feePpm));
            lots += all.compareTo(limit) <= 0 ? step : 0;
        }
        final BigDecimal value = price.multiply(quantity(instrument, lots));
        if (lots < instrument.minLots()) {
            end(order, OrderEnd.MIN_QUANTITY, instrument.minLots(), lots, quote.timeMs());
        } else if (value.compareTo(instrument.rules().minNotionalUsd()) < 0) {
            end(order, OrderEnd.MIN_NOTIONAL, instrument.minNotionalUsdE8(), e8(value), quote.timeMs());
        } else {
            orders.remove(order);
            final BigDecimal slippage = cost(value, costs.slippagePpm());
            final BigDecimal fee = cost(value.add(slippage), feePpm);
            final BigDecimal stop = away(instrument, order.stop());
            final BigDecimal target = Double.isNaN(order.target()) ? null : away(instrument, order.target());
            final Position position = new Position(
                    order,
                    lots,
                    price,
                    mid(quote),
                    slippage,
                    fee,
                    isLong ? price.subtract(stop).max(tick(instrument)) : price.add(stop),
                    target == null ? null : isLong ? price.add(target) : price.subtract(target),
                    quote.timeMs());
            positions.add(position);
            final NaiveBooks own = books.get(order.agentId());
            own.pays(isLong ? value : value.negate(), slippage, fee);
            final FillSlot fill = fill(position, isLong ? Side.BUY : Side.SELL, touch, value, slippage, fee);
            fill.orderId = order.id();
            fill.decidedTimeMs = order.decidedTimeMs();
            fill.timeMs = quote.timeMs();
            fill.positionLotsAfter = isLong ? lots : -lots;
            outcomes.onFill(fill);
        }
    }

    private static BigDecimal away(Instrument instrument, double distance) {
        return tick(instrument).multiply(BigDecimal.valueOf(Math.max(1, instrument.priceTicks(distance, Side.BUY))));
    }

    static long e8(BigDecimal usd) {
        return usd.movePointRight(8).longValueExact();
    }

    private FillSlot fill(
            Position position, Side side, long touch, BigDecimal value, BigDecimal slippage, BigDecimal fee) {
        final Quote quote = quotes.get(position.entry().instrumentId());
        final FillSlot fill = new FillSlot();
        fill.agentId = position.entry().agentId();
        fill.instrumentId = position.entry().instrumentId();
        fill.side = side;
        fill.touchTicks = touch;
        fill.quantityLots = position.lots();
        fill.notionalUsdE8 = e8(value);
        fill.slippageUsdE8 = e8(slippage);
        fill.feeUsdE8 = e8(fee);
        fill.bidTicks = quote.bidTicks();
        fill.askTicks = quote.askTicks();
        fill.quoteTimeMs = quote.timeMs();
        return fill;
    }

    private void close(
            Position position,
            long orderId,
            ExitReason reason,
            long decidedTimeMs,
            long touch,
            BigDecimal mid,
            long timeMs) {
        final Instrument instrument = instruments.get(position.entry().instrumentId());
        final BigDecimal quantity = quantity(instrument, position.lots());
        final BigDecimal value = price(instrument.id(), touch).multiply(quantity);
        final BigDecimal slippage = cost(value, costs.slippagePpm());
        final int feePpm = reason == ExitReason.TARGET
                ? costs.makerFeePpmAt(instrument.venue())
                : costs.takerFeePpmAt(instrument.venue());
        final BigDecimal fee = cost(value.add(slippage), feePpm);
        final BigDecimal sign = position.isLong() ? BigDecimal.ONE : BigDecimal.ONE.negate();
        final BigDecimal realised = value.subtract(position.price().multiply(quantity))
                .multiply(sign)
                .subtract(position.slippage())
                .subtract(slippage);
        final BigDecimal net = realised.subtract(position.fee()).subtract(fee);
        final BigDecimal gross = mid.subtract(position.mid()).multiply(quantity).multiply(sign);
        positions.remove(position);
        final NaiveBooks own = books.get(position.entry().agentId());
        own.pays(position.isLong() ? value.negate() : value, slippage, fee);
        own.closes(realised, net, gross, position.price().multiply(quantity));
        final Side side = position.isLong() ? Side.SELL : Side.BUY;
        final FillSlot fill = fill(position, side, touch, value, slippage, fee);
        fill.orderId = orderId;
        fill.exitReason = reason;
        fill.decidedTimeMs = decidedTimeMs;
        fill.timeMs = timeMs;
        fill.realisedUsdE8 = e8(realised);
        fill.tradeNetUsdE8 = e8(net);
        fill.tradeGrossUsdE8 = e8(gross.setScale(8, RoundingMode.FLOOR));
        outcomes.onFill(fill);
    }

    @Override
    public void onBar(BarView bar) {
        final String key = bar.instrumentId() + " " + bar.timeframe();
        final boolean newest = bar.closeTimeMs() > lastCloses.getOrDefault(key, 0L);
        lastCloses.merge(key, bar.closeTimeMs(), Math::max);
        expire(bar.closeTimeMs());
        for (Position position : List.copyOf(positions)) {
            if (position.entry().instrumentId() == bar.instrumentId()
                    && position.entry().timeframe() == bar.timeframe()
                    && bar.closeTimeMs() > position.timeMs()
                    && bar.provenance() != Provenance.SYNTHETIC) {
                bracket(position, bar, newest);
            }
        }
    }

    private void bracket(Position position, BarView bar, boolean newest) {
        final Instrument instrument = instruments.get(bar.instrumentId());
        final Quote quote = quotes.get(bar.instrumentId());
        final Side side = position.isLong() ? Side.SELL : Side.BUY;
        final BigDecimal open = price(bar.instrumentId(), instrument.priceTicks(bar.open(), side));
        final BigDecimal high = price(bar.instrumentId(), instrument.priceTicks(bar.high(), side));
        final BigDecimal low = price(bar.instrumentId(), instrument.priceTicks(bar.low(), side));
        final BigDecimal spread = price(bar.instrumentId(), quote.askTicks() - quote.bidTicks());
        final BigDecimal stop = position.stop();
        final BigDecimal target = position.target();
        final boolean stopped = position.isLong() ? low.compareTo(stop) <= 0 : high.compareTo(stop) >= 0;
        final boolean passed = target != null
                && (position.isLong() ? high.compareTo(target) > 0 : low.compareTo(target) < 0)
                && newest
                && bar.openTimeMs() > position.timeMs();
        if (!stopped && !passed) {
            return;
        }
        final BigDecimal touch;
        final BigDecimal mid;
        if (!stopped) {
            touch = target;
            mid = target;
        } else if (position.isLong()) {
            touch = stop.min(open).subtract(spread).max(tick(instrument));
            mid = touch.add(spread.divide(BigDecimal.valueOf(2)));
        } else {
            touch = stop.max(open).add(spread);
            mid = touch.subtract(spread.divide(BigDecimal.valueOf(2)));
        }
        final long ticks = touch.divide(tick(instrument)).longValueExact();
        final ExitReason reason = stopped ? ExitReason.STOP : ExitReason.TARGET;
        close(position, position.entry().id(), reason, position.timeMs(), ticks, mid, bar.closeTimeMs());
        final Order exit = order(position.entry().agentId(), bar.instrumentId());
        if (exit != null) {
            end(exit, OrderEnd.POSITION_CLOSED, 0, 0, bar.closeTimeMs());
        }
    }

    /** Its costs do not depend on the volatility. */
    @Override
    public void onVolatility(VolatilityFit fit) {}

    @Override
    public long enter(
            int agentId,
            int instrumentId,
            Timeframe timeframe,
            Direction direction,
            long budgetUsdE8,
            double stopDistance,
            double targetDistance,
            long decidedTimeMs) {
        if (position(agentId, instrumentId) != null || order(agentId, instrumentId) != null) {
            throw new IllegalStateException("already there");
        }
        final BigDecimal budget = BigDecimal.valueOf(budgetUsdE8, 8);
        final BigDecimal free = free(agentId).max(BigDecimal.ZERO);
        final Order order = new Order(
                agentId,
                books.get(agentId).nextOrderId(),
                instrumentId,
                timeframe,
                direction,
                budget.min(free),
                stopDistance,
                targetDistance,
                null,
                decidedTimeMs,
                decidedTimeMs + costs.orderTtlMs());
        if (direction == Direction.SHORT
                && !instruments.get(instrumentId).kind().allowsShort()) {
            end(order, OrderEnd.SHORT_NOT_ALLOWED, 0, 0, decidedTimeMs);
        } else if (order.granted().signum() == 0) {
            end(order, OrderEnd.NO_CASH, budgetUsdE8, e8(free), decidedTimeMs);
        } else {
            orders.add(order);
        }
        return order.id();
    }

    @Override
    public long exit(int agentId, int instrumentId, ExitReason reason, long decidedTimeMs) {
        final Position position = position(agentId, instrumentId);
        if (position == null) {
            return 0;
        }
        final Order waiting = order(agentId, instrumentId);
        final boolean forEver = reason == ExitReason.DEATH;
        if (waiting != null && !forEver) {
            return waiting.id();
        }
        final Order order = new Order(
                agentId,
                waiting == null ? books.get(agentId).nextOrderId() : waiting.id(),
                instrumentId,
                position.entry().timeframe(),
                position.entry().direction(),
                null,
                0,
                0,
                waiting == null ? reason : waiting.exit(),
                waiting == null ? decidedTimeMs : waiting.decidedTimeMs(),
                forEver ? Long.MAX_VALUE : decidedTimeMs + costs.orderTtlMs());
        orders.remove(waiting);
        orders.add(order);
        return order.id();
    }

    @Override
    public long refuse(int agentId, int instrumentId, OrderEnd reason, long decidedTimeMs) {
        final long id = books.get(agentId).nextOrderId();
        outcomes.onOrderEnded(agentId, id, instrumentId, true, reason, 0, 0, decidedTimeMs);
        return id;
    }

    @Override
    public void cancelEntries(OrderEnd reason, long timeMs) {
        for (Order order : List.copyOf(orders)) {
            if (order.exit() == null) {
                end(order, reason, 0, 0, timeMs);
            }
        }
    }

    @Override
    public void stop(int agentId, boolean flatten, long decidedTimeMs) {
        for (Order order : List.copyOf(orders)) {
            if (order.agentId() == agentId && order.exit() == null) {
                end(order, OrderEnd.CANCELLED, 0, 0, decidedTimeMs);
            }
        }
        for (Position position : List.copyOf(positions)) {
            if (flatten && position.entry().agentId() == agentId) {
                exit(agentId, position.entry().instrumentId(), ExitReason.DEATH, decidedTimeMs);
            }
        }
    }

    @Override
    public int heldBars(int agentId, int instrumentId) {
        final Position position = position(agentId, instrumentId);
        if (position == null) {
            return -1;
        }
        final Timeframe timeframe = position.entry().timeframe();
        final long last = lastCloses.getOrDefault(instrumentId + " " + timeframe, 0L);
        int bars = 0;
        for (long close = timeframe.openTimeOf(position.timeMs()) + timeframe.intervalMs();
                close <= last;
                close += timeframe.intervalMs()) {
            bars++;
        }
        return bars;
    }

    @Override
    public long refuse(
            int agentId, int instrumentId, OrderEnd reason, long neededUsdE8, long haveUsdE8, long decidedTimeMs) {
        throw new UnsupportedOperationException("asked of the fast desk alone");
    }

    @Override
    public double feesAndSlippageFrac(int instrumentId) {
        throw new UnsupportedOperationException("asked of the fast desk alone");
    }

    @Override
    public long smallestEntryUsdE8(int instrumentId, Direction direction) {
        throw new UnsupportedOperationException("asked of the fast desk alone");
    }

    @Override
    public long equityUsdE8(int agentId) {
        return books.get(agentId).equityUsdE8();
    }

    @Override
    public void visitAgent(int agentId, StateSink sink) {
        throw new UnsupportedOperationException("the judge shows its books only");
    }

    @Override
    public void visit(StateSink sink) {
        throw new UnsupportedOperationException("the judge shows its books only");
    }
}
