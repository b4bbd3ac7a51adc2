package crucible.fill.volatility;

/**
 * The variances that an EGARCH sees in a series of returns, and how likely it makes them.
 *
 * @param logVariances of each return, before it was known
 * @param nextLogVariance of the return after the last
 * @param logLikelihood sum of the log densities of all returns
 */
public record EgarchPath(double[] logVariances, double nextLogVariance, double logLikelihood) {
    /** The path of {@code parameters} through {@code returns}, of which the first has {@code firstLogVariance}. */
    public static EgarchPath of(EgarchParameters parameters, double[] returns, double firstLogVariance) {
        final double[] logVariances = new double[returns.length];
        final double nu = parameters.nu();
        double h = firstLogVariance;
        double logLikelihood = returns.length * Innovations.logDensityAtZero(nu);
        for (int i = 0; i < returns.length; i++) {
            logVariances[i] = h;
            final double z = (returns[i] - parameters.mu()) * StrictMath.exp(-0.5 * h);
            logLikelihood += Innovations.logDensityBeyondZero(z, nu) - 0.5 * h;
            h = parameters.next(h, returns[i]);
        }
        return new EgarchPath(logVariances, h, logLikelihood);
    }
}
