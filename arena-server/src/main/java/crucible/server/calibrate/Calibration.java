package crucible.server.calibrate;

import crucible.model.Require;
import crucible.server.calibrate.JudgeReport.BarRow;
import crucible.server.calibrate.JudgeReport.LifeRow;
import crucible.server.calibrate.JudgeReport.NullRow;
import crucible.server.calibrate.JudgeReport.PowerRow;
import crucible.watchtower.WatchtowerSettings;
import crucible.watchtower.calibration.BoundedTrades;
import crucible.watchtower.calibration.ChainTournament;
import crucible.watchtower.calibration.Lives;
import crucible.watchtower.calibration.NullCount;
import crucible.watchtower.calibration.NullTournament;
import crucible.watchtower.calibration.PowerTimes;
import crucible.watchtower.calibration.PowerTournament;
import crucible.watchtower.calibration.ReturnLaw;
import crucible.watchtower.calibration.RisingBar;
import crucible.watchtower.calibration.RuleSet;
import crucible.watchtower.calibration.TradePace;
import crucible.watchtower.lifecycle.DecayLook;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.function.Consumer;
import java.util.stream.DoubleStream;

/**
 * Measures the judge as it is configured: how often it promotes agents without skill, how long it takes to promote those
 * with skill, whom it ends. Agents are shared over threads; what is found depends on the plan and the settings alone.
 */
public final class Calibration {
    /** Losses of brackets: the bound is five standard deviations of a trade. */
    private static final double BRACKET_SIGMAS = 5;

    /** Whose lives are followed longest. */
    private static final double SLOW_SHARPE = 0.1;
    /** Agents of each kind, times this, whose PSR at the looks is enough to find the bar by. */
    private static final int BAR_AGENTS_PER_LIFE = 20;

    private final CalibrationPlan plan;
    private final WatchtowerSettings settings;
    private final BarTarget target;
    private final SharedWork work;
    private final Consumer<String> progress;

    /**
     * Whom a rising bar is made for.
     *
     * @param sharpe true Sharpe ratio per trade of who should stay, in (0, 1]
     * @param falseDeath part of them that all looks together may end, in (0, 0.5]
     */
    public record BarTarget(double sharpe, double falseDeath) {
        public BarTarget {
            Require.that(sharpe > 0 && sharpe <= 1, "target-sharpe lies in (0, 1]", sharpe);
            Require.that(falseDeath > 0 && falseDeath <= 0.5, "false-death lies in (0, 0.5]", falseDeath);
        }

        /** As configured; where that is silent, as the software's own bar. */
        public static BarTarget of(WatchtowerSettings settings) {
            return new BarTarget(
                    settings.targetSharpePerTrade().orElse(DecayLook.TARGET_SHARPE_PER_TRADE),
                    settings.falseDeath().orElse(DecayLook.FALSE_DEATH));
        }
    }

    /**
     * @param settings the rules that are measured
     * @param target whom the rising bar is found anew for
     * @param threads to share the work over, 1 or more
     * @param progress is told what has been done, one line each, on the caller's thread
     */
    public Calibration(
            CalibrationPlan plan,
            WatchtowerSettings settings,
            BarTarget target,
            int threads,
            Consumer<String> progress) {
        this.target = Require.present("target", target);
        this.plan = Require.present("plan", plan);
        this.settings = Require.present("settings", settings);
        this.work = new SharedWork(threads);
        this.progress = Require.present("progress", progress);
    }

    /** Does all of it, on the caller's thread and the others. Used once. */
    public JudgeReport run() {
        try (work) {
            final List<ReturnLaw> fair =
                    Arrays.stream(ReturnLaw.values()).filter(ReturnLaw::isFair).toList();
            final List<ReturnLaw> others = Arrays.stream(ReturnLaw.values())
                    .filter(law -> !law.isFair())
                    .toList();
            return new JudgeReport(
                    nulls(fair, NullTournament.USUAL_BOUND_SIGMAS),
                    nulls(
                            fair.stream()
                                    .filter(law -> law != ReturnLaw.STUDENT_3)
                                    .toList(),
                            NullTournament.TIGHT_BOUND_SIGMAS),
                    nulls(others, NullTournament.TIGHT_BOUND_SIGMAS),
                    List.of(power(0.1, BRACKET_SIGMAS), power(0.2, BRACKET_SIGMAS)),
                    List.of(power(0.1, 10), power(0.1, 20), power(0.2, 10), power(0.2, 20)),
                    lives(),
                    bar());
        }
    }

