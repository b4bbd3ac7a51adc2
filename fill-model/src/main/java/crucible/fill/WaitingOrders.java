package crucible.fill;

import crucible.model.ExitReason;
import crucible.model.OrderEnd;
import crucible.model.OutcomeSink;

/** Orders that wait in their markets: how they come in, how long they wait, how they end without a fill. The lane's thread. */
final class WaitingOrders {
    private final CostSettings costs;
    private final Pricing pricing;
    private final Markets markets;
    private final HoldingPool spare;
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

    /** An order joins its market's queue. The order that flattens the dead waits for as long as it takes. */
    void await(Holding holding, long orderId, ExitReason reason, long decidedTimeMs) {
        holding.orderId = orderId;
        holding.exitReason = reason;
        holding.decidedTimeMs = decidedTimeMs;
        holding.latencyMs = pricing.latencyMs(holding.market);
        holding.deadlineMs = reason == ExitReason.DEATH ? Long.MAX_VALUE : decidedTimeMs + costs.orderTtlMs();
        earliestDeadlineMs = Math.min(earliestDeadlineMs, holding.deadlineMs);
        holding.market.waiting.add(holding);
    }

    /** A restored order waits again. */
    void rejoin(Holding holding) {
        earliestDeadlineMs = Math.min(earliestDeadlineMs, holding.deadlineMs);
        holding.market.waiting.add(holding);
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
                    end(holding, OrderEnd.NO_QUOTE, 0, 0, timeMs);
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

    /** Ends all waiting entries of an agent. */
    void cancelEntries(Account account, OrderEnd reason, long timeMs) {
        while (account.entryCount() > 0) {
            end(account.entryAt(0), reason, 0, 0, timeMs);
        }
    }
}
