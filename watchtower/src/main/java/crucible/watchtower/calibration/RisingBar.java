package crucible.watchtower.calibration;

import crucible.model.Draw;
import crucible.model.Require;
import crucible.watchtower.lifecycle.DecayLook;
import crucible.watchtower.stat.Moments;
import crucible.watchtower.stat.ProbabilisticSharpe;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;

/**
 * Finds the rising bar by simulation: at each look, as large a part of the agents with the target skill is given up as at any
 * other, so that all looks together wrongly end {@code falseDeath} of them. No look asks for more than the one after it, nor
 * for more than {@code confidence}.
 *
 * @param targetSharpe true Sharpe ratio per trade of those who should stay
 * @param falseDeath part of them that may be ended over all looks
 * @param confidence the most that is ever asked for
 * @param seed of all draws
 */
public record RisingBar(double targetSharpe, double falseDeath, double confidence, long seed) {
    private static final double BOUND_SIGMAS = 5;

    public RisingBar {
        Require.positive("targetSharpe", targetSharpe);
        Require.that(falseDeath > 0 && falseDeath < 1, "falseDeath lies in (0, 1)", falseDeath);
        Require.that(confidence >= 0.5 && confidence < 1, "confidence lies in [0.5, 1)", confidence);
    }

    /**
     * A bar and what it does.
     *
     * @param looks the bar
     * @param ended part of the skilled agents that it ends over all looks together
     */
    public record Found(List<DecayLook> looks, double ended) {}

    /** PSR against 0 at each look, of each agent from {@code from} to before {@code to}. */
    public double[][] psrs(int from, int to, List<DecayLook> looks) {
        final BoundedTrades trades = new BoundedTrades(targetSharpe, BOUND_SIGMAS);
        final double[][] psrs = new double[to - from][looks.size()];
        for (int agent = from; agent < to; agent++) {
            final SplittableRandom random = new SplittableRandom(Draw.bits(seed, "rising bar", agent, 0, 0));
            final Moments moments = new Moments();
            for (int look = 0; look < looks.size(); look++) {
                while (moments.count() < looks.get(look).closedTrades()) {
                    moments.add(trades.next(random));
                }
                psrs[agent - from][look] = ProbabilisticSharpe.psr(moments, 0);
            }
        }
        return psrs;
    }

    /** The bar for these agents, at the closed trades of {@code looks}. */
    public Found find(double[][] psrs, List<DecayLook> looks) {
        final double[] bars = new double[looks.size()];
        final double share = falseDeath * psrs.length / looks.size();
        List<double[]> alive = List.of(psrs);
        for (int look = 0; look < bars.length; look++) {
            final int at = look;
            final double[] standing =
                    alive.stream().mapToDouble(psr -> psr[at]).sorted().toArray();
            final int given = (int) Math.round(share * (look + 1)) - (psrs.length - alive.size());
            bars[look] = Math.min(confidence, standing[Math.max(0, Math.min(given, standing.length - 1))]);
            alive = alive.stream().filter(psr -> psr[at] >= bars[at]).toList();
        }
        final List<DecayLook> found = new ArrayList<>();
        for (int look = 0; look < bars.length; look++) {
            found.add(new DecayLook(looks.get(look).closedTrades(), bars[look]));
        }
        return new Found(List.copyOf(found), ended(psrs, found));
    }

    /** Part of the agents that a bar ends. */
    public static double ended(double[][] psrs, List<DecayLook> looks) {
        final long ended = Arrays.stream(psrs)
                .filter(psr -> {
                    for (int look = 0; look < looks.size(); look++) {
                        if (psr[look] < looks.get(look).minPsr()) {
                            return true;
                        }
                    }
                    return false;
                })
                .count();
        return (double) ended / psrs.length;
    }
}
