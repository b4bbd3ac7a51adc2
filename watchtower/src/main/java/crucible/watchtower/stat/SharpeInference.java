package crucible.watchtower.stat;

/**
 * What a test of a Sharpe ratio at one look can and cannot find: López de Prado, Lipton and Zoonekynd, "How to use the
 * Sharpe ratio" (2025). The variance of the estimate is taken at the <em>supposed</em> true ratio and divided by n,
 * where {@link ProbabilisticSharpe} takes it at the observed one and divides by n − 1; the two are not to be mixed.
 *
 * <p>Ratios are per observation, kurtosis is Pearson's; NaN where something does not exist. Immutable.
 *
 * @param n observations
 * @param skewness of the returns
 * @param kurtosis of the returns
 */
public record SharpeInference(double n, double skewness, double kurtosis) {
    /** Standard deviation of the estimate if the true ratio is {@code sharpe}. */
    public double standardError(double sharpe) {
        return n >= 1 ? Math.sqrt(ProbabilisticSharpe.spread(sharpe, skewness, kurtosis) / n) : Double.NaN;
    }

    /** Probability that luck shows less than {@code observed} if the true ratio is {@code benchmark}. */
    public double psr(double observed, double benchmark) {
        return Normal.cdf((observed - benchmark) / standardError(benchmark));
    }

    /** The least ratio that a test of level {@code alpha} against {@code benchmark} accepts as skill. */
    public double criticalSharpe(double benchmark, double alpha) {
        return benchmark - Normal.inverse(alpha) * standardError(benchmark);
    }

    /** Power: probability that an agent whose true ratio is {@code sharpe} passes that test. */
    public double power(double sharpe, double benchmark, double alpha) {
        return Normal.cdf((sharpe - criticalSharpe(benchmark, alpha)) / standardError(sharpe));
    }

    /**
     * Share of false findings among all that pass such tests, if a part {@code skilled} of the agents has {@code sharpe} and
     * the others have {@code benchmark}.
     */
    public double falseDiscoveryRate(double sharpe, double benchmark, double alpha, double skilled) {
        return share(alpha, power(sharpe, benchmark, alpha), skilled);
    }

    /** The same for one agent that shows {@code observed}: among those that show at least as much. */
    public double observedFalseDiscoveryRate(double observed, double sharpe, double benchmark, double skilled) {
        final double byLuck = Normal.cdf((benchmark - observed) / standardError(benchmark));
        return share(byLuck, Normal.cdf((sharpe - observed) / standardError(sharpe)), skilled);
    }

    /**
     * Observations until {@code observed} would pass the test of level {@code alpha}; NaN where it is not above the
     * benchmark.
     */
    public double minTrackRecordLength(double observed, double benchmark, double alpha) {
        if (!(observed > benchmark && alpha > 0 && alpha <= 0.5)) {
            return Double.NaN;
        }
        final double ratio = Normal.inverse(alpha) / (observed - benchmark);
        return ProbabilisticSharpe.spread(benchmark, skewness, kurtosis) * ratio * ratio;
    }

    private static double share(double falsely, double truly, double skilled) {
        return skilled >= 0 && skilled <= 1
                ? ReturnMetrics.ratio(falsely * (1 - skilled), falsely * (1 - skilled) + truly * skilled)
                : Double.NaN;
    }
}
