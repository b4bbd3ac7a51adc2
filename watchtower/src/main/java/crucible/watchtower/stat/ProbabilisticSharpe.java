package crucible.watchtower.stat;

/**
 * The probabilistic Sharpe ratio: how sure one may be that a true Sharpe ratio is above a benchmark. Bailey and López de
 * Prado, "The Sharpe ratio efficient frontier", Journal of Risk 15 (2012).
 *
 * <p>Sharpe ratios are per observation, with standard deviations of divisor n − 1; skewness and Pearson kurtosis (normal
 * law: 3) have divisor n. Everything is NaN where it does not exist: fewer than two observations, an argument that is
 * NaN or infinite, or {@code 1 − skewness·SR + (kurtosis − 1)/4·SR²} not above 0. Allocates nothing.
 */
public final class ProbabilisticSharpe {
    private ProbabilisticSharpe() {}

    /** Standard error of an observed Sharpe ratio: {@code √((1 − skewness·SR + (kurtosis − 1)/4·SR²) / (n − 1))}. */
    public static double standardError(double sharpe, double n, double skewness, double kurtosis) {
        return n >= 2 && n < Double.POSITIVE_INFINITY
                ? Math.sqrt(spread(sharpe, skewness, kurtosis) / (n - 1))
                : Double.NaN;
    }

    /** PSR: {@code Φ((SR − benchmark) / standardError)}, in [0, 1]. */
    public static double psr(double sharpe, double benchmark, double n, double skewness, double kurtosis) {
        return Normal.cdf((sharpe - finite(benchmark)) / standardError(sharpe, n, skewness, kurtosis));
    }

    /** PSR of a series. */
    public static double psr(Moments moments, double benchmark) {
        return psr(moments.sharpe(), benchmark, (double) moments.count(), moments.skewness(), moments.kurtosis());
    }

    /**
     * Minimum track record length: the number of observations, not rounded, at which PSR would reach {@code confidence}
     * with these statistics: {@code 1 + (1 − skewness·SR + (kurtosis − 1)/4·SR²)·(Φ⁻¹(confidence)/(SR − benchmark))²}.
     * NaN where no length would do (SR not above the benchmark) and for a confidence outside [0.5, 1).
     */
    public static double minTrackRecordLength(
            double sharpe, double benchmark, double skewness, double kurtosis, double confidence) {
        if (!(sharpe > finite(benchmark) && confidence >= 0.5 && confidence < 1)) {
            return Double.NaN;
        }
        final double ratio = Normal.inverse(confidence) / (sharpe - benchmark);
        return 1 + spread(sharpe, skewness, kurtosis) * ratio * ratio;
    }

    /** Variance of the Sharpe estimate times n − 1: 1 + SR²/2 for the normal law, more under fat or left tails. */
    static double spread(double sharpe, double skewness, double kurtosis) {
        final double spread = 1 - skewness * sharpe + (kurtosis - 1) / 4 * sharpe * sharpe;
        return spread > 0 && spread < Double.POSITIVE_INFINITY ? spread : Double.NaN;
    }

    private static double finite(double benchmark) {
        return Math.abs(benchmark) < Double.POSITIVE_INFINITY ? benchmark : Double.NaN;
    }
}
