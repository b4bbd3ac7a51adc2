package crucible.watchtower.evidence;

import crucible.model.Require;
import crucible.model.StateHolder;
import crucible.model.StateSink;

/**
 * Evidence against "the expected return is 0 or less, at every observation, whatever came before" that stays valid however
 * often one looks. One unit of wealth is split over the bets of a {@link BetMixture}; each return multiplies the wealth of a
 * bet of size λ by {@code 1 + λ·return}; the e-value is what all have together. Without an edge it is a fair game at
 * best, so the chance that it <em>ever</em> reaches 1/α is at most α (Ville, 1939). I. Waudby-Smith and A. Ramdas,
 * "Estimating means of bounded random variables by betting", JRSS B 86 (2024); A. Ramdas et al., "Game-theoretic statistics
 * and safe anytime-valid inference", Statistical Science 38 (2023).
 *
 * <p>That holds as long as no loss can be beyond the mixture's bound. A loss beyond it ruins for good every bet to which it
 * costs all, is counted, and leaves the process {@link Standing#BOUND_BROKEN}: what it has shown was shown under an
 * assumption that does not hold. Only {@link #unleveredValue} does not need the bound.
 *
 * <p>O(number of bets) per observation; allocates nothing; belongs to one thread. Wealth has no limits in either direction:
 * each bet carries a power of two beside its number.
 */
public final class EProcess implements StateHolder {
    /** Whether the assumption on losses has held so far. */
    public enum Standing {
        /** No loss was beyond the bound. */
        SOUND,
        /** A loss was beyond the bound: the e-value is no evidence until somebody has looked into it. */
        BOUND_BROKEN
    }

    private static final double LARGE = 0x1p512;
    private static final double SMALL = 0x1p-512;
    /** A larger gain is counted as this, which can only make the evidence weaker; no product overflows. */
    private static final double LARGEST_GAIN = 1e100;

    private final BetMixture bets;
    private final double threshold;

    /** Bet i has wealth[i] · 2^(512·scale[i]); 0 once it is ruined. */
    private double[] wealth;

    private long[] scale;
    private long count;
    private double maximum = 1;
    private long firstCrossing = -1;
    private long boundBreaks;
    /** Follows from the wealth. */
    private double value = 1;

    /**
     * @param bets what is bet
     * @param threshold e-value whose first crossing is remembered, finite and above 1
     */
    public EProcess(BetMixture bets, double threshold) {
        this.bets = Require.present("bets", bets);
        Require.that(
                threshold > 1 && threshold < Double.POSITIVE_INFINITY, "threshold is finite and above 1", threshold);
        this.threshold = threshold;
        scale = new long[bets.count()];
        wealth = new double[bets.count()];
        for (int i = 0; i < wealth.length; i++) {
            wealth[i] = bets.weight(i);
        }
    }

    /**
     * Takes in one return, 0.01 = 1 % of equity. NaN or an infinity is an {@link IllegalArgumentException} and changes
     * nothing.
     */
    public void add(double observed) {
        if (!(Math.abs(observed) < Double.POSITIVE_INFINITY)) {
            throw new IllegalArgumentException("required: an observation is finite, but was " + observed);
        }
        final double counted = Math.min(observed, LARGEST_GAIN);
        if (counted < -bets.lossBound()) {
            boundBreaks++;
        }
        for (int i = 0; i < wealth.length; i++) {
            final double after = wealth[i] * (1 + bets.size(i) * counted);
            wealth[i] = after >= SMALL && after <= LARGE ? after : scaled(i, after);
        }
        value = total(0);
        if (value > maximum) {
            maximum = value;
        }
        if (firstCrossing < 0 && value >= threshold) {
            firstCrossing = count;
        }
        count++;
    }

    /** How many returns were taken in. */
    public long count() {
        return count;
    }

    /**
     * The e-value now: 1 before the first return, 0 once every bet is ruined. The largest double stands for all that is
     * larger.
     */
    public double value() {
        return value;
    }

    /** The highest e-value so far, the 1 of the start included. */
    public double maximum() {
        return maximum;
    }

    /** Index, from 0, of the return at which the e-value first was at the threshold or above; −1 if it never was. */
    public long firstCrossing() {
        return firstCrossing;
    }

    /** How many losses were beyond the bound. */
    public long boundBreaks() {
        return boundBreaks;
    }

    /** Whether any loss was beyond the bound. */
    public Standing standing() {
        return boundBreaks == 0 ? Standing.SOUND : Standing.BOUND_BROKEN;
    }

    /**
     * What the bets below 1 alone would have made of one unit: an e-value that needs no bound on losses but that of an
     * account without leverage, and grows far more slowly.
     */
    public double unleveredValue() {
        double first = 0;
        int unlevered = 0;
        while (unlevered < wealth.length && bets.size(unlevered) < 1) {
            first += bets.weight(unlevered++);
        }
        return Math.min(total(wealth.length - unlevered) / first, Double.MAX_VALUE);
    }

    /** Beyond the range in which a product of two is exact enough: another power of two, or ruin. */
    private double scaled(int bet, double after) {
        if (after > LARGE) {
            scale[bet]++;
            return after * SMALL;
        }
        if (after > 0) {
            scale[bet]--;
            return after * LARGE;
        }
        return 0;
    }

    /** What all bets but the last {@code left} have together, at most the largest double. */
    private double total(int left) {
        final int last = wealth.length - left;
        double sum = 0;
        long scales = 0;
        for (int i = 0; i < last; i++) {
            sum += wealth[i];
            scales |= scale[i];
        }
        return scales == 0 ? sum : scaledTotal(last);
    }

    private double scaledTotal(int last) {
        long top = 0;
        boolean alive = false;
        for (int i = 0; i < last; i++) {
            if (wealth[i] > 0) {
                top = alive ? Math.max(top, scale[i]) : scale[i];
                alive = true;
            }
        }
        double sum = 0;
        for (int i = 0; i < last; i++) {
            final long below = top - scale[i];
            if (below >= 0 && below <= 2) {
                // What lies further down is less than the last digit, and slow to compute.
                sum += below == 0 ? wealth[i] : stepped(wealth[i], -below);
            }
        }
        if (top < -2) {
            return 0;
        }
        return top > 2 ? Double.MAX_VALUE : Math.min(stepped(sum, top), Double.MAX_VALUE);
    }

    /** Times 2^(512·steps), for steps from −2 to 2. */
    private static double stepped(double number, long steps) {
        final double factor = steps < 0 ? SMALL : LARGE;
        double result = number;
        for (long left = Math.abs(steps); left > 0; left--) {
            result *= factor;
        }
        return result;
    }

    @Override
    public void visit(StateSink sink) {
        sink.begin("eProcess", 1);
        wealth = sink.field("wealth", wealth, bets.count());
        scale = sink.field("scale", scale, bets.count());
        count = sink.field("count", count);
        maximum = sink.field("maximum", maximum);
        firstCrossing = sink.field("firstCrossing", firstCrossing);
        boundBreaks = sink.field("boundBreaks", boundBreaks);
        sink.end();
        value = total(0);
    }
}
