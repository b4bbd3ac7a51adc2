package crucible.fill;

import crucible.model.AccountView;
import crucible.model.BarView;
import crucible.model.Desk;
import crucible.model.Direction;
import crucible.model.ExitReason;
import crucible.model.Funding;
import crucible.model.Instrument;
import crucible.model.InstrumentKind;
import crucible.model.MarkView;
import crucible.model.OrderEnd;
import crucible.model.OrderKind;
import crucible.model.OrderRequest;
import crucible.model.OutcomeSink;
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
 * every event. Who may have what is here; what fills is {@link NaiveMarket}'s.
 */
final class NaiveDesk implements Desk {
    final CostSettings costs;
    final List<NaiveOrder> orders = new ArrayList<>();
    final List<NaivePosition> positions = new ArrayList<>();
    final Map<Integer, Instrument> instruments = new TreeMap<>();
    final Map<Integer, NaiveBooks> books = new TreeMap<>();
    final NaiveCosts charges;
    final NaivePerpetuals perpetuals;
    final NaiveBorrowing borrowing;
    private final Map<Integer, NaiveVolatility> volatilities = new HashMap<>();
    private final Map<String, Long> lastCloses = new HashMap<>();
    private final NaiveMarket market;
    OutcomeSink outcomes;

    NaiveDesk(CostSettings costs) {
        this.costs = costs;
        this.market = new NaiveMarket(this);
        this.charges = new NaiveCosts(costs);
        this.perpetuals = new NaivePerpetuals(this, market);
        this.borrowing = new NaiveBorrowing(this, market);
    }

    BigDecimal price(int instrumentId, long ticks) {
        return NaiveUnits.tick(instruments.get(instrumentId)).multiply(BigDecimal.valueOf(ticks));
    }

    /** In what an order is counted: as its position is, or as today's rules say. */
    Instrument units(NaiveOrder order) {
        final NaivePosition position = position(order.agentId, order.instrumentId);
        return position == null ? instruments.get(order.instrumentId) : position.units;
    }

    NaiveVolatility volatility(int instrumentId) {
        return volatilities.computeIfAbsent(instrumentId, id -> new NaiveVolatility(costs.market()));
    }

    long latencyMs(int instrumentId) {
        return charges.latencyMs(volatility(instrumentId));
    }

    static long e8(BigDecimal usd) {
        return usd.movePointRight(8).longValueExact();
    }

    NaivePosition position(int agentId, int instrumentId) {
        for (NaivePosition position : positions) {
            if (position.agentId == agentId && position.instrumentId == instrumentId) {
                return position;
            }
        }
        return null;
    }

    NaiveOrder order(int agentId, int instrumentId) {
        for (NaiveOrder order : orders) {
            if (order.agentId == agentId && order.instrumentId == instrumentId) {
                return order;
            }
        }
        return null;
    }

    /** Value of a position at the side at which it could be closed now. */
    BigDecimal closingValue(NaivePosition position) {
        return NaiveUnits.value(
                position.units,
                market.touch(position.units, position.instrumentId, position.exitSide()),
                position.lots);
    }

    /** Cash less what waiting entries and positions bind. */
    BigDecimal free(int agentId) {
        BigDecimal free = books.get(agentId).cash();
        for (NaiveOrder order : orders) {
            if (order.agentId == agentId) {
                free = free.subtract(margin(order.instrumentId, order.granted));
            }
        }
        for (NaivePosition position : positions) {
            if (position.agentId == agentId) {
                free = free.add(frees(position));
            }
        }
        return free;
    }

    /** A short: what it would cost now, and a margin of it. A long: what was paid, less a margin of it or of what is left. */
    private BigDecimal frees(NaivePosition position) {
        final BigDecimal now = closingValue(position);
        if (!position.isLong()) {
            return now.add(margin(position.instrumentId, now)).negate();
        }
        final BigDecimal asBought = position.value.subtract(margin(position.instrumentId, position.value));
        return asBought.min(now.subtract(margin(position.instrumentId, now)));
    }

