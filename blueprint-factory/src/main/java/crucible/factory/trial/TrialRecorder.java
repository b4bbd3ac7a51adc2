package crucible.factory.trial;

import crucible.factory.trial.LedgerEntry.ClosedTrade;
import crucible.factory.trial.LedgerEntry.Ended;
import crucible.factory.trial.LedgerEntry.Execution;
import crucible.factory.trial.LedgerEntry.Filled;
import crucible.factory.trial.LedgerEntry.Money;
import crucible.factory.trial.LedgerEntry.OrderRef;
import crucible.model.Blueprint;
import crucible.model.Direction;
import crucible.model.Side;
import crucible.model.Verdict;
import crucible.runtime.event.ArenaEvent;
import crucible.runtime.event.Quarantine;
import crucible.runtime.lane.AgentRow;
import crucible.runtime.lane.Outcome;
import crucible.runtime.ring.ArenaListener;
import crucible.runtime.ring.Roster;
import crucible.watchtower.evidence.ReturnSummary;
import crucible.watchtower.stat.Moments;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** Writes down what the only agent of a trial does. */
final class TrialRecorder implements ArenaListener {
    private static final int AGENT = 0;

    private final long tradeFromMs;
    private final List<LedgerEntry> ledger = new ArrayList<>();
    private final Map<Integer, Opened> open = new TreeMap<>();
    private final EquityCurve.Builder equity = new EquityCurve.Builder();
    private final Moments evidence = new Moments();
    private Roster roster;
    private Verdict verdict;
    private boolean ended;

    TrialRecorder(long tradeFromMs, long capitalUsdE8) {
        this.tradeFromMs = tradeFromMs;
        equity.add(tradeFromMs, capitalUsdE8);
    }

    /** Whether the agent is dead and has nothing left to close. */
    boolean hasEnded() {
        return ended;
    }

    TrialResult result(Blueprint blueprint) {
        return new TrialResult(
                blueprint,
                ledger,
                equity.build(),
                TrialBooks.of(roster.row(AGENT)),
                roster.score(AGENT),
                ReturnSummary.of(evidence),
                Optional.ofNullable(verdict));
    }

    @Override
    public void onOutcome(Outcome outcome) {
        final OrderRef order =
                new OrderRef(outcome.orderId(), outcome.instrumentId(), outcome.entry(), outcome.timeMs());
        if (outcome.end() != null) {
            ledger.add(new Ended(order, outcome.end(), outcome.needed(), outcome.have()));
            return;
        }
        final Execution execution = new Execution(
                outcome.side(),
                Optional.ofNullable(outcome.exitReason()),
                outcome.decidedTimeMs(),
                outcome.touchTicks(),
                outcome.quantityLots(),
                outcome.bidTicks(),
                outcome.askTicks());
        final Money money = new Money(
                outcome.notionalUsdE8(), outcome.slippageUsdE8(), outcome.feeUsdE8(), outcome.realisedUsdE8());
        if (outcome.entry()) {
            open.merge(outcome.instrumentId(), Opened.by(outcome), Opened::and);
        }
        final Optional<ClosedTrade> closed = outcome.positionLotsAfter() == 0
                ? Optional.of(open.remove(outcome.instrumentId()).closedBy(outcome))
                : Optional.empty();
        ledger.add(new Filled(order, execution, money, closed));
    }

    /** A position that entries have opened: since the first of them, with the value of all. */
    private record Opened(Direction direction, long timeMs, long notionalUsdE8) {
        static Opened by(Outcome entry) {
            return new Opened(
                    entry.side() == Side.BUY ? Direction.LONG : Direction.SHORT, entry.timeMs(), entry.notionalUsdE8());
        }

        Opened and(Opened later) {
            return new Opened(direction, timeMs, Math.addExact(notionalUsdE8, later.notionalUsdE8));
        }

        ClosedTrade closedBy(Outcome exit) {
            return new ClosedTrade(direction, timeMs, notionalUsdE8, exit.tradeGrossUsdE8(), exit.tradeNetUsdE8());
        }
    }

    @Override
    public void onEvidence(int agentId, long observation, double value) {
        evidence.add(value);
    }

    @Override
    public void onVerdict(Verdict decided) {
        verdict = decided;
    }

    /** An agent whose code or books failed has shown nothing, so the trial fails. */
    @Override
    public void onQuarantine(Quarantine quarantine) {
        throw new IllegalStateException("the trial's agent failed: " + quarantine.failure());
    }

    @Override
    public void onBoundary(ArenaEvent boundary, Roster arbiter) {
        roster = arbiter;
        final AgentRow row = arbiter.row(AGENT);
        if (row.isDue() && boundary.boundaryTimeMs() > tradeFromMs) {
            equity.add(boundary.boundaryTimeMs(), row.equityUsdE8());
        }
        ended = verdict != null && verdict.kind() == Verdict.Kind.TERMINATE && row.positions() == 0;
    }
}
