package crucible.watchtower.calibration;

import crucible.model.Draw;
import crucible.model.Require;
import crucible.watchtower.evidence.BetMixture;
import crucible.watchtower.evidence.EProcess;
import crucible.watchtower.stat.Moments;
import crucible.watchtower.stat.ProbabilisticSharpe;
import java.util.SplittableRandom;

/**
 * Agents with skill, whose trades are Student-t(4) with losses cut off at the bound as brackets do it: when each would be
 * promoted. Stateless; agents may be spread over threads by their numbers.
 *
 * @param sharpe true Sharpe ratio per trade, above 0
 * @param boundSigmas the bound on the loss, in standard deviations of a trade
 * @param seed of all draws
 */
public record PowerTrial(double sharpe, double boundSigmas, long seed) {
    private static final double BOUND = 0.1;
    private static final double CONFIDENCE = 0.99;
    private static final int FIRST_NAIVE_LOOK = 30;
    private static final double LONGEST = 20;

    public PowerTrial {
        Require.positive("sharpe", sharpe);
        Require.positive("boundSigmas", boundSigmas);
    }

    /** How long a record PSR against 0 needs at 99 %, were it looked at once and bell-shaped. */
    public double minTrackRecordLength() {
        return ProbabilisticSharpe.minTrackRecordLength(sharpe, 0, 0, 3, CONFIDENCE);
    }

    /**
     * Trades until the e-value reaches 100 and until PSR is 99 % from the thirtieth on, of each agent from {@code from} to
     * before {@code to}; who has not come there after 20 times {@link #minTrackRecordLength} has that number.
     *
     * @return the first at 2·i, the second at 2·i + 1
     */
    public long[] times(int from, int to) {
        final BoundedTrades trades = new BoundedTrades(sharpe, boundSigmas);
        // Rounding must not push a loss of exactly the bound beyond it.
        final double sigma = BOUND / boundSigmas * (1 - 1e-12);
        final long longest = (long) (LONGEST * minTrackRecordLength());
        final long[] times = new long[2 * (to - from)];
        for (int agent = from; agent < to; agent++) {
            final SplittableRandom random = new SplittableRandom(Draw.bits(seed, "trade", agent, 0, 0));
            final EProcess process = new EProcess(BetMixture.of(BOUND), NullTournament.SINGLE);
            final Moments moments = new Moments();
            long naive = longest;
            while (process.count() < longest && (process.firstCrossing() < 0 || naive == longest)) {
                final double trade = trades.next(random);
                process.add(sigma * trade);
                if (naive == longest) {
                    moments.add(trade);
                    final boolean passes =
                            moments.count() >= FIRST_NAIVE_LOOK && ProbabilisticSharpe.psr(moments, 0) >= CONFIDENCE;
                    naive = passes ? moments.count() : naive;
                }
            }
            times[2 * (agent - from)] = process.firstCrossing() < 0 ? longest : process.firstCrossing() + 1;
            times[2 * (agent - from) + 1] = naive;
        }
        return times;
    }
}