    int leverage(int instrumentId) {
        return instruments.get(instrumentId).kind() == InstrumentKind.PERPETUAL
                ? costs.margins().leverage()
                : 1;
    }

    BigDecimal margin(int instrumentId, BigDecimal value) {
        return value.divide(BigDecimal.valueOf(leverage(instrumentId)), 8, RoundingMode.CEILING);
    }

    void end(NaiveOrder order, OrderEnd reason, long needed, long have, long timeMs) {
        orders.remove(order);
        tell(order, reason, needed, have, timeMs);
    }

    void tell(NaiveOrder order, OrderEnd reason, long needed, long have, long timeMs) {
        market.forgetWhatIsGone();
        outcomes.onOrderEnded(
                order.agentId, order.id, order.instrumentId, order.isEntry(), reason, needed, have, timeMs);
    }

    private void expire(long timeMs) {
        for (NaiveOrder order : List.copyOf(orders)) {
            if (order.deadlineMs < timeMs) {
                final boolean looked = order.looked || order.kind == OrderKind.STOP;
                end(order, looked ? OrderEnd.EXPIRED : OrderEnd.NO_QUOTE, 0, 0, timeMs);
            }
        }
    }

    @Override
    public void reportTo(OutcomeSink sink) {
        outcomes = sink;
    }

    @Override
    public void onInstrument(Instrument instrument) {
        final Instrument before = instruments.put(instrument.id(), instrument);
        if (before == null) {
            return;
        }
        market.rules(before, instrument);
        for (NaiveOrder order : List.copyOf(orders)) {
            if (order.instrumentId == instrument.id() && order.isEntry()) {
                if (position(order.agentId, order.instrumentId) != null) {
                    final Quote quote = market.lastQuote(order.instrumentId);
                    final long quotedMs = quote == null ? 0 : quote.timeMs();
                    end(order, OrderEnd.RULES_CHANGED, 0, 0, Math.max(quotedMs, order.decidedTimeMs));
                } else {
                    price(order);
                    order.left = null;
                }
            }
        }
    }

