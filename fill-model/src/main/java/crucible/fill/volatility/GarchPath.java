package crucible.fill.volatility;

/**
 * The variances that a GARCH sees in a series of returns, and how likely it makes them.
 *
 * @param variances of each return, before it was known
 * @param nextVariance of the return after the last
 * @param logLikelihood sum of the log densities of all returns
 */
public record GarchPath(double[] variances, double nextVariance, double logLikelihood) {
    /** The path of {@code parameters} through {@code returns}, of which the first has {@code firstVariance}. */
    public static GarchPath of(GarchParameters parameters, double[] returns, double firstVariance) {
        final double[] variances = new double[returns.length];
        final double nu = parameters.nu();
        double variance = firstVariance;
        double logLikelihood = returns.length * Innovations.logDensityAtZero(nu);
        for (int i = 0; i < returns.length; i++) {
            variances[i] = variance;
            final double residual = returns[i] - parameters.mu();
            logLikelihood += Innovations.logDensityBeyondZero(residual / Math.sqrt(variance), nu)
                    - 0.5 * StrictMath.log(variance);
            variance = parameters.omega() + parameters.alpha() * residual * residual + parameters.beta() * variance;
        }
        return new GarchPath(variances, variance, logLikelihood);
    }
}
