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
import crucible.model.OrderKind;
import crucible.model.OrderRequest;
import crucible.model.OutcomeSink;
import crucible.model.Provenance;
import crucible.model.QuoteView;
import crucible.model.Require;
import crucible.model.StateSink;
import crucible.model.Timeframe;
import crucible.model.VolatilityFit;
import java.util.Arrays;

/**
 * The fill desk of one lane. Every call comes from the lane's thread; outcomes are reported inside the call that caused
 * them, and may call the desk again except for its market events. Agents do not touch each other: an agent's fills and
 * books are the same whoever else is served. An agent whose books cannot carry an event is reported by
 * {@link OutcomeSink#onFailure} and left alone from then on.
 *
 * <p>An agent has at most one position and one waiting order per instrument, besides the position's bracket. Reserved
 * budgets keep waiting entries from spending the same cash twice; positions together are never worth more than the
 * equity times the leverage when one is opened.
 */
public final class LaneDesk implements Desk {
    private final CostSettings costs;
    private final Markets markets;
    private final HoldingPool spare = new HoldingPool();
    private final WaitingOrders orders;
    private final Execution execution;
    private final Matching matching;
    private final Brackets brackets;
    private final Liquidations liquidations;
    private final BorrowDesk borrowing = new BorrowDesk(this::onFailure);
    private final BarTicks barTicks = new BarTicks();
    private Account[] accounts = new Account[16];
    private OutcomeSink outcomes;

    /** A desk without instruments and agents. */
    public LaneDesk(CostSettings costs) {
        this.costs = Require.present("costs", costs);
        final Pricing pricing = new Pricing(costs);
        final VolumeShare volume = new VolumeShare(
                costs.market().participationCapPpm(), costs.market().maxVolumeSharePpm());
        markets = new Markets(costs);
        orders = new WaitingOrders(costs, pricing, markets, spare);
        execution = new Execution(pricing, orders, spare);
        matching = new Matching(orders, execution, volume, barTicks);
        brackets = new Brackets(execution, volume, barTicks);
        liquidations = new Liquidations(costs.margins(), execution, this::onFailure);
    }

    @Override
    public void reportTo(OutcomeSink sink) {
        outcomes = Require.present("outcomes", sink);
        orders.reportTo(sink);
        execution.reportTo(sink);
    }