    private List<NullRow> nulls(List<ReturnLaw> laws, double boundSigmas) {
        final List<NullRow> rows = new ArrayList<>();
        for (ReturnLaw law : laws) {
            final NullTournament tournament =
                    new NullTournament(settings, law, plan.observations(), boundSigmas, plan.seed());
            final NullCount count = work.share(plan.agents(), tournament::watch, NullCount::plus);
            rows.add(new NullRow(law.label(), boundSigmas, plan.observations(), count));
            progress.accept(String.format(
                    Locale.ROOT, "without skill: %s, bound %.0f standard deviations", law.label(), boundSigmas));
        }
        return rows;
    }

    private PowerRow power(double sharpe, double boundSigmas) {
        final PowerTournament tournament =
                new PowerTournament(settings, new BoundedTrades(sharpe, boundSigmas), plan.seed());
        final PowerTimes times = work.share(plan.lives(), tournament::watch, PowerTimes::plus);
        progress.accept(
                String.format(Locale.ROOT, "power: Sharpe %.2f, bound %.0f standard deviations", sharpe, boundSigmas));
        return new PowerRow(sharpe, boundSigmas, tournament.minTrl(), times);
    }

    private List<LifeRow> lives() {
        final List<LifeRow> rows = new ArrayList<>();
        for (double sharpe : new double[] {0.2, 0.1, 0, -0.05, -0.1}) {
            rows.add(lives(sharpe, BRACKET_SIGMAS, TradePace.EVERY_BAR_A_TRADE));
        }
        for (double sharpe : new double[] {0.2, 0.1}) {
            rows.add(lives(sharpe, 10, TradePace.EVERY_BAR_A_TRADE));
            rows.add(lives(sharpe, NullTournament.USUAL_BOUND_SIGMAS, TradePace.EVERY_BAR_A_TRADE));
        }
        for (double sharpe : new double[] {0.2, 0.1, 0}) {
            rows.add(lives(sharpe, NullTournament.USUAL_BOUND_SIGMAS, TradePace.FOUR_BARS_OF_TWELVE));
        }
        return rows;
    }

    private LifeRow lives(double sharpe, double boundSigmas, TradePace pace) {
        final int trials = settings.seasonBirths().orElse(1);
        // A skilled agent needs its time; the others have shown what they are long before.
        final int longest = sharpe == SLOW_SHARPE ? 10_000 : 3_000;
        final LifeRow row = new LifeRow(
                sharpe,
                boundSigmas,
                pace,
                trials,
                lives(RuleSet.LIVE, sharpe, boundSigmas, pace, longest),
                lives(RuleSet.LITERAL, sharpe, boundSigmas, pace, longest),
                lives(RuleSet.NAIVE, sharpe, boundSigmas, pace, longest));
        progress.accept(String.format(
                Locale.ROOT,
                "lives: Sharpe %.2f, bound %.0f standard deviations, %d bars held and %d not",
                sharpe,
                boundSigmas,
                pace.heldBars(),
                pace.flatBars()));
        return row;
    }

    private Lives lives(RuleSet rules, double sharpe, double boundSigmas, TradePace pace, int longest) {
        final ChainTournament tournament = new ChainTournament(
                        settings, rules, settings.seasonBirths().orElse(1), sharpe, boundSigmas, pace, longest)
                .withSeed(plan.seed());
        return work.share(plan.lives(), tournament::watch, Lives::plus);
    }

    private BarRow bar() {
        final List<DecayLook> looks = settings.decayLooks();
        final RisingBar rising = new RisingBar(new BoundedTrades(target.sharpe(), BRACKET_SIGMAS), looks, plan.seed());
        final int agents = plan.lives() * BAR_AGENTS_PER_LIFE;
        final List<double[]> psrs = work.share(agents, rising::watch, Calibration::joined);
        final double[] found = rising.find(psrs, target.falseDeath());
        progress.accept("the rising bar");
        return new BarRow(
                target.sharpe(),
                target.falseDeath(),
                agents,
                looks.stream().map(DecayLook::closedTrades).toList(),
                DoubleStream.of(found)
                        .map(bar -> Math.min(bar, settings.decayConfidence()))
                        .boxed()
                        .toList(),
                looks.stream().map(DecayLook::minPsr).toList(),
                (double) RisingBar.ended(psrs, looks) / agents);
    }

    static <T> List<T> joined(List<T> first, List<T> second) {
        final List<T> both = new ArrayList<>(first);
        both.addAll(second);
        return both;
    }
}
