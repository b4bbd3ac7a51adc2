package crucible.watchtower.evidence;

import crucible.model.Require;
import java.util.Arrays;

/**
 * The bets of an {@link EProcess}: how large each is, as a multiple of the wealth at stake, and which part of the first
 * unit of wealth it starts with. Immutable, shared by all processes of one bound.
 *
 * <p>A bet of size λ multiplies its wealth by {@code 1 + λ·return}; a loss of 1/λ ruins it. Bets below 1 cannot be ruined
 * by an account without leverage, whose worst return is −1. The others lie below 1/lossBound.
 */
public final class BetMixture {
    /** Smallest bound on a loss: beyond it bets would be so large that rounding decides. */
    private static final double LEAST_BOUND = 1e-9;

    /** Sizes that no loss of an account without leverage ruins, and their parts. */
    private static final double[] UNLEVERED = {0.5, 0.9};

    private static final double[] UNLEVERED_PARTS = {1 / 32.0, 2 / 32.0};

    /**
     * Sizes times the bound on the loss, and their parts: found by simulation. A bet grows fastest near
     * mean / variance; with losses bounded at 3 to 50 standard deviations and Sharpe ratios of 0.02 to 0.2 that is
     * anywhere from 0.1 to beyond 1 of the largest allowed bet, more often high than low. With these parts the median
     * time to 100 is 1.6 to 2.7 times MinTRL wherever the best single bet is an allowed one, which itself takes about
     * 1.5 times. Above 0.95 a loss of exactly the bound, as a bracket makes it, would cost nearly everything.
     */
    private static final double[] OF_THE_BOUND = {0.2, 0.3, 0.5, 0.7, 0.95};

    private static final double[] PARTS_OF_THE_BOUND = {3 / 32.0, 5 / 32.0, 6 / 32.0, 7 / 32.0, 8 / 32.0};

    private final double lossBound;
    private final double[] sizes;
    private final double[] weights;

    private BetMixture(double lossBound, double[] sizes, double[] weights) {
        this.lossBound = lossBound;
        this.sizes = sizes;
        this.weights = weights;
    }

    /**
     * Two bets that no unlevered loss ruins and five up to 0.95 / lossBound.
     *
     * @param lossBound the largest loss per observation that is believed in, as a part of equity, in [1e-9, 1]
     */
    public static BetMixture of(double lossBound) {
        Require.between("lossBound", lossBound, LEAST_BOUND, 1);
        final int free = UNLEVERED.length;
        final double[] sizes = Arrays.copyOf(UNLEVERED, free + OF_THE_BOUND.length);
        final double[] weights = Arrays.copyOf(UNLEVERED_PARTS, sizes.length);
        for (int i = 0; i < OF_THE_BOUND.length; i++) {
            sizes[free + i] = OF_THE_BOUND[i] / lossBound;
            weights[free + i] = PARTS_OF_THE_BOUND[i];
        }
        return new BetMixture(lossBound, sizes, weights);
    }

    /** The largest loss per observation that ruins no bet, as a part of equity. */
    public double lossBound() {
        return lossBound;
    }

    /** Number of bets. */
    public int count() {
        return sizes.length;
    }

    /** Size λ of bet {@code index}, from 0. */
    public double size(int index) {
        return sizes[index];
    }

    /** Part of the first unit of wealth that bet {@code index} starts with; all parts together are 1. */
    public double weight(int index) {
        return weights[index];
    }
}
