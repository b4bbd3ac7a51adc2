package crucible.watchtower;

import crucible.model.AgentState;
import crucible.model.Birth;
import crucible.model.Blueprint;
import crucible.model.Condition;
import crucible.model.Direction;
import crucible.model.Distance;
import crucible.model.Draw;
import crucible.model.Operand;
import crucible.model.RequestSink;
import crucible.model.Timeframe;
import crucible.model.TrialCount;
import crucible.model.Verdict;
import crucible.watchtower.stat.Normal;
import java.util.ArrayList;
import java.util.List;

/** A judge with agents whose equity a test moves, without lanes or market: verdicts take effect at the next boundary. */
final class Tournament implements RequestSink {
    static final long CAPITAL = 20_000_000_000L;

    final Watchtower judge;
    final List<TestMark> agents = new ArrayList<>();
    /** Every verdict so far, in order. */
    final List<Verdict> verdicts = new ArrayList<>();

    /** Every count of trials that was asked for; it holds from the next boundary on. */
    final List<TrialCount> counts = new ArrayList<>();

    private int countsTold;
    private final List<Verdict> outbox = new ArrayList<>();
    private final Timeframe timeframe;
    private long timeMs;

    Tournament(WatchtowerSettings settings, Timeframe timeframe) {
        this(new Watchtower(settings, CAPITAL), timeframe);
    }

    private Tournament(Watchtower judge, Timeframe timeframe) {
        this.judge = judge;
        this.timeframe = timeframe;
    }

    /** The same agents, as they stand, before another judge. */
    Tournament with(Watchtower other) {
        final Tournament copy = new Tournament(other, timeframe);
        copy.timeMs = timeMs;
        copy.outbox.addAll(outbox);
        copy.counts.addAll(counts);
        copy.countsTold = countsTold;
        copy.verdicts.addAll(verdicts);
        copy.copyMarks(this);
        return copy;
    }

    /** Marks every agent as it is marked in {@code other}. */
    void copyMarks(Tournament other) {
        agents.clear();
        other.agents.forEach(mark -> agents.add(mark.copy()));
    }

    /** A new agent that has ordered and closed nothing yet. */
    TestMark birth() {
        final TestMark mark = new TestMark();
        mark.agentId = agents.size();
        agents.add(mark);
        judge.onBirth(birthOf(mark.agentId, timeframe), timeMs);
        return mark;
    }

    /** A new member of the control group that has ordered and closed nothing yet. */
    TestMark placebo() {
        return control(Birth.Origin.PLACEBO);
    }

    /** The same of any kind. */
    TestMark control(Birth.Origin kind) {
        final TestMark mark = new TestMark();
        mark.agentId = agents.size();
        agents.add(mark);
        judge.onBirth(birthOf(mark.agentId, timeframe, kind), timeMs);
        return mark;
    }

    /** Next boundary: earlier verdicts take effect, every living agent is marked as it stands, and judged. */
    void boundary() {
        timeMs += timeframe.intervalMs();
        for (Verdict verdict : outbox) {
            judge.onVerdict(verdict);
            agents.get(verdict.agentId()).state =
                    verdict.kind() == Verdict.Kind.PROMOTE ? AgentState.PROMOTED : AgentState.TERMINATED;
        }
        verdicts.addAll(outbox);
        outbox.clear();
        while (countsTold < counts.size()) {
            judge.onTrials(counts.get(countsTold++));
        }
        for (TestMark mark : agents) {
            if (!mark.state.isDead()) {
                judge.onMark(mark, timeMs);
            }
        }
        judge.endBoundary(timeMs, this);
    }

    /** One more bar on which the agent's equity moves by {@code simpleReturn}. */
    static void move(TestMark mark, double simpleReturn) {
        mark.equityUsdE8 += Math.round(mark.equityUsdE8 * simpleReturn);
    }

    /** A closed trade that won or lost {@code bps} after costs and 20 bps more before. */
    static void close(TestMark mark, double bps) {
        final long value = mark.equityUsdE8;
        mark.closedTrades++;
        mark.tradedUsdE8 += value;
        mark.netTradeUsdE8 += Math.round(value * bps / 1e4);
        mark.grossTradeUsdE8 += Math.round(value * (bps + 20) / 1e4);
    }

    long timeMs() {
        return timeMs;
    }

    @Override
    public void verdict(Verdict verdict) {
        outbox.add(verdict);
    }

    @Override
    public void trials(TrialCount count) {
        counts.add(count);
    }

    @Override
    public void birth(Birth birth) {
        throw new AssertionError("a judge asks for no births");
    }

    static double normal(long seed, int agent, int bar) {
        return Normal.inverse(Draw.uniform(seed, "normal", agent, bar, 0) + 0x1p-54);
    }

    static Birth birthOf(int agentId, Timeframe timeframe) {
        return birthOf(agentId, timeframe, Birth.Origin.FOUNDER);
    }

    static Birth birthOf(int agentId, Timeframe timeframe, Birth.Origin origin) {
        final Condition rule =
                new Condition.Compare(new Operand.Constant(1), Condition.Comparison.GREATER, new Operand.Constant(0));
        final Blueprint blueprint = new Blueprint(
                "agent " + agentId,
                "test",
                new Blueprint.Scope(timeframe, List.of()),
                new Blueprint.EntryPlan(Direction.LONG, rule, 1, 0),
                new Blueprint.ExitPlan(null, new Distance.Percent(1), null, 10),
                "0".repeat(64));
        final int delayBars = origin == Birth.Origin.DELAYED ? 12 : 0;
        return new Birth(agentId, agentId, blueprint, 1, 0, List.of(), origin, "test", "test", delayBars);
    }
}
