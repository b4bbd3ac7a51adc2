package crucible.watchtower.stat;

import java.util.Arrays;

/**
 * What needs all returns at hand, sorted or in order: quantiles and tails, and how straight the growth was. Computed in
 * batch, not for the hot path. NaN where one does not exist. Immutable.
 */
public final class ReturnDistribution {
    private final double[] inOrder;
    private final double[] sorted;

    /** @param returns finite simple returns, in order of time; may be empty */
    public ReturnDistribution(double[] returns) {
        inOrder = returns.clone();
        sorted = returns.clone();
        Arrays.sort(sorted);
    }

    /**
     * The value below which a share of the returns lies, linear between ranks (type 7 of Hyndman and Fan, 1996).
     *
     * @param share in [0, 1]
     */
    public double quantile(double share) {
        if (sorted.length == 0 || !(share >= 0 && share <= 1)) {
            return Double.NaN;
        }
        final double rank = share * (sorted.length - 1);
        final int below = (int) rank;
        final double upper = sorted[Math.min(below + 1, sorted.length - 1)];
        return sorted[below] + (rank - below) * (upper - sorted[below]);
    }

    /** Historical value at risk: the quantile itself, as a return; a loss is negative. */
    public double valueAtRisk(double share) {
        return quantile(share);
    }

    /**
     * Expected shortfall (CVaR): mean of the returns at or below the value at risk, as a return. Of several returns that are
     * equal to it only as many count as have a rank at or below it: an agent that hardly ever trades must not look safe
     * because its many zeros are counted as its worst returns.
     */
    public double expectedShortfall(double share) {
        if (sorted.length == 0 || !(share >= 0 && share <= 1)) {
            return Double.NaN;
        }
        final int count = (int) (share * (sorted.length - 1)) + 1;
        double sum = 0;
        for (int i = 0; i < count; i++) {
            sum += sorted[i];
        }
        return sum / count;
    }

    /** Size of the 95 % quantile over that of the 5 % quantile: above 1, the good tail is longer. */
    public double tailRatio() {
        return ReturnMetrics.ratio(Math.abs(quantile(0.95)), Math.abs(quantile(0.05)));
    }

    /**
     * R² of a straight line through the sums of ln(1 + r): 1 for steady growth or decay. NaN where a return is −1 or
     * less.
     */
    public double stability() {
        final double[] time = new double[inOrder.length];
        final double[] growth = new double[inOrder.length];
        double sum = 0;
        for (int i = 0; i < inOrder.length; i++) {
            if (!(inOrder[i] > -1)) {
                return Double.NaN;
            }
            sum += StrictMath.log1p(inOrder[i]);
            time[i] = i;
            growth[i] = sum;
        }
        return LeastSquares.of(time, growth).rSquared();
    }
}
