package crucible.watchtower.calibration;

import crucible.model.Require;
import crucible.watchtower.evidence.BetMixture;
import crucible.watchtower.evidence.EProcess;
import crucible.watchtower.stat.Moments;
import crucible.watchtower.stat.ProbabilisticSharpe;

/**
 * Agents without skill, each watched at every observation: how many would ever be promoted. Stateless; agents may be spread
 * over threads by their numbers, and the counts put together in any order.
 *
 * @param law how their returns come about
 * @param boundSigmas the bound on the loss, in standard deviations of a return: the smaller, the larger the bets
 * @param observations how long each is watched
 * @param seed of all draws
 */
public record NullTournament(ReturnLaw law, double boundSigmas, int observations, long seed) {
    /** The e-value of one agent at 99 %. */
    public static final double SINGLE = 100;
    /** The e-value of one of 200 agents that share 1 %. */
    public static final double OF_A_SEASON = 20_000;

    private static final double BOUND = 0.1;
    private static final int FIRST_NAIVE_LOOK = 30;
    private static final double CONFIDENCE = 0.99;

    public NullTournament {
        Require.present("law", law);
        Require.positive("boundSigmas", boundSigmas);
        Require.positive("observations", (long) observations);
    }

    /**
     * What became of some agents.
     *
     * @param agents how many there were
     * @param promoted whose e-value ever reached {@link #SINGLE}
     * @param promotedInSeason whose e-value ever reached {@link #OF_A_SEASON}
     * @param naive whose PSR against 0 ever was 99 % from the thirtieth observation on
     * @param broken who had a loss beyond the bound
     */
    public record Count(long agents, long promoted, long promotedInSeason, long naive, long broken) {
        /** Nobody. */
        public static final Count NONE = new Count(0, 0, 0, 0, 0);

        /** Both together. */
        public Count plus(Count other) {
            return new Count(
                    agents + other.agents,
                    promoted + other.promoted,
                    promotedInSeason + other.promotedInSeason,
                    naive + other.naive,
                    broken + other.broken);
        }

        /** With 95 % confidence no more than this share would ever be promoted at {@link #SINGLE}. */
        public double upper95() {
            return Binomial.upperBound(promoted, agents, 0.95);
        }
    }

    /** Plays the agents from {@code from} to before {@code to}. */
    public Count play(int from, int to) {
        long promoted = 0;
        long inSeason = 0;
        long naive = 0;
        long broken = 0;
        for (int agent = from; agent < to; agent++) {
            final EProcess process = new EProcess(BetMixture.of(BOUND), SINGLE);
            naive += watch(law.stream(seed, agent), process) ? 1 : 0;
            promoted += process.maximum() >= SINGLE ? 1 : 0;
            inSeason += process.maximum() >= OF_A_SEASON ? 1 : 0;
            broken += process.standing() == EProcess.Standing.BOUND_BROKEN ? 1 : 0;
        }
        return new Count(to - from, promoted, inSeason, naive, broken);
    }

    /** Whether PSR alone would ever have promoted it. */
    private boolean watch(ReturnLaw.Stream returns, EProcess process) {
        final Moments moments = new Moments();
        boolean naive = false;
        for (int i = 1; i <= observations; i++) {
            final double observed = returns.next();
            process.add(BOUND / boundSigmas * observed);
            if (!naive) {
                moments.add(observed);
                naive = i >= FIRST_NAIVE_LOOK && ProbabilisticSharpe.psr(moments, 0) >= CONFIDENCE;
            }
        }
        return naive;
    }
}
