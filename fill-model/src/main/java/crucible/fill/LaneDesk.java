package crucible.fill;

import crucible.model.AccountView;
import crucible.model.BarView;
import crucible.model.Desk;
import crucible.model.Direction;
import crucible.model.ExitReason;
import crucible.model.Instrument;
import crucible.model.OrderEnd;
import crucible.model.OutcomeSink;
import crucible.model.Provenance;
import crucible.model.QuoteView;
import crucible.model.Require;
import crucible.model.Side;
import crucible.model.StateSink;
import crucible.model.Timeframe;
import java.util.Arrays;

/**
 * The fill desk of one lane. Every call comes from the lane's thread; outcomes are reported inside the call that caused
 * them, and may call the desk again except for its market events. Agents do not touch each other: an agent's fills and
 * books are the same whoever else is served. An agent whose books cannot carry an event is reported by
 * {@link OutcomeSink#onFailure} and left alone from then on.
 *
 * <p>An agent has at most one position and one waiting order per instrument. Reserved budgets keep waiting entries from
 * spending the same cash twice; positions together are never worth more than the equity when one is opened.
 */
public final class LaneDesk implements Desk {
    private final CostSettings costs;
    private final FillSlot fill = new FillSlot();
    private final BarTicks barTicks = new BarTicks();
    private final Markets markets = new Markets();
    private Account[] accounts = new Account[16];
    private final HoldingPool spare = new HoldingPool();
    private OutcomeSink outcomes;

    /** No waiting order ends before this; only a bound, so it is no state of its own. */
    private long earliestDeadlineMs = Long.MAX_VALUE;

    /** A desk without instruments and agents. */
    public LaneDesk(CostSettings costs) {
        this.costs = Require.present("costs", costs);
    }

    @Override
    public void reportTo(OutcomeSink sink) {
        outcomes = Require.present("outcomes", sink);
    }

    @Override
    public void onInstrument(Instrument instrument) {
        Require.present("outcomes, set by reportTo before the first event", outcomes);
        final int id = instrument.id();
        final Market market = markets.make(id);
        market.rules(instrument, costs);
        for (Account account : accounts) {
            final Holding holding = account == null ? null : account.holding(id);
            if (holding != null && holding.isOpen()) {
                holding.convertFrom(instrument);
            }
        }
    }

    @Override
    public AccountView open(int agentId, long capitalUsdE8) {
        Require.notNegative("agentId", agentId);
        Require.positive("capitalUsdE8", capitalUsdE8);
        if (agentId >= accounts.length) {
            accounts = Arrays.copyOf(accounts, Math.max(agentId + 1, accounts.length * 2));
        }
        Require.that(accounts[agentId] == null, "agentId is new to the desk", agentId);
        accounts[agentId] = new Account(agentId, capitalUsdE8);
        return accounts[agentId];
    }

    @Override
    public AccountView account(int agentId) {
        return own(agentId);
    }

    @Override
    public void onQuote(QuoteView quote) {
        final Market market = markets.of(quote.instrumentId());
        final long timeMs = quote.timeMs();
        market.quote(quote);
        if (timeMs > earliestDeadlineMs) {
            expire(timeMs);
        }
        final HoldingList waiting = market.waiting;
        final int end = waiting.begin();
        for (int i = 0; i < end; i++) {
            final Holding holding = waiting.at(i);
            if (holding == null || timeMs < holding.decidedTimeMs + costs.latencyMs()) {
                continue;
            }
            final Account account = holding.account;
            try {
                if (holding.isOpen()) {
                    fillExit(holding, timeMs);
                } else {
                    fillEntry(holding, timeMs);
                }
            } catch (RuntimeException failure) {
                onFailure(account, failure, timeMs);
            }
        }
        waiting.end();
    }

