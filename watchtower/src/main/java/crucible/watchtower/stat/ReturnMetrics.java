package crucible.watchtower.stat;

import crucible.model.Require;
import java.util.Arrays;

/**
 * Metrics of a series of simple returns, one per period, risk-free rate 0: computed when asked for, in batch, not for the
 * hot path. NaN where one does not exist. Immutable. Formulas: C. Bacon, "Practical portfolio performance measurement and
 * attribution" (2008), unless said otherwise.
 */
public final class ReturnMetrics {
    private final double[] returns;
    private final double periodsPerYear;
    private final double target;
    private final Moments moments;
    private final Wealth wealth;

    /**
     * @param returns finite simple returns, 0.01 = 1 %; may be empty
     * @param periodsPerYear for what is annualised, above 0; NaN where unknown, and then nothing annualised exists
     * @param target minimum acceptable return per period, for the downside deviation and Sortino ratio
     */
    public ReturnMetrics(double[] returns, double periodsPerYear, double target) {
        Require.that(
                Double.isNaN(periodsPerYear) || periodsPerYear > 0 && periodsPerYear < Double.POSITIVE_INFINITY,
                "periodsPerYear is finite and above 0",
                periodsPerYear);
        Require.that(Math.abs(target) < Double.POSITIVE_INFINITY, "target is finite", target);
        this.returns = returns.clone();
        this.periodsPerYear = periodsPerYear;
        this.target = target;
        this.moments = Moments.of(returns);
        this.wealth = Wealth.of(returns);
    }

    /** Count, mean, standard deviation, Sharpe ratio, skewness and kurtosis, per period. */
    public Moments moments() {
        return moments;
    }

    /** Product of 1 + r, less 1; NaN of nothing and where a return is below −1, after which nothing compounds. */
    public double totalReturn() {
        return wealth.last() - 1;
    }

    /** Geometric: {@code (1 + totalReturn)^(periodsPerYear / n) − 1}. */
    public double annualisedReturn() {
        return finite(StrictMath.pow(wealth.last(), periodsPerYear / returns.length) - 1);
    }

    /** Standard deviation times √periodsPerYear. */
    public double annualisedSd() {
        return moments.sd() * Math.sqrt(periodsPerYear);
    }

    /** Sharpe ratio times √periodsPerYear, which assumes returns without memory (Lo, 2002). */
    public double annualisedSharpe() {
        return moments.sharpe() * Math.sqrt(periodsPerYear);
    }

    /**
     * Square root of the mean of {@code min(r − target, 0)²} over all returns, divisor n. Rollinger and Hoffman, "Sortino:
     * a 'sharper' ratio" (2013).
     */
    public double downsideDeviation() {
        double sum = 0;
        for (double value : returns) {
            final double shortfall = Math.min(value - target, 0);
            sum += shortfall * shortfall;
        }
        return returns.length == 0 ? Double.NaN : Math.sqrt(sum / returns.length);
    }

    /** {@code (mean − target) / downsideDeviation}, per period; NaN where no return is below the target. */
    public double sortino() {
        return ratio(moments.mean() - target, downsideDeviation());
    }

    /** Sortino ratio times √periodsPerYear. */
    public double annualisedSortino() {
        return sortino() * Math.sqrt(periodsPerYear);
    }

    /** Largest part of the highest wealth so far that was lost, in [0, 1]; the start counts as the first peak. */
    public double maxDrawdown() {
        return wealth.maxDrawdown();
    }

    /** Longest number of periods below an earlier peak. */
    public double longestDrawdownPeriods() {
        return wealth.longestDrawdownPeriods();
    }

    /** Root mean square of the drawdowns at all periods. */
    public double ulcer() {
        return wealth.ulcer();
    }

    /** Mean of the drawdowns at all periods. */
    public double pain() {
        return wealth.pain();
    }

    /** {@code annualisedReturn / maxDrawdown}; NaN where nothing was ever lost. */
    public double calmar() {
        return ratio(annualisedReturn(), maxDrawdown());
    }

    /** {@code annualisedReturn / ulcer}; NaN where nothing was ever lost. */
    public double martin() {
        return ratio(annualisedReturn(), ulcer());
    }

    /** Sum of what returns are above {@code threshold} over the sum of what they are below; NaN where none is below. */
    public double omega(double threshold) {
        double above = 0;
        double below = 0;
        for (double value : returns) {
            above += Math.max(value - threshold, 0);
            below += Math.max(threshold - value, 0);
        }
        return ratio(above, below);
    }

    /** The 5 % quantile of the returns, linear between ranks (type 7 of Hyndman and Fan, 1996); a loss is negative. */
    public double valueAtRisk95() {
        if (returns.length == 0) {
            return Double.NaN;
        }
        final double[] sorted = returns.clone();
        Arrays.sort(sorted);
        final double rank = 0.05 * (sorted.length - 1);
        final int below = (int) rank;
        final double upper = sorted[Math.min(below + 1, sorted.length - 1)];
        return sorted[below] + (rank - below) * (upper - sorted[below]);
    }

    /** Expected shortfall (CVaR): mean of the returns at or below {@link #valueAtRisk95()}; a loss is negative. */
    public double expectedShortfall95() {
        final double limit = valueAtRisk95();
        double sum = 0;
        int count = 0;
        for (double value : returns) {
            if (value <= limit) {
                sum += value;
                count++;
            }
        }
        return ratio(sum, count);
    }

    /** Part of the returns above the target, in [0, 1]. */
    public double upShare() {
        int up = 0;
        for (double value : returns) {
            up += value > target ? 1 : 0;
        }
        return ratio(up, returns.length);
    }

    static double ratio(double numerator, double denominator) {
        return denominator > 0 ? finite(numerator / denominator) : Double.NaN;
    }

    private static double finite(double value) {
        return Math.abs(value) < Double.POSITIVE_INFINITY ? value : Double.NaN;
    }
}
