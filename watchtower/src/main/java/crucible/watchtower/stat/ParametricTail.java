package crucible.watchtower.stat;

/**
 * Bad returns as a law with given moments would have them; a loss is negative. Standard deviations have divisor n or n −
 * 1, as the caller has it: both are in use, and they are not to be mixed. NaN where one does not exist. Allocates
 * nothing.
 */
public final class ParametricTail {
    private static final double INV_SQRT_2PI = 0.398942280401432677939946059934;

    private ParametricTail() {}

    /** Quantile of the normal law: {@code mean + sd·Φ⁻¹(share)}. */
    public static double valueAtRisk(double mean, double sd, double share) {
        return ReturnMetrics.finite(mean + sd * Normal.inverse(share));
    }

    /** Mean of the normal law below that quantile: {@code mean − sd·φ(Φ⁻¹(share))/share}. */
    public static double expectedShortfall(double mean, double sd, double share) {
        final double z = Normal.inverse(share);
        return ReturnMetrics.finite(mean - sd * INV_SQRT_2PI * StrictMath.exp(-z * z / 2) / share);
    }

    /**
     * The quantile moved by skewness and kurtosis (Cornish and Fisher, 1938; "modified value at risk"). Only near the
     * normal law: far from it the formula is not even monotonic.
     *
     * @param kurtosis Pearson's
     */
    public static double cornishFisher(double mean, double sd, double skewness, double kurtosis, double share) {
        final double z = Normal.inverse(share);
        final double moved = z
                + (z * z - 1) * skewness / 6
                + (z * z * z - 3 * z) * (kurtosis - 3) / 24
                - (2 * z * z * z - 5 * z) * skewness * skewness / 36;
        return ReturnMetrics.finite(mean + sd * moved);
    }
}
