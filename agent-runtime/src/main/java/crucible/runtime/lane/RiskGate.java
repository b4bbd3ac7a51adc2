package crucible.runtime.lane;

import crucible.model.BarView;
import crucible.model.Desk;
import crucible.model.Exposure;
import crucible.model.OrderEnd;
import crucible.model.QuoteView;
import crucible.model.StateHolder;
import crucible.model.StateSink;
import crucible.runtime.event.StoredForms;
import crucible.runtime.viability.Viability;
import crucible.runtime.viability.ViabilityBook;
import java.util.List;
import java.util.OptionalDouble;

/**
 * Looks at what an agent wants to enter before the desk does. What belongs to all agents together is as of the boundary
 * before; agents that enter between two boundaries do not see each other. Lane thread only; its state is the same on every
 * lane.
 */
final class RiskGate implements StateHolder {
    private static final double USD_E8 = 1e8;

    private final RiskLimits limits;
    private final Desk desk;
    private final ViabilityBook viability = new ViabilityBook();
    private Exposure exposure = new Exposure(0, 0, List.of());
    private OrderEnd reason;
    private long neededUsdE8;
    private long haveUsdE8;

    RiskGate(RiskLimits limits, Desk desk) {
        this.limits = limits;
        this.desk = desk;
    }

    void onExposure(Exposure counted) {
        exposure = counted;
    }

    void onQuote(QuoteView quote) {
        if (limits.minPotentialToCost().isPresent()) {
            viability.onQuote(quote);
        }
    }

    void onBar(BarView bar) {
        if (limits.minPotentialToCost().isPresent()) {
            viability.onBar(bar);
        }
    }

    /** Whether an entry of this budget is refused, and then why, until the next call. */
    boolean refuses(Agent agent, BarView bar, long budgetUsdE8) {
        reason = null;
        tooFast(bar, budgetUsdE8);
        final long equityUsdE8 = agent.account.equityUsdE8();
        if (limits.maxPositionFraction().isPresent()) {
            final double part = limits.maxPositionFraction().getAsDouble();
            most(OrderEnd.RISK_POSITION, budgetUsdE8, (long) (part * equityUsdE8));
        }
        if (limits.maxPositionUsd().isPresent()) {
            most(OrderEnd.RISK_POSITION, budgetUsdE8, units(limits.maxPositionUsd()));
        }
        if (limits.maxGrossLeverage() < desk.leverage()) {
            final long reachedUsdE8 = Math.addExact(agent.account.exposureUsdE8(), budgetUsdE8);
            most(OrderEnd.RISK_LEVERAGE, reachedUsdE8, (long) (limits.maxGrossLeverage() * equityUsdE8));
        }
        if (limits.maxInstrumentUsd().isPresent()) {
            final long heldUsdE8 = exposure.instrumentUsdE8(bar.instrumentId());
            most(OrderEnd.RISK_INSTRUMENT, Math.addExact(heldUsdE8, budgetUsdE8), units(limits.maxInstrumentUsd()));
        }
        if (limits.maxArenaUsd().isPresent()) {
            most(OrderEnd.RISK_ARENA, Math.addExact(exposure.grossUsdE8(), budgetUsdE8), units(limits.maxArenaUsd()));
        }
        return reason != null;
    }

    private void tooFast(BarView bar, long budgetUsdE8) {
        if (limits.minPotentialToCost().isEmpty()) {
            return;
        }
        final double least = limits.minPotentialToCost().getAsDouble();
        final Viability now =
                viability.of(bar.instrumentId(), bar.timeframe(), desk.feesAndSlippageFrac(bar.instrumentId()), 0);
        if (now.isBelow(least)) {
            reason = OrderEnd.TOO_FAST;
            neededUsdE8 = (long) Math.ceil(least * now.costFrac() * budgetUsdE8);
            haveUsdE8 = (long) (now.potentialFrac() * budgetUsdE8);
        }
    }

    private void most(OrderEnd limit, long reachedUsdE8, long mostUsdE8) {
        if (reason == null && reachedUsdE8 > mostUsdE8) {
            reason = limit;
            neededUsdE8 = reachedUsdE8;
            haveUsdE8 = mostUsdE8;
        }
    }

    private static long units(OptionalDouble usd) {
        return (long) (usd.getAsDouble() * USD_E8);
    }

    OrderEnd reason() {
        return reason;
    }

    /** What the order would lead to; of one that is too fast, what its move would have to bring in. */
    long neededUsdE8() {
        return neededUsdE8;
    }

    /** The limit; of one that is too fast, what the mean move brings in. */
    long haveUsdE8() {
        return haveUsdE8;
    }

    @Override
    public void visit(StateSink sink) {
        sink.begin("riskGate", 1);
        exposure = sink.field("exposure", StoredForms.EXPOSURE, exposure);
        viability.visit(sink);
        sink.end();
    }
}
