package crucible.fill;

import crucible.model.ExitReason;
import crucible.model.Instrument;
import crucible.model.OrderEnd;
import crucible.model.OrderKind;
import crucible.model.OrderRequest;
import crucible.model.OutcomeSink;
import crucible.model.Side;

/**
 * Orders that wait in their markets: how they come in, how long they wait, how they end without a fill. The lane's
 * thread.
 */
final class WaitingOrders {
    private final CostSettings costs;
    private final Pricing pricing;
    private final Markets markets;
    private final HoldingPool spare;
    private final BandCheck band = new BandCheck();
    private OutcomeSink outcomes;

    /** No waiting order ends before this; only a bound, so it is no state of its own. */
    private long earliestDeadlineMs = Long.MAX_VALUE;

    WaitingOrders(CostSettings costs, Pricing pricing, Markets markets, HoldingPool spare) {
        this.costs = costs;
        this.pricing = pricing;
        this.markets = markets;
        this.spare = spare;
    }

    void reportTo(OutcomeSink sink) {
        outcomes = sink;
    }

    /**
     * A market order that closes joins its market's queue. That which flattens the dead, or leaves an instrument, waits
     * for as long as it takes.
     */
    void await(Holding holding, long orderId, ExitReason reason, long decidedTimeMs) {
        holding.orderId = orderId;
        holding.exitReason = reason;
        holding.decidedTimeMs = decidedTimeMs;
        holding.latencyMs = pricing.latencyMs(holding.market);
        holding.readyMs = decidedTimeMs + holding.latencyMs;
        holding.deadlineMs = reason.waitsForAQuote() ? Long.MAX_VALUE : decidedTimeMs + costs.orderTtlMs();
        join(holding);
    }

    /** An order of any kind joins its market's queue; false where the venue's price band ended it at once. */
    boolean await(Holding holding, long orderId, OrderRequest request) {
        holding.orderId = orderId;
        holding.exitReason = request.reduceReason();
        holding.decidedTimeMs = request.decidedTimeMs();
        holding.latencyMs = pricing.latencyMs(holding.market);
        holding.readyMs = request.decidedTimeMs() + holding.latencyMs;
        holding.deadlineMs = request.decidedTimeMs()
                + (request.kind() == OrderKind.MARKET
                        ? costs.orderTtlMs()
                        : request.expiryBars() * holding.timeframe.intervalMs());
        holding.kind = request.kind();
        holding.timeInForce = request.timeInForce();
        holding.price = request.price();
        holding.leftLots = request.lots();
        priceIn(holding, holding.units());
        join(holding);
        if (band.isOutside(holding)) {
            end(holding, OrderEnd.PRICE_BAND, band.boundTicks, band.levelTicks, request.decidedTimeMs());
            return false;
        }
        return true;
    }

    /** What of a position a stop could not sell at once waits until it is sold, under the number of its entry. */
    void awaitRest(Holding holding, long timeMs) {
        holding.orderId = holding.entryOrderId;
        holding.exitReason = ExitReason.STOP;
        holding.decidedTimeMs = holding.entryTimeMs;
        holding.readyMs = timeMs;
        holding.deadlineMs = Long.MAX_VALUE;
        join(holding);
    }

    private void join(Holding holding) {
        earliestDeadlineMs = Math.min(earliestDeadlineMs, holding.deadlineMs);
        holding.market.waiting.add(holding);
    }

    /** A limit is rounded away from the market, a trigger towards a later and worse fill. */
    private static void priceIn(Holding order, Instrument units) {
        if (order.kind != OrderKind.MARKET) {
            final boolean down = order.side() == Side.BUY == (order.kind == OrderKind.LIMIT);
            order.priceTicks = Math.max(1, units.priceTicks(order.price, down ? Side.SELL : Side.BUY));
        }
    }

    /** The rules of a market have changed: orders keep their price, but nothing is added to a position in other units. */
    void onRules(Market market) {
        final HoldingList waiting = market.waiting;
        final int end = waiting.begin();
        for (int i = 0; i < end; i++) {
            final Holding order = waiting.at(i);
            if (order != null && order.isEntry()) {
                if (order.isOpen()) {
                    end(order, OrderEnd.RULES_CHANGED, 0, 0, Math.max(market.quoteTimeMs, order.decidedTimeMs));
                } else {
                    priceIn(order, market.instrument);
                    // Its size was counted in lots that are no more.
                    order.leftLots = 0;
                }
            }
        }
        waiting.end();
    }

    /** The market has come to a stop order: it is a market order from now on, and has to arrive. */
    void triggered(Holding order, long timeMs) {
        order.kind = OrderKind.MARKET;
        order.latencyMs = pricing.latencyMs(order.market);
        order.readyMs = timeMs + order.latencyMs;
        order.deadlineMs = timeMs + costs.orderTtlMs();
        earliestDeadlineMs = Math.min(earliestDeadlineMs, order.deadlineMs);
    }

    /** A restored order waits again. */
    void rejoin(Holding holding) {
        join(holding);
    }

    /** Ends the orders of all markets that have waited too long, and finds out when the next one will have. */
    void expire(long timeMs) {
        if (timeMs <= earliestDeadlineMs) {
            return;
        }
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
                    final boolean looked = holding.arrived || holding.kind == OrderKind.STOP;
                    end(holding, looked ? OrderEnd.EXPIRED : OrderEnd.NO_QUOTE, 0, 0, timeMs);
                } else if (holding != null) {
                    earliestDeadlineMs = Math.min(earliestDeadlineMs, holding.deadlineMs);
                }
            }
            waiting.end();
        }
    }

    /** An order is over; an entry that never filled leaves nothing behind. */
    void end(Holding holding, OrderEnd reason, long needed, long have, long timeMs) {
        final int agentId = holding.account.agentId();
        final int instrumentId = holding.market.instrument.id();
        final long orderId = holding.orderId;
        final boolean entry = holding.isEntry();
        release(holding);
        if (!holding.isOpen()) {
            spare.giveBack(holding);
        }
        outcomes.onOrderEnded(agentId, orderId, instrumentId, entry, reason, needed, have, timeMs);
    }

    /** Takes an order out of its queue; what it had reserved is free. */
    void release(Holding holding) {
        holding.market.waiting.remove(holding);
        if (holding.isEntry()) {
            holding.account.removeEntry(holding);
        }
        holding.clearOrder();
    }

    /** Ends all waiting entries of an agent. */
    void cancelEntries(Account account, OrderEnd reason, long timeMs) {
        while (account.entryCount() > 0) {
            end(account.entryAt(0), reason, 0, 0, timeMs);
        }
    }
}
