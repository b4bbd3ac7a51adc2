package crucible.watchtower.stat;

/**
 * The deflated Sharpe ratio: PSR against what the best of many skill-free trials would show by luck. Bailey and López de
 * Prado, "The deflated Sharpe ratio", Journal of Portfolio Management 40 (2014). Everything is NaN where it does not
 * exist. Allocates nothing.
 */
public final class DeflatedSharpe {
    private static final double EULER_GAMMA = 0.5772156649015329;

    private DeflatedSharpe() {}

    /**
     * z(N): about how far the best of N independent standard normal draws lies above 0,
     * {@code (1 − γ)·Φ⁻¹(1 − 1/N) + γ·Φ⁻¹(1 − 1/(N·e))}. 0 at N = 1 and wherever the formula is negative; NaN below 1.
     * N need not be whole: correlated trials count for fewer.
     */
    public static double expectedMaximum(double trials) {
        if (!(trials >= 1 && trials < Double.POSITIVE_INFINITY)) {
            return Double.NaN;
        }
        if (trials == 1) {
            return 0;
        }
        final double first = -Normal.inverse(1 / trials);
        final double second = -Normal.inverse(1 / (trials * Math.E));
        return Math.max(0, (1 - EULER_GAMMA) * first + EULER_GAMMA * second);
    }

    /** The published hurdle for trials of equal length: {@code √variance · z(N)}; NaN for a negative variance. */
    public static double expectedMaximumSharpe(double trials, double varianceOfSharpes) {
        return varianceOfSharpes >= 0 && varianceOfSharpes < Double.POSITIVE_INFINITY
                ? Math.sqrt(varianceOfSharpes) * expectedMaximum(trials)
                : Double.NaN;
    }

    /**
     * Minimum backtest length in years: how long a history must be, so that the best of N skill-free trials on it is
     * expected to show no more than {@code annualSharpe}, {@code (z(N)/annualSharpe)²}. Bailey, Borwein, López de Prado
     * and Zhu, "Pseudo-mathematics and financial charlatanism", Notices of the AMS 61 (2014). NaN for a ratio not above
     * 0.
     */
    public static double minimumBacktestYears(double trials, double annualSharpe) {
        final double ratio = expectedMaximum(trials) / annualSharpe;
        return annualSharpe > 0 ? ratio * ratio : Double.NaN;
    }

    /**
     * The hurdle for a record of {@code n} observations among trials of unequal lengths: {@code √(V/n)·z(N)}, where each
     * trial enters as t = SR·√(its length) and V is the variance (divisor N − 1) of these t, taken as 1 if it is less:
     * luck alone spreads them by 1. Equal to the published hurdle where all lengths are n, and shrinking as the record
     * grows, where the published one, taken literally over short noisy trials, could never be met.
     */
    public static double scaledHurdle(double trials, double varianceOfT, double n) {
        if (!(varianceOfT >= 0 && n >= 1)) {
            return Double.NaN;
        }
        return expectedMaximumSharpe(trials, Math.max(1, varianceOfT) / n);
    }

    /** DSR by the published hurdle: {@code PSR(expectedMaximumSharpe)}; equal to PSR against 0 at N = 1. */
    public static double dsr(
            double sharpe, double n, double skewness, double kurtosis, double trials, double varianceOfSharpes) {
        return ProbabilisticSharpe.psr(sharpe, expectedMaximumSharpe(trials, varianceOfSharpes), n, skewness, kurtosis);
    }

    /** DSR of a series by the scaled hurdle. */
    public static double scaledDsr(Moments moments, double trials, double varianceOfT) {
        return ProbabilisticSharpe.psr(moments, scaledHurdle(trials, varianceOfT, (double) moments.count()));
    }

    /**
     * How many observations in all, not rounded, a record would need to pass PSR against 0 and scaled DSR at
     * {@code confidence}, if its Sharpe ratio, skewness and kurtosis and the trials stayed as they are:
     * {@code 1 + ((Φ⁻¹(confidence)·√(1 − skewness·SR + (kurtosis − 1)/4·SR²) + √V·z(N)) / SR)²}, from solving
     * {@code (SR − √(V/n)·z(N))·√(n − 1) = …} with {@code √((n − 1)/n)} taken as 1, which errs on the long side. NaN where
     * the Sharpe ratio is not above 0.
     */
    public static double observationsNeeded(Moments moments, double trials, double varianceOfT, double confidence) {
        final double sharpe = moments.sharpe();
        if (!(sharpe > 0 && confidence >= 0.5 && confidence < 1)) {
            return Double.NaN;
        }
        final double spread = ProbabilisticSharpe.spread(sharpe, moments.skewness(), moments.kurtosis());
        final double luck = scaledHurdle(trials, varianceOfT, 1);
        final double root = (Normal.inverse(confidence) * Math.sqrt(spread) + luck) / sharpe;
        return 1 + root * root;
    }
}
