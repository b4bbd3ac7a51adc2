package crucible.watchtower.stat;

/** From a ratio per period to one per q periods. NaN where it does not exist. Allocates nothing. */
public final class Annualisation {
    private Annualisation() {}

    /**
     * What a Sharpe ratio per period is multiplied by where returns have no memory: √q.
     *
     * @param periods q, above 0
     */
    public static double factor(double periods) {
        return periods > 0 && periods < Double.POSITIVE_INFINITY ? Math.sqrt(periods) : Double.NaN;
    }

    /**
     * The same where each return depends on the one before: {@code q / √(q + 2·Σ(q − k)·ρ^k)} over k from 1 to q − 1, for
     * an autoregression of first order. A. Lo, "The statistics of Sharpe ratios", Financial Analysts Journal 58 (2002).
     *
     * @param periods q, a whole number above 0
     * @param autocorrelation ρ of neighbouring returns, between −1 and 1
     */
    public static double factor(double periods, double autocorrelation) {
        if (!(periods >= 1 && periods == Math.rint(periods) && Math.abs(autocorrelation) < 1)) {
            return Double.NaN;
        }
        final double rest = 1 - autocorrelation;
        final double weighted =
                autocorrelation / rest * (periods - (1 - StrictMath.pow(autocorrelation, periods)) / rest);
        return periods / Math.sqrt(periods + 2 * weighted);
    }
}
