package crucible.server.arena;

import crucible.model.AgentState;
import crucible.model.Birth;
import crucible.model.Direction;
import crucible.model.Instrument;
import crucible.model.OrderEnd;
import crucible.model.Side;
import crucible.model.StateSink;
import crucible.model.UsdE8;
import crucible.model.Verdict;
import crucible.runtime.lane.Outcome;
import crucible.server.view.AgentDetail;
import crucible.server.view.EquityCurve;
import crucible.server.view.OrderView;
import crucible.server.view.Page;
import crucible.server.view.TradeView;
import crucible.server.view.VerdictView;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalLong;
import java.util.TreeMap;

/**
 * What one agent has done, in bounded memory: its newest trades and orders, all verdicts, a thinned equity curve. Written
 * by the arbiter's thread, read by any.
 */
final class AgentHistory {
    private static final int KEPT_OF_THE_DEAD = 50;
    private static final int POINTS_OF_THE_DEAD = 256;
    private static final TradeView.Leg NOTHING_CLOSED = new TradeView.Leg(0, 0, 0, 0, Optional.empty());

    private final int kept;
    private final Birth birth;
    private final long bornMs;
    private final List<TradeView> trades = new ArrayList<>();
    private final List<OrderView> orders = new ArrayList<>();
    private final List<VerdictView> verdicts = new ArrayList<>();
    private final List<Integer> children = new ArrayList<>();
    private final TreeMap<Integer, StoredHistory.OpenLeg> open = new TreeMap<>();
    private final EquityHistory equity;
    private long droppedTrades;
    private long peakUsdE8;
    private AgentState state = AgentState.WARMING;
    /** The boundary that everything here is as of; while one is being told, the one before. */
    private long upTo = -1;

    private boolean isBeingTold;
    private RowBuilder.Extra extra = RowBuilder.Extra.NONE;

    /**
     * @param kept trades and orders that are kept, at least 1 (up to twice as many for a while)
     * @param points points of the equity curve that are kept
     */
    AgentHistory(Birth birth, long bornMs, int kept, int points) {
        this.kept = kept;
        this.equity = new EquityHistory(points);
        this.birth = birth;
        this.bornMs = bornMs;
    }

    Birth birth() {
        return birth;
    }

    long bornMs() {
        return bornMs;
    }

    /** The boundary {@code sequence} has been told; what a stored history knows already is passed over. */
    synchronized void mark(long sequence, long timeMs, long equityUsdE8) {
        isBeingTold = false;
        if (sequence <= upTo) {
            return;
        }
        upTo = sequence;
        equity.add(timeMs, equityUsdE8);
        peakUsdE8 = Math.max(peakUsdE8, equityUsdE8);
    }

    synchronized double drawdownFrac(long equityUsdE8) {
        return peakUsdE8 <= 0 ? 0 : Math.min(1, Math.max(0, (double) (peakUsdE8 - equityUsdE8) / peakUsdE8));
    }

    synchronized void detail(RowBuilder.Extra newExtra, AgentState newState) {
        extra = newExtra;
        state = newState;
    }

    synchronized AgentState state() {
        return state;
    }

    synchronized AgentDetail detail(crucible.server.view.AgentRow row) {
        return extra.with(row, this);
    }

    /** @param isCrowded of a fill: whether all agents together had more than its bar's volume */
    synchronized void outcome(Outcome outcome, Instrument instrument, boolean isCrowded) {
        if (outcome.sequence() <= upTo) {
            return;
        }
        isBeingTold = true;
        if (outcome.end() == null) {
            filled(outcome, instrument, Optional.of(isCrowded));
        } else {
            keep(new OrderView(
                    outcome.orderId(),
                    instrument.symbol(),
                    Optional.empty(),
                    outcome.entry(),
                    OptionalLong.empty(),
                    OrderView.Outcome.ENDED,
                    Optional.empty(),
                    Optional.of(new OrderView.End(
                            outcome.timeMs(),
                            outcome.end(),
                            amount(outcome.needed(), outcome.end()),
                            amount(outcome.have(), outcome.end())))));
        }
    }

    private static String amount(long value, OrderEnd reason) {
        return reason.isInLots() || reason.isInTicks() ? Long.toString(value) : UsdE8.format(value);
    }

    private void filled(Outcome fill, Instrument instrument, Optional<Boolean> crowded) {
        final double price = instrument.price(fill.touchTicks());
        final double quantity = instrument.quantityBase(fill.quantityLots());
        keep(new OrderView(
                fill.orderId(),
                instrument.symbol(),
                Optional.of(fill.side()),
                fill.entry(),
                OptionalLong.of(fill.decidedTimeMs()),
                OrderView.Outcome.FILLED,
                Optional.of(new OrderView.Fill(
                        fill.timeMs(),
                        price,
                        quantity,
                        instrument.price(fill.bidTicks()),
                        instrument.price(fill.askTicks()),
                        fill.quoteTimeMs(),
                        fill.notionalUsdE8(),
                        fill.slippageUsdE8(),
                        fill.feeUsdE8(),
                        Optional.ofNullable(fill.exitReason()),
                        crowded)),
                Optional.empty()));
        final TradeView.Leg leg =
                new TradeView.Leg(fill.timeMs(), price, fill.slippageUsdE8(), fill.feeUsdE8(), crowded);
        if (fill.entry()) {
            final Direction direction = fill.side() == Side.BUY ? Direction.LONG : Direction.SHORT;
            open.merge(
                    fill.instrumentId(),
                    new StoredHistory.OpenLeg(
                            fill.instrumentId(), leg, direction, quantity, fill.notionalUsdE8(), NOTHING_CLOSED, 0),
                    StoredHistory.OpenLeg::and);
        } else {
            final StoredHistory.OpenLeg entry =
                    open.computeIfPresent(fill.instrumentId(), (id, position) -> position.closing(leg, quantity));
            if (entry != null && fill.positionLotsAfter() == 0) {
                open.remove(fill.instrumentId());
                trades.add(trade(fill, instrument, entry));
                droppedTrades += trim(trades);
            }
        }
    }