    @Override
    public void onBar(BarView bar) {
        final Market market = markets.of(bar.instrumentId());
        final long closeTimeMs = bar.closeTimeMs();
        final boolean newest = market.closeBar(bar.timeframe(), closeTimeMs);
        if (closeTimeMs > earliestDeadlineMs) {
            expire(closeTimeMs);
        }
        final HoldingList open = market.open(bar.timeframe());
        if (bar.provenance() == Provenance.SYNTHETIC || open.isEmpty()) {
            return;
        }
        barTicks.forget();
        final int end = open.begin();
        for (int i = 0; i < end; i++) {
            final Holding holding = open.at(i);
            if (holding == null || closeTimeMs <= holding.entryTimeMs) {
                continue;
            }
            final Account account = holding.account;
            try {
                checkBracket(holding, bar, newest);
            } catch (RuntimeException failure) {
                onFailure(account, failure, closeTimeMs);
            }
        }
        open.end();
    }

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
        final Account account = own(agentId);
        final Market market = markets.of(instrumentId);
        Require.notNegative("budgetUsdE8", budgetUsdE8);
        Require.positive("stopDistance", stopDistance);
        if (!Double.isNaN(targetDistance)) {
            Require.positive("targetDistance", targetDistance);
        }
        if (account.isFailed()) {
            throw new IllegalStateException("the books of agent " + agentId + " have failed");
        }
        if (account.holding(instrumentId) != null) {
            throw new IllegalStateException(
                    "agent " + agentId + " already has an order or a position at " + market.instrument);
        }
        final long freeUsdE8 = Math.max(0, account.freeUsdE8());
        final long grantedUsdE8 = Math.min(budgetUsdE8, freeUsdE8);
        final long orderId = account.nextOrderId();
        if (direction == Direction.SHORT && !market.instrument.kind().allowsShort()) {
            outcomes.onOrderEnded(
                    agentId, orderId, instrumentId, true, OrderEnd.SHORT_NOT_ALLOWED, 0, 0, decidedTimeMs);
            return orderId;
        }
        if (grantedUsdE8 == 0) {
            outcomes.onOrderEnded(
                    agentId, orderId, instrumentId, true, OrderEnd.NO_CASH, budgetUsdE8, freeUsdE8, decidedTimeMs);
            return orderId;
        }
        final Holding holding = spare.take();
        holding.account = account;
        holding.market = market;
        holding.instrumentId = instrumentId;
        holding.timeframe = timeframe;
        holding.direction = direction;
        holding.grantedUsdE8 = grantedUsdE8;
        holding.stopDistance = stopDistance;
        holding.targetDistance = targetDistance;
        account.addEntry(holding);
        await(holding, orderId, null, decidedTimeMs);
        return orderId;
    }

    @Override
    public long exit(int agentId, int instrumentId, ExitReason reason, long decidedTimeMs) {
        Require.present("reason", reason);
        final Account account = own(agentId);
        final Holding holding = account.holding(instrumentId);
        if (holding == null || !holding.isOpen() || account.isFailed()) {
            return 0;
        }
        if (!holding.isWaiting()) {
            await(holding, account.nextOrderId(), reason, decidedTimeMs);
        } else if (reason == ExitReason.DEATH) {
            holding.deadlineMs = Long.MAX_VALUE;
        }
        return holding.orderId;
    }

    @Override
    public long refuse(int agentId, int instrumentId, OrderEnd reason, long decidedTimeMs) {
        final long orderId = own(agentId).nextOrderId();
        outcomes.onOrderEnded(agentId, orderId, instrumentId, true, reason, 0, 0, decidedTimeMs);
        return orderId;
    }

    @Override
    public void cancelEntries(OrderEnd reason, long timeMs) {
        for (Account account : accounts) {
            if (account != null) {
                cancelEntries(account, reason, timeMs);
            }
        }
    }

    @Override
    public void stop(int agentId, boolean flatten, long decidedTimeMs) {
        final Account account = own(agentId);
        cancelEntries(account, OrderEnd.CANCELLED, decidedTimeMs);
        if (flatten) {
            for (int i = 0; i < account.openPositions(); i++) {
                exit(agentId, account.positionInstrument(i), ExitReason.DEATH, decidedTimeMs);
            }
        }
    }

    @Override
    public int heldBars(int agentId, int instrumentId) {
        final Holding holding = own(agentId).holding(instrumentId);
        if (holding == null || !holding.isOpen()) {
            return -1;
        }
        final Timeframe timeframe = holding.timeframe;
        final long sinceMs = holding.market.lastCloseTimeMs(timeframe) - timeframe.openTimeOf(holding.entryTimeMs);
        return (int) Math.max(0, sinceMs / timeframe.intervalMs());
    }

    @Override
    public long equityUsdE8(int agentId) {
        return own(agentId).equityUsdE8();
    }

    @Override
    public void visitAgent(int agentId, StateSink sink) {
        final Account account = own(agentId);
        account.visit(sink);
        if (sink.isRestoring()) {
            rejoin(account);
        }
    }

    /** Agents do not touch each other, so the order in which they stand in a market's lists does not matter. */
    private void rejoin(Account account) {
        for (int i = 0; i < account.openPositions(); i++) {
            final Holding position = account.openAt(i);
            rejoin(position, account);
            if (!account.isFailed()) {
                position.market.open(position.timeframe).add(position);
            }
        }
        for (int i = 0; i < account.entryCount(); i++) {
            rejoin(account.entryAt(i), account);
        }
    }

    private void rejoin(Holding holding, Account account) {
        holding.rejoin(account, markets.of(holding.instrumentId));
        if (holding.isWaiting()) {
            holding.market.waiting.add(holding);
            earliestDeadlineMs = Math.min(earliestDeadlineMs, holding.deadlineMs);
        }
    }

    /** Shows the market alone, which is the same on every lane; the agents are shown one by one. */
    @Override
    public void visit(StateSink sink) {
        sink.begin("desk", 1);
        markets.visit(sink);
        sink.end();
    }

    /** An order joins its market's queue. The order that flattens the dead waits for as long as it takes. */
    private void await(Holding holding, long orderId, ExitReason reason, long decidedTimeMs) {
        holding.orderId = orderId;
        holding.exitReason = reason;
        holding.decidedTimeMs = decidedTimeMs;
        holding.deadlineMs = reason == ExitReason.DEATH ? Long.MAX_VALUE : decidedTimeMs + costs.orderTtlMs();
        earliestDeadlineMs = Math.min(earliestDeadlineMs, holding.deadlineMs);
        holding.market.waiting.add(holding);
    }

    /** Ends the orders of all markets that have waited too long, and finds out when the next one will have. */
    private void expire(long timeMs) {
        earliestDeadlineMs = Long.MAX_VALUE;
        for (int id = 0; id < markets.end(); id++) {
            final Market market = markets.at(id);
            if (market == null) {
                continue;
            }
            final HoldingList waiting = market.waiting;
            final int end = waiting.begin();
            for (int i = 0; i < end; i++) {
                final Holding holding = waiting.at(i);
                if (holding != null && holding.deadlineMs < timeMs) {
                    endOrder(holding, OrderEnd.NO_QUOTE, 0, 0, timeMs);
                } else if (holding != null) {
                    earliestDeadlineMs = Math.min(earliestDeadlineMs, holding.deadlineMs);
                }
            }
            waiting.end();
        }
    }

    private void fillEntry(Holding holding, long timeMs) {
        final Market market = holding.market;
        final Account account = holding.account;
        final Instrument instrument = market.instrument;
        final long limitUsdE8 =
                Math.min(holding.grantedUsdE8, Math.addExact(account.freeUsdE8(), holding.grantedUsdE8));
        if (limitUsdE8 <= 0) {
            endOrder(holding, OrderEnd.NO_CASH, holding.grantedUsdE8, Math.max(0, limitUsdE8), timeMs);
            return;
        }
        final Side side = holding.direction.entrySide();
        final long touchTicks = side == Side.BUY ? market.askTicks : market.bidTicks;
        final long lots = FillCosts.largestNotionalUsdE8(limitUsdE8, costs.slippagePpm(), market.takerFeePpm)
                / instrument.lotValueUsdE8(touchTicks);
        final long notionalUsdE8 = instrument.notionalUsdE8(touchTicks, lots);
        if (lots < instrument.minLots()) {
            endOrder(holding, OrderEnd.MIN_QUANTITY, instrument.minLots(), lots, timeMs);
            return;
        }
        if (notionalUsdE8 < instrument.minNotionalUsdE8()) {
            endOrder(holding, OrderEnd.MIN_NOTIONAL, instrument.minNotionalUsdE8(), notionalUsdE8, timeMs);
            return;
        }
        final int away = holding.sign();
        final long stopTicks =
                Math.max(1, Math.subtractExact(touchTicks, away * distanceTicks(instrument, holding.stopDistance)));
        final long targetTicks = Double.isNaN(holding.targetDistance)
                ? Holding.NO_TARGET
                : Math.addExact(touchTicks, away * distanceTicks(instrument, holding.targetDistance));
        final long slippageUsdE8 = FillCosts.slippageUsdE8(notionalUsdE8, costs.slippagePpm());
        final long feeUsdE8 = FillCosts.feeUsdE8(notionalUsdE8, slippageUsdE8, market.takerFeePpm);
        account.bookEntry(holding, notionalUsdE8, slippageUsdE8, feeUsdE8);
        holding.lots = lots;
        holding.keepIn(instrument);
        holding.entryOrderId = holding.orderId;
        holding.entryTimeMs = timeMs;
        holding.entryNotionalUsdE8 = notionalUsdE8;
        holding.entrySlippageUsdE8 = slippageUsdE8;
        holding.entryFeeUsdE8 = feeUsdE8;
        holding.entryMidHalfTicks = market.bidTicks + market.askTicks;
        holding.stopTicks = stopTicks;
        holding.targetTicks = targetTicks;
        market.waiting.remove(holding);
        market.open(holding.timeframe).add(holding);
        describe(holding, side, touchTicks, timeMs);
        fill.orderId = holding.orderId;
        fill.exitReason = null;
        fill.decidedTimeMs = holding.decidedTimeMs;
        fill.notionalUsdE8 = notionalUsdE8;
        fill.slippageUsdE8 = slippageUsdE8;
        fill.feeUsdE8 = feeUsdE8;
        fill.realisedUsdE8 = 0;
        fill.positionLotsAfter = away * lots;
        fill.tradeNetUsdE8 = 0;
        fill.tradeGrossUsdE8 = 0;
        holding.clearOrder();
        outcomes.onFill(fill);
    }

    /** A distance in whole ticks, at least one, rounded up: a stop loses more, a target is harder to reach. */
    private static long distanceTicks(Instrument instrument, double distance) {
        return Math.max(1, instrument.priceTicks(distance, Side.BUY));
    }

    private void fillExit(Holding holding, long timeMs) {
        final long bidTicks = holding.bidTicks();
        final long askTicks = holding.askTicks();
        final long touchTicks = holding.isLong() ? bidTicks : askTicks;
        fill.orderId = holding.orderId;
        fill.exitReason = holding.exitReason;
        fill.decidedTimeMs = holding.decidedTimeMs;
        close(holding, touchTicks, Math.addExact(bidTicks, askTicks), holding.market.takerFeePpm, timeMs);
    }

    /** The stop comes first. A bar that is not the newest may set off the stop, but not the target. */
    private void checkBracket(Holding holding, BarView bar, boolean newest) {
        final BarTicks ticks = barTicks.in(holding.units, bar);
        final boolean stopped = ticks.reachesStop(holding);
        if (!stopped && !(newest && bar.openTimeMs() > holding.entryTimeMs && ticks.passesTarget(holding))) {
            return;
        }
        final long waitingOrderId = holding.orderId;
        final int agentId = holding.account.agentId();
        final int instrumentId = holding.market.instrument.id();
        fill.orderId = holding.entryOrderId;
        fill.decidedTimeMs = holding.entryTimeMs;
        if (stopped) {
            // A bar shows trades, and a stop crosses the spread: a sale gets the bid below the trade that set it off.
            final long spreadTicks = Math.subtractExact(holding.askTicks(), holding.bidTicks());
            final long crossed = Math.subtractExact(ticks.stopTradeTicks(holding), holding.sign() * spreadTicks);
            final long touchTicks = Math.max(1, crossed);
            final long midHalfTicks = Math.addExact(Math.multiplyExact(2, touchTicks), holding.sign() * spreadTicks);
            fill.exitReason = ExitReason.STOP;
            close(holding, touchTicks, midHalfTicks, holding.market.takerFeePpm, bar.closeTimeMs());
        } else {
            final long midHalfTicks = Math.multiplyExact(2, holding.targetTicks);
            fill.exitReason = ExitReason.TARGET;
            close(holding, holding.targetTicks, midHalfTicks, holding.market.makerFeePpm, bar.closeTimeMs());
        }
        if (waitingOrderId != 0) {
            outcomes.onOrderEnded(
                    agentId, waitingOrderId, instrumentId, false, OrderEnd.POSITION_CLOSED, 0, 0, bar.closeTimeMs());
        }
    }

    /** Closes a whole position; order number, reason and time of decision are in {@link #fill} already. */
    private void close(Holding holding, long touchTicks, long midHalfTicks, long feePpm, long timeMs) {
        describe(holding, holding.direction.exitSide(), touchTicks, timeMs);
        fill.notionalUsdE8 = holding.units.notionalUsdE8(touchTicks, holding.lots);
        fill.slippageUsdE8 = FillCosts.slippageUsdE8(fill.notionalUsdE8, costs.slippagePpm());
        fill.feeUsdE8 = FillCosts.feeUsdE8(fill.notionalUsdE8, fill.slippageUsdE8, feePpm);
        fill.positionLotsAfter = 0;
        holding.account.bookExit(holding, midHalfTicks, fill);
        holding.market.waiting.remove(holding);
        holding.market.open(holding.timeframe).remove(holding);
        spare.giveBack(holding);
        outcomes.onFill(fill);
    }

    private void describe(Holding holding, Side side, long touchTicks, long timeMs) {
        fill.agentId = holding.account.agentId();
        fill.instrumentId = holding.market.instrument.id();
        fill.side = side;
        fill.touchTicks = touchTicks;
        fill.quantityLots = holding.lots;
        fill.timeMs = timeMs;
        fill.bidTicks = holding.bidTicks();
        fill.askTicks = holding.askTicks();
        fill.quoteTimeMs = holding.market.quoteTimeMs;
    }

    private void endOrder(Holding holding, OrderEnd reason, long needed, long have, long timeMs) {
        final int agentId = holding.account.agentId();
        final int instrumentId = holding.market.instrument.id();
        final long orderId = holding.orderId;
        final boolean entry = !holding.isOpen();
        holding.market.waiting.remove(holding);
        if (entry) {
            holding.account.removeEntry(holding);
            spare.giveBack(holding);
        } else {
            holding.clearOrder();
        }
        outcomes.onOrderEnded(agentId, orderId, instrumentId, entry, reason, needed, have, timeMs);
    }

    private void cancelEntries(Account account, OrderEnd reason, long timeMs) {
        while (account.entryCount() > 0) {
            endOrder(account.entryAt(0), reason, 0, 0, timeMs);
        }
    }

    /** Leaves the agent alone from now on: its orders end, its positions stay in its books and nothing moves them. */
    private void onFailure(Account account, RuntimeException failure, long timeMs) {
        account.fail();
        cancelEntries(account, OrderEnd.CANCELLED, timeMs);
        for (int i = 0; i < account.openPositions(); i++) {
            final Holding position = account.openAt(i);
            position.market.open(position.timeframe).remove(position);
            if (position.isWaiting()) {
                endOrder(position, OrderEnd.CANCELLED, 0, 0, timeMs);
            }
        }
        outcomes.onFailure(account.agentId(), failure);
    }

    private Account own(int agentId) {
        final Account account = agentId >= 0 && agentId < accounts.length ? accounts[agentId] : null;
        if (account == null) {
            throw new IllegalArgumentException("required: agent is known to the desk, but was " + agentId);
        }
        return account;
    }
}
