package crucible.fill;

import crucible.model.BarView;
import crucible.model.ExitReason;
import crucible.model.OrderEnd;
import crucible.model.OutcomeSink;

/** Stops and targets of open positions, looked at on closed bars. The lane's thread. */
final class Brackets {
    private final Execution execution;
    private final BarTicks barTicks = new BarTicks();
    private OutcomeSink outcomes;

    Brackets(Execution execution) {
        this.execution = execution;
    }

    void reportTo(OutcomeSink sink) {
        outcomes = sink;
    }

    /** The next bar may differ. */
    void forgetBar() {
        barTicks.forget();
    }

    /** The stop comes first. A bar that is not the newest may set off the stop, but not the target. */
    void check(Holding holding, BarView bar, boolean newest) {
        final BarTicks ticks = barTicks.in(holding.units, bar);
        final boolean stopped = ticks.reachesStop(holding);
        if (!stopped && !(newest && bar.openTimeMs() > holding.entryTimeMs && ticks.passesTarget(holding))) {
            return;
        }
        final long waitingOrderId = holding.orderId;
        final int agentId = holding.account.agentId();
        final int instrumentId = holding.market.instrument.id();
        if (stopped) {
            // A bar shows trades, and a stop crosses the spread: a sale gets the bid below the trade that set it off.
            final long spreadTicks = holding.market.spreadTicks(holding, bar.closeTimeMs());
            final long triggerTicks = ticks.stopTradeTicks(holding);
            final long crossed = Math.subtractExact(triggerTicks, holding.sign() * spreadTicks);
            final long touchTicks = Math.max(1, crossed);
            final long midHalfTicks = Math.addExact(Math.multiplyExact(2, touchTicks), holding.sign() * spreadTicks);
            execution.atBar(spreadTicks, triggerTicks);
            execution.bracket(
                    holding, ExitReason.STOP, touchTicks, midHalfTicks, holding.market.takerFeePpm, bar.closeTimeMs());
        } else {
            execution.atBar(holding.market.spreadTicks(holding, bar.closeTimeMs()), 0);
            execution.bracket(
                    holding,
                    ExitReason.TARGET,
                    holding.targetTicks,
                    Math.multiplyExact(2, holding.targetTicks),
                    holding.market.makerFeePpm,
                    bar.closeTimeMs());
        }
        if (waitingOrderId != 0) {
            outcomes.onOrderEnded(
                    agentId, waitingOrderId, instrumentId, false, OrderEnd.POSITION_CLOSED, 0, 0, bar.closeTimeMs());
        }
    }
}
