package crucible.fill;

import crucible.model.AccountView;
import crucible.model.BarView;
import crucible.model.Desk;
import crucible.model.Direction;
import crucible.model.ExitReason;
import crucible.model.Instrument;
import crucible.model.OutcomeSink;
import crucible.model.QuoteView;
import crucible.model.Require;
import crucible.model.StateSink;
import crucible.model.Timeframe;

/** The fill desk of one lane; belongs to the lane's thread. Its rules are still to come: every call is refused. */
public final class LaneDesk implements Desk {
    private final CostSettings costs;

    public LaneDesk(CostSettings costs) {
        this.costs = Require.present("costs", costs);
    }

    @Override
    public void reportTo(OutcomeSink outcomes) {
        throw refused();
    }

    @Override
    public void onInstrument(Instrument instrument) {
        throw refused();
    }

    @Override
    public AccountView open(int agentId, long capitalUsdE8) {
        throw refused();
    }

    @Override
    public AccountView account(int agentId) {
        throw refused();
    }

    @Override
    public void onQuote(QuoteView quote) {
        throw refused();
    }

    @Override
    public void onBar(BarView bar) {
        throw refused();
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
        throw refused();
    }

    @Override
    public long exit(int agentId, int instrumentId, ExitReason reason, long decidedTimeMs) {
        throw refused();
    }

    @Override
    public void stop(int agentId, boolean flatten, long decidedTimeMs) {
        throw refused();
    }

    @Override
    public int heldBars(int agentId, int instrumentId) {
        throw refused();
    }

    @Override
    public long equityUsdE8(int agentId) {
        throw refused();
    }

    @Override
    public void visitAgent(int agentId, StateSink sink) {
        throw refused();
    }

    @Override
    public void visit(StateSink sink) {
        throw refused();
    }

    private UnsupportedOperationException refused() {
        return new UnsupportedOperationException("the desk does not trade yet under " + costs);
    }
}