    /** A limit is rounded away from the market, a trigger towards a later and worse fill. */
    private void price(NaiveOrder order) {
        if (order.kind != OrderKind.MARKET) {
            final boolean down = order.buys() == (order.kind == OrderKind.LIMIT);
            final Instrument units = units(order);
            order.price = NaiveUnits.tick(units)
                    .multiply(
                            BigDecimal.valueOf(Math.max(1, units.priceTicks(order.wish, down ? Side.SELL : Side.BUY))));
        }
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
    public boolean allowsShort(Instrument instrument) {
        return instrument.kind() == InstrumentKind.PERPETUAL || borrowing.annualPpm(instrument) > 0;
    }

    @Override
    public int leverage() {
        throw new UnsupportedOperationException("asked of the fast desk alone");
    }

    @Override
    public AccountView account(int agentId) {
        return books.get(agentId);
    }

    @Override
    public void onMark(MarkView mark) {
        perpetuals.onMark(mark);
    }

    @Override
    public void onFunding(Funding funding) {
        perpetuals.onFunding(funding);
    }

    @Override
    public void onQuote(QuoteView view) {
        final Quote quote = view.toQuote();
        perpetuals.passTo(quote.instrumentId(), quote.timeMs());
        borrowing.passTo(quote.instrumentId(), quote.timeMs());
        market.quote(quote);
        perpetuals.onQuote(quote.instrumentId(), quote.timeMs());
        expire(quote.timeMs());
        for (NaiveOrder order : List.copyOf(orders)) {
            if (order.instrumentId == quote.instrumentId()
                    && quote.timeMs() >= order.readyMs
                    && orders.contains(order)) {
                market.onQuote(order, quote);
            }
        }
    }

    @Override
    public void onBar(BarView bar) {
        perpetuals.passTo(bar.instrumentId(), bar.closeTimeMs());
        borrowing.passTo(bar.instrumentId(), bar.closeTimeMs());
        volatility(bar.instrumentId()).onBar(bar);
        final String key = bar.instrumentId() + " " + bar.timeframe();
        final boolean newest = bar.closeTimeMs() > lastCloses.getOrDefault(key, 0L);
        lastCloses.merge(key, bar.closeTimeMs(), Math::max);
        if (newest) {
            market.volumes.put(key, bar.volumeBase());
        }
        expire(bar.closeTimeMs());
        market.onBar(bar, newest);
    }

    @Override
    public void onVolatility(VolatilityFit fit) {
        volatility(fit.instrumentId()).onFit(fit);
    }

    @Override
    public long submit(OrderRequest request) {
        if (order(request.agentId(), request.instrumentId()) != null
                || !request.isReduceOnly() && position(request.agentId(), request.instrumentId()) != null) {
            throw new IllegalStateException("already there");
        }
        return accept(request);
    }

    @Override
    public long replace(OrderRequest request) {
        final NaiveOrder before = order(request.agentId(), request.instrumentId());
        if (before != null) {
            if (before.isForced()) {
                throw new IllegalStateException("is being sold out");
            }
            end(before, OrderEnd.REPLACED, 0, 0, request.decidedTimeMs());
        }
        final NaivePosition position = position(request.agentId(), request.instrumentId());
        if (!request.isReduceOnly()
                && position != null
                && (position.direction != request.direction()
                        || position.units != instruments.get(request.instrumentId()))) {
            throw new IllegalStateException("has another position");
        }
        return accept(request);
    }

    private long accept(OrderRequest request) {
        final NaivePosition position = position(request.agentId(), request.instrumentId());
        final BigDecimal free = free(request.agentId()).max(BigDecimal.ZERO);
        final NaiveOrder order = new NaiveOrder();
        order.agentId = request.agentId();
        order.id = books.get(request.agentId()).nextOrderId();
        order.instrumentId = request.instrumentId();
        order.exit = request.reduceReason();
        order.kind = request.kind();
        order.force = request.timeInForce();
        order.decidedTimeMs = request.decidedTimeMs();
        order.latencyMs = latencyMs(order.instrumentId);
        order.readyMs = request.decidedTimeMs() + order.latencyMs;
        order.left = request.lots() == 0 ? null : request.lots();
        final boolean nothing = request.isReduceOnly() && position == null;
        order.timeframe = position == null ? request.timeframe() : position.timeframe;
        order.direction = position == null ? request.direction() : position.direction;
        if (nothing) {
            tell(order, OrderEnd.NOTHING_TO_REDUCE, 0, 0, order.decidedTimeMs);
            return order.id;
        }
        order.deadlineMs = order.decidedTimeMs
                + (order.kind == OrderKind.MARKET
                        ? costs.orderTtlMs()
                        : request.expiryBars() * order.timeframe.intervalMs());
        order.wish = request.price();
        price(order);
        if (!order.isEntry()) {
            addUnlessOutside(order);
            return order.id;
        }
        final BigDecimal most = free.multiply(BigDecimal.valueOf(leverage(order.instrumentId)));
        order.granted = BigDecimal.valueOf(request.budgetUsdE8(), 8).min(most);
        order.stop = request.stopDistance();
        order.target = request.targetDistance();
        order.trailing = request.trailing();
        if (order.direction == Direction.SHORT && !allowsShort(instruments.get(order.instrumentId))) {
            tell(order, OrderEnd.SHORT_NOT_ALLOWED, 0, 0, order.decidedTimeMs);
        } else if (order.granted.signum() == 0) {
            tell(order, OrderEnd.NO_CASH, request.budgetUsdE8(), e8(free), order.decidedTimeMs);
        } else {
            final boolean taken = addUnlessOutside(order);
            if (taken && position != null) {
                position.stopDistance = order.stop;
                position.trailing = order.trailing;
            }
        }
        return order.id;
    }

    /** The venue takes no price and no target that lies too far from the middle of the market. */
    private boolean addUnlessOutside(NaiveOrder order) {
        final NaiveBand.Bound bound = NaiveBand.passed(this, market, order);
        if (bound == null) {
            orders.add(order);
            return true;
        }
        tell(order, OrderEnd.PRICE_BAND, bound.ticks(), bound.levelTicks(), order.decidedTimeMs);
        return false;
    }

    @Override
    public boolean cancel(int agentId, int instrumentId, long timeMs) {
        final NaiveOrder order = order(agentId, instrumentId);
        if (order == null || order.isForced()) {
            return false;
        }
        end(order, OrderEnd.CANCELLED, 0, 0, timeMs);
        return true;
    }

    @Override
    public long exit(int agentId, int instrumentId, ExitReason reason, long decidedTimeMs) {
        final NaivePosition position = position(agentId, instrumentId);
        if (position == null) {
            return 0;
        }
        final NaiveOrder waiting = order(agentId, instrumentId);
        if (waiting != null && waiting.isForced()) {
            return waiting.id;
        }
        if (waiting != null && !waiting.isEntry() && waiting.kind == OrderKind.MARKET && waiting.left == null) {
            waiting.deadlineMs =
                    reason == ExitReason.DEATH || reason == ExitReason.REMOVED ? Long.MAX_VALUE : waiting.deadlineMs;
            return waiting.id;
        }
        if (waiting != null) {
            end(waiting, OrderEnd.REPLACED, 0, 0, decidedTimeMs);
        }
        final NaiveOrder order = new NaiveOrder();
        order.agentId = agentId;
        order.id = books.get(agentId).nextOrderId();
        order.instrumentId = instrumentId;
        order.timeframe = position.timeframe;
        order.direction = position.direction;
        order.exit = reason;
        order.decidedTimeMs = decidedTimeMs;
        order.latencyMs = latencyMs(instrumentId);
        order.readyMs = decidedTimeMs + order.latencyMs;
        order.deadlineMs = reason == ExitReason.DEATH || reason == ExitReason.REMOVED
                ? Long.MAX_VALUE
                : decidedTimeMs + costs.orderTtlMs();
        orders.add(order);
        return order.id;
    }

    @Override
    public long refuse(int agentId, int instrumentId, OrderEnd reason, long decidedTimeMs) {
        final long id = books.get(agentId).nextOrderId();
        outcomes.onOrderEnded(agentId, id, instrumentId, true, reason, 0, 0, decidedTimeMs);
        return id;
    }

    @Override
    public void cancelEntries(OrderEnd reason, long timeMs) {
        for (NaiveOrder order : List.copyOf(orders)) {
            if (order.isEntry()) {
                end(order, reason, 0, 0, timeMs);
            }
        }
    }

    @Override
    public void leave(int instrumentId, long decidedTimeMs) {
        for (int agentId : List.copyOf(books.keySet())) {
            final NaiveOrder waiting = order(agentId, instrumentId);
            final boolean closes = waiting != null
                    && (waiting.isForced()
                            || !waiting.isEntry() && waiting.kind == OrderKind.MARKET && waiting.left == null);
            if (waiting != null && !closes) {
                end(waiting, OrderEnd.INSTRUMENT_REMOVED, 0, 0, decidedTimeMs);
            }
            exit(agentId, instrumentId, ExitReason.REMOVED, decidedTimeMs);
        }
    }

    @Override
    public void stop(int agentId, boolean flatten, long decidedTimeMs) {
        for (NaiveOrder order : List.copyOf(orders)) {
            if (order.agentId == agentId && order.isEntry()) {
                end(order, OrderEnd.CANCELLED, 0, 0, decidedTimeMs);
            }
        }
        for (NaivePosition position : List.copyOf(positions)) {
            if (flatten && position.agentId == agentId) {
                exit(agentId, position.instrumentId, ExitReason.DEATH, decidedTimeMs);
            }
        }
    }

    @Override
    public int heldBars(int agentId, int instrumentId) {
        final NaivePosition position = position(agentId, instrumentId);
        if (position == null) {
            return -1;
        }
        final Timeframe timeframe = position.timeframe;
        final long last = lastCloses.getOrDefault(instrumentId + " " + timeframe, 0L);
        int bars = 0;
        for (long close = timeframe.openTimeOf(position.sinceMs) + timeframe.intervalMs();
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
