package crucible.watchtower.calibration;

import crucible.model.Birth;
import crucible.model.Blueprint;
import crucible.model.Condition;
import crucible.model.Direction;
import crucible.model.Distance;
import crucible.model.Operand;
import crucible.model.RequestSink;
import crucible.model.Require;
import crucible.model.Timeframe;
import crucible.model.TrialCount;
import crucible.model.Verdict;
import crucible.watchtower.Watchtower;
import crucible.watchtower.WatchtowerSettings;
import java.util.List;

/**
 * Whole lives before the live judge: marks go in, and its first verdict ends the simulation. Every agent has a judge of its
 * own, who is told how many others compete. Immutable; any thread.
 */
public final class ChainTournament {
    private static final long CAPITAL_USD_E8 = 20_000_000_000L;
    private static final Timeframe TIMEFRAME = Timeframe.M5;
    /** Rounding of equity to whole money must not push a loss of exactly the bound beyond it. */
    private static final double INSIDE = 1 - 1e-8;

    private final WatchtowerSettings settings;
    private final TradePace pace;
    private final BoundedTrades returns;
    private final double sigma;
    private final int longestTrades;
    private final long seed;

    /**
     * @param live the configured rules; loss of capital is judged on lanes, so it ends nobody here
     * @param rules which of them to follow
     * @param trials N that records are deflated by, 1 or more
     * @param sharpePerTrade true Sharpe ratio
     * @param boundSigmas the believed bound on a loss per bar in standard deviations of a held bar
     * @param pace how trades lie on bars
     * @param longestTrades closed trades after which a life is left as undecided, 1 or more
     */
    public ChainTournament(
            WatchtowerSettings live,
            RuleSet rules,
            int trials,
            double sharpePerTrade,
            double boundSigmas,
            TradePace pace,
            int longestTrades) {
        settings = rules.of(live, trials, pace.equals(TradePace.EVERY_BAR_A_TRADE) ? 0 : live.minDays());
        this.pace = pace;
        returns = new BoundedTrades(pace.sharpePerHeldBar(sharpePerTrade), boundSigmas);
        sigma = live.lossBound().orElse(1) / boundSigmas * INSIDE;
        this.longestTrades = (int) Require.positive("longestTrades", (long) longestTrades);
        seed = 0;
    }

    private ChainTournament(ChainTournament other, long seed) {
        settings = other.settings;
        pace = other.pace;
        returns = other.returns;
        sigma = other.sigma;
        longestTrades = other.longestTrades;
        this.seed = seed;
    }

    /** The same with other luck. */
    public ChainTournament withSeed(long other) {
        return new ChainTournament(this, other);
    }

    /** The lives of the agents from {@code first} to before {@code last}. */
    public Lives watch(int first, int last) {
        final Lives lives = new Lives(last - first);
        for (int agent = first; agent < last; agent++) {
            watch(agent, lives, agent - first);
        }
        return lives;
    }

    private void watch(int agent, Lives lives, int place) {
        final FirstVerdict verdict = new FirstVerdict();
        final Watchtower judge = new Watchtower(settings, CAPITAL_USD_E8);
        judge.onBirth(BIRTH, 0);
        final SimulatedMark mark = new SimulatedMark(CAPITAL_USD_E8);
        final ReturnLaw.Stream stream = returns.stream(seed, agent);
        long timeMs = 0;
        while (mark.closedTrades() < longestTrades && verdict.kind == null) {
            for (int bar = 0; bar < pace.heldBars() + pace.flatBars() && verdict.kind == null; bar++) {
                if (bar < pace.heldBars()) {
                    mark.move(sigma * stream.next());
                }
                if (bar == pace.heldBars() - 1) {
                    mark.closeTrade();
                }
                timeMs += TIMEFRAME.intervalMs();
                judge.onMark(mark, timeMs);
                judge.endBoundary(timeMs, verdict);
            }
        }
        lives.ended(place, verdict.kind, mark.closedTrades());
    }

    /** The judge's first verdict is all that is asked for. */
    private static final class FirstVerdict implements RequestSink {
        private Verdict.Kind kind;

        @Override
        public void verdict(Verdict verdict) {
            kind = verdict.kind();
        }

        @Override
        public void trials(TrialCount count) {
            throw new IllegalStateException("a judge of one agent counts no more trials than it was told of: " + count);
        }

        @Override
        public void birth(Birth birth) {
            throw new IllegalStateException("a judge asks for no births");
        }
    }

    /** Nobody runs this blueprint: the returns are drawn. */
    private static final Birth BIRTH = new Birth(
            0,
            0,
            new Blueprint(
                    "simulated",
                    "simulated",
                    new Blueprint.Scope(TIMEFRAME, List.of()),
                    new Blueprint.EntryPlan(
                            Direction.LONG,
                            new Condition.Compare(
                                    new Operand.Constant(1), Condition.Comparison.GREATER, new Operand.Constant(0)),
                            1,
                            0),
                    new Blueprint.ExitPlan(null, new Distance.Percent(10), null, 1),
                    "0".repeat(64)),
            0,
            0,
            List.of(),
            Birth.Origin.FOUNDER,
            "calibration",
            "a simulated record");
}
