package crucible.watchtower.calibration;

import crucible.model.Require;
import crucible.watchtower.WatchtowerSettings;
import crucible.watchtower.evidence.EProcess;
import crucible.watchtower.lifecycle.AnytimeGuard;
import crucible.watchtower.lifecycle.Finding;
import crucible.watchtower.lifecycle.PromotionRule;
import crucible.watchtower.stat.Moments;
import crucible.watchtower.stat.ProbabilisticSharpe;
import crucible.watchtower.stat.RollingMoments;

/**
 * Agents without skill, each looked at after every observation: how many the guard would ever have let through, and how many
 * a plain look at PSR. Losses beyond the bound are taken as seen by an operator, so they bar nobody, and PSR and DSR, which
 * promotion asks for beside the guard, are left out: both can only add promotions here. Immutable; any thread.
 */
public final class NullTournament {
    /** Standard deviation of a bar that the default bound of 10 % is 20 of: 0.5 %, as a lively 5m bar has. */
    public static final double USUAL_BOUND_SIGMAS = 20;
    /** The largest bets that make sense: every loss of a bracket is the bound itself. */
    public static final double TIGHT_BOUND_SIGMAS = 5;
    /** The plain look begins here. */
    private static final int NAIVE_FROM = 30;
    /** The plain rolling look is at the newest 401 to 500 observations. */
    private static final int ROLLING_BLOCK = 100;

    private static final int ROLLING_BLOCKS = 5;

    private final WatchtowerSettings settings;
    private final ReturnLaw law;
    private final int observations;
    private final double boundSigmas;
    private final long seed;

    /**
     * @param settings the live rules
     * @param law how returns come about
     * @param observations of each agent, 1 or more
     * @param boundSigmas standard deviations of a return that the believed bound on a loss is, above 1
     * @param seed of all draws
     */
    public NullTournament(WatchtowerSettings settings, ReturnLaw law, int observations, double boundSigmas, long seed) {
        this.settings = Require.present("settings", settings);
        this.law = Require.present("law", law);
        this.observations = (int) Require.positive("observations", (long) observations);
        Require.that(boundSigmas > 1, "boundSigmas is above 1", boundSigmas);
        this.boundSigmas = boundSigmas;
        this.seed = seed;
    }

    /** Watches the agents from {@code first} to before {@code last}. */
    public NullCount watch(int first, int last) {
        NullCount sum = NullCount.NONE;
        for (int agent = first; agent < last; agent++) {
            sum = sum.plus(watch(agent));
        }
        return sum;
    }

    private NullCount watch(int agent) {
        final ReturnLaw.Stream returns = law.stream(seed, agent);
        final double sigma = settings.lossBound().orElse(1) / boundSigmas;
        return watch(settings, () -> sigma * returns.next(), observations);
    }

    /**
     * Watches one agent.
     *
     * @param settings the live rules
     * @param returns per observation, as parts of equity
     * @param observations how many, 1 or more
     */
    public static NullCount watch(WatchtowerSettings settings, ReturnLaw.Stream returns, int observations) {
        final PromotionRule naive = new PromotionRule(settings.promoteConfidence());
        final EProcess betting = settings.newEProcess();
        final Moments all = new Moments();
        final RollingMoments newest = new RollingMoments(ROLLING_BLOCKS);
        final Moments window = new Moments();
        boolean expanding = false;
        boolean rolling = false;
        for (int i = 0; i < observations; i++) {
            // Nobody loses more than all; only laws without a bound come near it.
            final double value = Math.max(-1, returns.next());
            betting.add(value);
            all.add(value);
            expanding = expanding || i + 1 >= NAIVE_FROM && looksSure(naive, all);
            if (!rolling) {
                newest.addToBlock(value, i / ROLLING_BLOCK);
                if (i + 1 >= NAIVE_FROM) {
                    newest.mergeInto(window);
                    rolling = looksSure(naive, window);
                }
            }
        }
        return new NullCount(
                1,
                passes(new AnytimeGuard(1, settings.promoteConfidence()), betting),
                settings.guard().isPresent() ? passes(settings.guard().get(), betting) : 0,
                expanding ? 1 : 0,
                rolling ? 1 : 0,
                betting.boundBreaks() > 0 ? 1 : 0);
    }

    private static boolean looksSure(PromotionRule naive, Moments moments) {
        return moments.mean() > 0 && naive.atPsr(ProbabilisticSharpe.psr(moments, 0)) == Finding.PASS;
    }

    private static int passes(AnytimeGuard guard, EProcess betting) {
        return guard.at(betting.maximum(), 0) == Finding.PASS ? 1 : 0;
    }
}
