package crucible.watchtower.calibration;

import crucible.model.Require;
import crucible.watchtower.lifecycle.DecayLook;
import crucible.watchtower.lifecycle.DecayRule;
import crucible.watchtower.lifecycle.Finding;
import crucible.watchtower.stat.Moments;
import crucible.watchtower.stat.ProbabilisticSharpe;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.OptionalDouble;

/**
 * The rising bar of the decay rule, found by simulation: each look ends the same share of agents with the target's skill,
 * and all looks together end {@code falseDeath} of them. Immutable; any thread.
 */
public final class RisingBar {
    private final BoundedTrades trades;
    private final int[] looks;
    private final long seed;

    /**
     * @param trades of agents with the target's skill
     * @param looks closed trades at the looks, ascending, from 2 on
     * @param seed of all draws
     */
    public RisingBar(BoundedTrades trades, List<DecayLook> looks, long seed) {
        this.trades = Require.present("trades", trades);
        this.looks = looks.stream().mapToInt(DecayLook::closedTrades).toArray();
        Require.that(this.looks.length > 0 && this.looks[0] > 1, "the first look is at two trades or more", looks);
        this.seed = seed;
    }

    /** PSR of each agent from {@code first} to before {@code last} at each look. */
    public List<double[]> watch(int first, int last) {
        final List<double[]> psrs = new ArrayList<>();
        for (int agent = first; agent < last; agent++) {
            final ReturnLaw.Stream returns = trades.stream(seed, agent);
            final Moments record = new Moments();
            final double[] seen = new double[looks.length];
            for (int look = 0; look < looks.length; look++) {
                while (record.count() < looks[look]) {
                    record.add(returns.next());
                }
                seen[look] = ProbabilisticSharpe.psr(record, 0);
            }
            psrs.add(seen);
        }
        return psrs;
    }

    /**
     * The bar at each look.
     *
     * @param psrs as {@link #watch} gave them, of at least ten agents a look
     * @param falseDeath share of these agents that all looks together may end, in (0, 1)
     */
    public double[] find(List<double[]> psrs, double falseDeath) {
        Require.that(falseDeath > 0 && falseDeath < 1, "falseDeath lies in (0, 1)", falseDeath);
        final int share = (int) Math.round(psrs.size() * falseDeath / looks.length);
        Require.that(share >= 1, "there are at least " + looks.length / falseDeath + " agents", psrs.size());
        final double[] bar = new double[looks.length];
        List<double[]> alive = psrs;
        for (int look = 0; look < looks.length; look++) {
            final int at = look;
            final double[] sorted = alive.stream().mapToDouble(seen -> seen[at]).toArray();
            Arrays.sort(sorted);
            bar[look] = sorted[share];
            alive = alive.stream().filter(seen -> seen[at] >= bar[at]).toList();
        }
        return bar;
    }

    /** How many of these agents the rule ends at its looks. */
    public static int ended(List<double[]> psrs, List<DecayLook> looks) {
        final DecayRule rule = new DecayRule(looks, OptionalDouble.empty());
        int ended = 0;
        for (double[] seen : psrs) {
            boolean fails = false;
            for (int look = 0; look < seen.length; look++) {
                fails |= rule.at(look + 1, seen[look]) == Finding.FAIL;
            }
            ended += fails ? 1 : 0;
        }
        return ended;
    }
}