    private TradeView trade(Outcome fill, Instrument instrument, StoredHistory.OpenLeg entry) {
        return new TradeView(
                droppedTrades + trades.size() + 1,
                instrument.symbol(),
                entry.direction(),
                entry.quantityBase(),
                entry.leg(),
                entry.exit(),
                fill.exitReason(),
                fill.tradeGrossUsdE8(),
                fill.tradeNetUsdE8(),
                OptionalDouble.of(1e4 * fill.tradeNetUsdE8() / entry.notionalUsdE8()));
    }

    private void keep(OrderView order) {
        orders.add(order);
        trim(orders);
    }

    /** Drops the older half when the list has twice what is kept, so that dropping is rare. */
    private int trim(List<?> list) {
        if (list.size() < 2 * kept) {
            return 0;
        }
        list.subList(0, kept).clear();
        return kept;
    }

    /** The agent is dead and its books are settled: the newest part is enough. */
    synchronized void settle() {
        droppedTrades += keepNewest(trades, KEPT_OF_THE_DEAD);
        keepNewest(orders, KEPT_OF_THE_DEAD);
        equity.shrinkTo(POINTS_OF_THE_DEAD);
    }

    /** The agent has been dead for long: only its birth and its verdicts remain; the journal holds the rest. */
    synchronized void forget() {
        droppedTrades += keepNewest(trades, 0);
        keepNewest(orders, 0);
        equity.shrinkTo(1);
    }

    private static int keepNewest(List<?> list, int most) {
        final int dropped = Math.max(0, list.size() - most);
        list.subList(0, dropped).clear();
        return dropped;
    }

    /** The card of a verdict on this agent. */
    VerdictView view(Verdict verdict) {
        return VerdictView.of(verdict, Optional.of(birth.blueprint().costDigest()));
    }

    synchronized void verdict(Verdict verdict) {
        if (verdicts.stream().noneMatch(known -> known.id().equals(verdict.id()))) {
            verdicts.add(view(verdict));
            // The newest is known from the snapshot, earlier ones may be told later.
            verdicts.sort(Comparator.comparingLong(VerdictView::boundaryTimeMs));
        }
    }

    /**
     * A copy to be stored; empty while a boundary is being told.
     *
     * @param mostOrders trades and orders in it at most
     * @param mostPoints points of its equity curve at most
     */
    synchronized Optional<StoredHistory> stored(boolean isSettled, int mostOrders, int mostPoints) {
        if (isBeingTold) {
            return Optional.empty();
        }
        final int cut = Math.max(0, trades.size() - mostOrders);
        return Optional.of(new StoredHistory(
                upTo,
                isSettled,
                state,
                droppedTrades + cut,
                peakUsdE8,
                List.copyOf(trades.subList(cut, trades.size())),
                List.copyOf(orders.subList(Math.max(0, orders.size() - mostOrders), orders.size())),
                verdicts.size() > 1 ? List.copyOf(verdicts) : List.of(),
                List.copyOf(open.values()),
                equity.stored(mostPoints)));
    }

    /** Goes on where a stored history ends. */
    synchronized void restore(StoredHistory stored) {
        upTo = stored.upTo();
        state = stored.state();
        droppedTrades = stored.droppedTrades();
        trades.clear();
        trades.addAll(stored.trades());
        orders.clear();
        orders.addAll(stored.orders());
        if (!stored.verdicts().isEmpty()) {
            verdicts.clear();
            stored.verdicts()
                    .forEach(verdict ->
                            verdicts.add(verdict.under(birth.blueprint().costDigest())));
        }
        open.clear();
        stored.open().forEach(leg -> open.put(leg.instrumentId(), leg));
        equity.restore(stored.equity());
        peakUsdE8 = stored.peakUsdE8();
    }

    synchronized void child(int agentId) {
        children.add(agentId);
    }

    synchronized List<Integer> children() {
        return List.copyOf(children);
    }

    synchronized Page<TradeView> trades(Page.Request request) {
        return Page.newestFirst(trades, request);
    }

    synchronized Page<OrderView> orders(Page.Request request) {
        return Page.newestFirst(orders, request);
    }

    synchronized Page<VerdictView> verdicts(Page.Request request) {
        return Page.newestFirst(verdicts, request);
    }

    synchronized EquityCurve equity(long fromMs, long toMs, int points) {
        return new EquityCurve(birth.agentId(), equity.thinned(fromMs, toMs, points));
    }

    synchronized void visit(StateSink sink) {
        peakUsdE8 = sink.field("peakUsdE8", peakUsdE8);
    }
}