    @Override
    public void onInstrument(Instrument instrument) {
        Require.present("outcomes, set by reportTo before the first event", outcomes);
        final int id = instrument.id();
        final Market market = markets.make(id);
        market.rules(instrument);
        orders.onRules(market);
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
    public void allowVirtualShorts(int agentId) {
        own(agentId).allowVirtualShorts();
    }

    @Override
    public boolean allowsShort(Instrument instrument) {
        return instrument.kind().allowsShort() || costs.borrowAnnualPpmAt(instrument) != BorrowDesk.NONE;
    }

    @Override
    public int leverage() {
        return costs.margins().leverage();
    }

    @Override
    public AccountView account(int agentId) {
        return own(agentId);
    }

    @Override
    public void onQuote(QuoteView quote) {
        final Market market = markets.of(quote.instrumentId());
        final long timeMs = quote.timeMs();
        FundingDesk.passTo(timeMs, market, accounts);
        borrowing.passTo(timeMs, market, accounts);
        market.quote(quote);
        liquidations.onQuote(market, timeMs);
        orders.expire(timeMs);
        final HoldingList waiting = market.waiting;
        final int end = waiting.begin();
        for (int i = 0; i < end; i++) {
            final Holding order = waiting.at(i);
            if (order != null) {
                final Account account = order.account;
                try {
                    matching.onQuote(order, timeMs);
                } catch (RuntimeException failure) {
                    onFailure(account, failure, timeMs);
                }
            }
        }
        waiting.end();
    }

    @Override
    public void onBar(BarView bar) {
        final Market market = markets.of(bar.instrumentId());
        FundingDesk.passTo(bar.closeTimeMs(), market, accounts);
        borrowing.passTo(bar.closeTimeMs(), market, accounts);
        final boolean newest = market.closeBar(bar);
        orders.expire(bar.closeTimeMs());
        if (bar.provenance() == Provenance.SYNTHETIC) {
            return;
        }
        barTicks.forget();
        matchBar(market, bar, newest);
        liquidations.onBar(market, bar);
        checkBrackets(market, bar, newest);
        if (newest) {
            market.touchOf(bar);
        }
    }

    private void matchBar(Market market, BarView bar, boolean newest) {
        final HoldingList waiting = market.waiting;
        final int end = waiting.begin();
        for (int i = 0; i < end; i++) {
            final Holding order = waiting.at(i);
            if (order != null && order.timeframe == bar.timeframe()) {
                final Account account = order.account;
                try {
                    matching.onBar(order, bar, newest);
                } catch (RuntimeException failure) {
                    onFailure(account, failure, bar.closeTimeMs());
                }
            }
        }
        waiting.end();
    }

    private void checkBrackets(Market market, BarView bar, boolean newest) {
        final HoldingList open = market.open(bar.timeframe());
        final int end = open.begin();
        for (int i = 0; i < end; i++) {
            final Holding holding = open.at(i);
            if (holding != null && bar.closeTimeMs() > holding.entryTimeMs && !holding.isStoppedOut()) {
                final Account account = holding.account;
                try {
                    brackets.check(holding, bar, newest);
                } catch (RuntimeException failure) {
                    onFailure(account, failure, bar.closeTimeMs());
                }
            }
        }
        open.end();
    }

    @Override
    public void onMark(MarkView mark) {
        final Market market = markets.of(mark.instrumentId());
        FundingDesk.passTo(mark.timeMs(), market, accounts);
        market.perpetual.mark(mark);
        liquidations.onMark(market, mark.timeMs());
    }

    @Override
    public void onFunding(Funding funding) {
        final Market market = markets.of(funding.instrumentId());
        if (!FundingDesk.isOwed(funding, market, accounts)) {
            return;
        }
        for (Account account : accounts) {
            if (account != null && !account.isFailed()) {
                try {
                    account.fundingDues().settle(funding, account);
                } catch (RuntimeException failure) {
                    onFailure(account, failure, funding.fundingTimeMs());
                }
            }
        }
        market.perpetual.settled(funding);
    }

    @Override
    public void onVolatility(VolatilityFit fit) {
        markets.of(fit.instrumentId()).volatility.adopt(fit);
    }

    @Override
    public long submit(OrderRequest request) {
        final Account account = own(request.agentId());
        final Market market = markets.of(request.instrumentId());
        if (account.isFailed()) {
            throw new IllegalStateException("the books of agent " + account.agentId() + " have failed");
        }
        final Holding holding = account.holding(request.instrumentId());
        if (holding != null && (holding.isWaiting() || !request.isReduceOnly())) {
            throw new IllegalStateException(
                    "agent " + account.agentId() + " already has an order or a position at " + market.instrument);
        }
        return request.isReduceOnly() ? reduce(account, holding, request) : enter(account, market, holding, request);
    }

    @Override
    public long replace(OrderRequest request) {
        final Account account = own(request.agentId());
        final Market market = markets.of(request.instrumentId());
        if (account.isFailed()) {
            throw new IllegalStateException("the books of agent " + account.agentId() + " have failed");
        }
        final Holding before = account.holding(request.instrumentId());
        if (before != null && before.isWaiting()) {
            if (before.isForced()) {
                throw new IllegalStateException(
                        "agent " + account.agentId() + " is being sold out of its position at " + market.instrument);
            }
            orders.end(before, OrderEnd.REPLACED, 0, 0, request.decidedTimeMs());
        }
        final Holding holding = account.holding(request.instrumentId());
        if (request.isReduceOnly()) {
            return reduce(account, holding, request);
        }
        if (holding != null && (holding.direction != request.direction() || holding.units != market.instrument)) {
            throw new IllegalStateException(
                    "agent " + account.agentId() + " has another position at " + market.instrument);
        }
        return enter(account, market, holding, request);
    }

    private long enter(Account account, Market market, Holding position, OrderRequest request) {
        Require.positive("stopDistance", request.stopDistance());
        final int agentId = account.agentId();
        final long freeUsdE8 = Math.max(0, account.freeUsdE8());
        final long grantedUsdE8 = Math.min(request.budgetUsdE8(), market.worthOf(freeUsdE8));
        final long orderId = account.nextOrderId();
        final long timeMs = request.decidedTimeMs();
        final int id = market.instrument.id();
        if (request.direction() == Direction.SHORT && !market.isMargined() && !account.hasVirtualShorts()) {
            outcomes.onOrderEnded(agentId, orderId, id, true, OrderEnd.SHORT_NOT_ALLOWED, 0, 0, timeMs);
            return orderId;
        }
        if (grantedUsdE8 == 0) {
            outcomes.onOrderEnded(
                    agentId, orderId, id, true, OrderEnd.NO_CASH, request.budgetUsdE8(), freeUsdE8, timeMs);
            return orderId;
        }
        final Holding holding = position == null ? spare.take() : position;
        if (position == null) {
            holding.account = account;
            holding.market = market;
            holding.instrumentId = id;
            holding.timeframe = request.timeframe();
            holding.direction = request.direction();
        }
        final double stopBefore = holding.stopDistance;
        final double targetBefore = holding.targetDistance;
        final boolean trailingBefore = holding.trailing;
        holding.grantedUsdE8 = grantedUsdE8;
        holding.stopDistance = request.stopDistance();
        holding.targetDistance = request.targetDistance();
        holding.trailing = request.trailing();
        account.addEntry(holding);
        if (!orders.await(holding, orderId, request) && position != null && !position.isWaiting()) {
            position.stopDistance = stopBefore;
            position.targetDistance = targetBefore;
            position.trailing = trailingBefore;
        }
        return orderId;
    }

    private long reduce(Account account, Holding position, OrderRequest request) {
        final long orderId = account.nextOrderId();
        if (position == null || !position.isOpen()) {
            outcomes.onOrderEnded(
                    account.agentId(),
                    orderId,
                    request.instrumentId(),
                    false,
                    OrderEnd.NOTHING_TO_REDUCE,
                    0,
                    0,
                    request.decidedTimeMs());
        } else {
            orders.await(position, orderId, request);
        }
        return orderId;
    }

    @Override
    public boolean cancel(int agentId, int instrumentId, long timeMs) {
        final Holding holding = own(agentId).holding(instrumentId);
        if (holding == null || !holding.isWaiting() || holding.isForced()) {
            return false;
        }
        orders.end(holding, OrderEnd.CANCELLED, 0, 0, timeMs);
        return true;
    }

    @Override
    public long exit(int agentId, int instrumentId, ExitReason reason, long decidedTimeMs) {
        Require.present("reason", reason);
        final Account account = own(agentId);
        final Holding holding = account.holding(instrumentId);
        if (holding == null || !holding.isOpen() || account.isFailed()) {
            return 0;
        }
        if (holding.isWaiting() && (holding.isEntry() || holding.kind != OrderKind.MARKET || holding.leftLots > 0)) {
            if (holding.isForced()) {
                return holding.orderId;
            }
            orders.end(holding, OrderEnd.REPLACED, 0, 0, decidedTimeMs);
        }
        if (!holding.isWaiting()) {
            orders.await(holding, account.nextOrderId(), reason, decidedTimeMs);
        } else if (reason.waitsForAQuote()) {
            holding.deadlineMs = Long.MAX_VALUE;
        }
        return holding.orderId;
    }

    @Override
    public long refuse(int agentId, int instrumentId, OrderEnd reason, long decidedTimeMs) {
        return refuse(agentId, instrumentId, reason, 0, 0, decidedTimeMs);
    }

    @Override
    public long refuse(
            int agentId, int instrumentId, OrderEnd reason, long neededUsdE8, long haveUsdE8, long decidedTimeMs) {
        final long orderId = own(agentId).nextOrderId();
        outcomes.onOrderEnded(agentId, orderId, instrumentId, true, reason, neededUsdE8, haveUsdE8, decidedTimeMs);
        return orderId;
    }

    @Override
    public double feesAndSlippageFrac(int instrumentId) {
        return 2 * (markets.of(instrumentId).takerFeePpm + costs.slippagePpm()) / 1e6;
    }

    @Override
    public void cancelEntries(OrderEnd reason, long timeMs) {
        for (Account account : accounts) {
            if (account != null) {
                orders.cancelEntries(account, reason, timeMs);
            }
        }
    }

    @Override
    public void leave(int instrumentId, long decidedTimeMs) {
        for (Account account : accounts) {
            final Holding holding = account == null || account.isFailed() ? null : account.holding(instrumentId);
            if (holding == null) {
                continue;
            }
            final boolean closes = !holding.isEntry() && holding.kind == OrderKind.MARKET && holding.leftLots == 0;
            if (holding.isWaiting() && !holding.isForced() && !closes) {
                orders.end(holding, OrderEnd.INSTRUMENT_REMOVED, 0, 0, decidedTimeMs);
            }
            exit(account.agentId(), instrumentId, ExitReason.REMOVED, decidedTimeMs);
        }
    }

    @Override
    public void stop(int agentId, boolean flatten, long decidedTimeMs) {
        final Account account = own(agentId);
        orders.cancelEntries(account, OrderEnd.CANCELLED, decidedTimeMs);
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
    public long smallestEntryUsdE8(int instrumentId, Direction direction) {
        return markets.of(instrumentId).smallestEntryUsdE8(direction);
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
            if (!account.entryAt(i).isOpen()) {
                rejoin(account.entryAt(i), account);
            }
        }
    }

    private void rejoin(Holding holding, Account account) {
        holding.rejoin(account, markets.of(holding.instrumentId));
        if (holding.isWaiting()) {
            orders.rejoin(holding);
        }
    }

    /** Shows the market alone, which is the same on every lane; the agents are shown one by one. */
    @Override
    public void visit(StateSink sink) {
        sink.begin("desk", 1);
        markets.visit(sink);
        sink.end();
    }

    /** Leaves the agent alone from now on: its orders end, its positions stay in its books and nothing moves them. */
    private void onFailure(Account account, RuntimeException failure, long timeMs) {
        account.fail();
        orders.cancelEntries(account, OrderEnd.CANCELLED, timeMs);
        for (int i = 0; i < account.openPositions(); i++) {
            final Holding position = account.openAt(i);
            position.market.open(position.timeframe).remove(position);
            if (position.isWaiting()) {
                orders.end(position, OrderEnd.CANCELLED, 0, 0, timeMs);
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
