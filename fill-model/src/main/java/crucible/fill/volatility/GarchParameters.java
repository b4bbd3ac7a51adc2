package crucible.fill.volatility;

import crucible.model.Require;

/**
 * A GARCH(1,1): Bollerslev (1986), "Generalized autoregressive conditional heteroskedasticity". With r = μ + ε,
 *
 * <pre>
 *   σ²(t) = ω + α ε²(t−1) + β σ²(t−1)
 * </pre>
 *
 * <p>Fills do not use it: it is here to compare an EGARCH with.
 *
 * @param mu mean return
 * @param omega constant, above 0
 * @param alpha effect of a shock, not negative
 * @param beta effect of the variance before, not negative
 * @param nu degrees of freedom of Student's t, above 2; infinite for the normal law
 */
public record GarchParameters(double mu, double omega, double alpha, double beta, double nu) {
    public GarchParameters {
        Require.between("mu", mu, -Double.MAX_VALUE, Double.MAX_VALUE);
        Require.positive("omega", omega);
        Require.between("alpha", alpha, 0, Double.MAX_VALUE);
        Require.between("beta", beta, 0, Double.MAX_VALUE);
        Require.that(nu > 2, "nu is above 2", nu);
    }

    /** α + β: below 1 the variance returns to a level; at 1 and above, which a fit may find, there is none. */
    public double persistence() {
        return alpha + beta;
    }

    /** Variance to which the variance returns; NaN where there is none. */
    public double longRunVariance() {
        return persistence() < 1 ? omega / (1 - persistence()) : Double.NaN;
    }

    /** What a path begins with unless told otherwise: one step from the mean square of {@code returns} around μ. */
    public double firstVariance(double[] returns) {
        return omega + persistence() * StandardReturns.variance(returns, mu);
    }

    /** Variances expected of the returns 1 … {@code horizon} after one of variance {@code next}. */
    public double[] forecast(double next, int horizon) {
        final double[] variances = new double[(int) Require.positive("horizon", horizon)];
        variances[0] = next;
        for (int h = 1; h < horizon; h++) {
            variances[h] = omega + persistence() * variances[h - 1];
        }
        return variances;
    }
}
