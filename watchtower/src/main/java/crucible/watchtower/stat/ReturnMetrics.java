package crucible.watchtower.stat;

import crucible.model.Require;
import crucible.model.StateHolder;
import crucible.model.StateSink;

/**
 * Metrics of a stream of simple returns, one per period, risk-free rate 0: O(1) per return, allocates nothing, belongs
 * to one thread. A batch is the same stream at once ({@link #of}), so both agree to the last bit. NaN where one does not
 * exist. Formulas: C. Bacon, "Practical portfolio performance measurement and attribution" (2008), unless said otherwise.
 */
public final class ReturnMetrics implements StateHolder {
    private final double periodsPerYear;
    private final Moments moments = new Moments();
    private final Downside downside;
    private final Downside gainsAndLosses = new Downside(0);
    private final Drawdowns drawdowns = new Drawdowns();

    /**
     * @param periodsPerYear for what is annualised, above 0; NaN where unknown, and then nothing annualised exists
     * @param target minimum acceptable return per period, for the downside deviation and Sortino ratio
     */
    public ReturnMetrics(double periodsPerYear, double target) {
        Require.that(
                Double.isNaN(periodsPerYear) || periodsPerYear > 0 && periodsPerYear < Double.POSITIVE_INFINITY,
                "periodsPerYear is finite and above 0",
                periodsPerYear);
        this.periodsPerYear = periodsPerYear;
        this.downside = new Downside(target);
    }

    /** The metrics of all {@code returns}, which may be none. */
    public static ReturnMetrics of(double[] returns, double periodsPerYear, double target) {
        final ReturnMetrics metrics = new ReturnMetrics(periodsPerYear, target);
        for (double value : returns) {
            metrics.add(value);
        }
        return metrics;
    }

    /**
     * Takes in one simple return, 0.01 = 1 %. NaN or an infinity is an {@link IllegalArgumentException} and changes
     * nothing.
     */
    public void add(double value) {
        moments.add(value);
        downside.add(value);
        gainsAndLosses.add(value);
        drawdowns.add(value);
    }

    /** For what is annualised; NaN where unknown. */
    public double periodsPerYear() {
        return periodsPerYear;
    }

    /** Count, mean, standard deviation, Sharpe ratio, skewness and kurtosis, per period. */
    public Moments moments() {
        return moments;
    }

    /** What lies below and above the target. */
    public Downside downside() {
        return downside;
    }

    /** Depth and length of the falls from a peak. */
    public Drawdowns drawdowns() {
        return drawdowns;
    }

    /** Product of 1 + r, less 1; NaN of nothing and where a return is below −1, after which nothing compounds. */
    public double totalReturn() {
        return finite(drawdowns.wealth() - 1);
    }

    /** Sum of ln(1 + r); NaN where nothing is left. */
    public double logGrowth() {
        return finite(StrictMath.log(drawdowns.wealth()));
    }

    /** Geometric: {@code (1 + totalReturn)^(periodsPerYear / n) − 1}. */
    public double annualisedReturn() {
        // Not pow, which allocates.
        return finite(StrictMath.expm1(periodsPerYear / moments.count() * StrictMath.log(drawdowns.wealth())));
    }

    /** Standard deviation times √periodsPerYear. */
    public double annualisedSd() {
        return moments.sd() * Math.sqrt(periodsPerYear);
    }

    /** Sharpe ratio times √periodsPerYear, which assumes returns without memory (Lo, 2002). */
    public double annualisedSharpe() {
        return moments.sharpe() * Math.sqrt(periodsPerYear);
    }

    /** {@code annualisedReturn / annualisedSd}: growth instead of the mean on top. */
    public double geometricSharpe() {
        return moments.varies() ? finite(annualisedReturn() / annualisedSd()) : Double.NaN;
    }

    /** {@code (mean − target) / downside deviation}, per period; NaN where no return is below the target. */
    public double sortino() {
        return ratio(moments.mean() - downside.target(), downside.deviation());
    }

    /** Sortino ratio times √periodsPerYear. */
    public double annualisedSortino() {
        return sortino() * Math.sqrt(periodsPerYear);
    }

    /** {@code annualisedReturn / deepest drawdown}; NaN where nothing was ever lost. */
    public double calmar() {
        return ratio(annualisedReturn(), drawdowns.deepest());
    }

    /** {@code annualisedReturn / ulcer}; NaN where nothing was ever lost. */
    public double martin() {
        return ratio(annualisedReturn(), drawdowns.ulcer());
    }

    /** Sum of gains over sum of losses; NaN where there is no loss. */
    public double omega() {
        return gainsAndLosses.omega();
    }

    /** Half of Kelly's fraction for returns, {@code mean / (2·variance)}, per period. */
    public double kellyHalf() {
        return moments.varies() ? finite(moments.mean() / (2 * moments.sd() * moments.sd())) : Double.NaN;
    }

    @Override
    public void visit(StateSink sink) {
        sink.begin("returnMetrics", 1);
        moments.visit(sink);
        downside.visit(sink);
        gainsAndLosses.visit(sink);
        drawdowns.visit(sink);
        sink.end();
    }

    static double ratio(double numerator, double denominator) {
        return denominator > 0 ? finite(numerator / denominator) : Double.NaN;
    }

    static double finite(double value) {
        return Math.abs(value) < Double.POSITIVE_INFINITY ? value : Double.NaN;
    }
}
