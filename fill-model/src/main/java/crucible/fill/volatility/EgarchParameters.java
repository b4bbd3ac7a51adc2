package crucible.fill.volatility;

import crucible.model.Require;
import crucible.model.StateForm;
import crucible.model.StateSink;

/**
 * An EGARCH(1,1): Nelson (1991), "Conditional heteroskedasticity in asset returns: a new approach". With r = μ + σ z,
 *
 * <pre>
 *   ln σ²(t) = ω + α (|z(t−1)| − κ) + γ z(t−1) + β ln σ²(t−1)
 * </pre>
 *
 * <p>α is the effect of a shock's <em>size</em> and γ that of its <em>sign</em>; some packages have the letters the other
 * way round. κ centres the size: E|z| of the law of z where this project fits, √(2/π) under either law elsewhere; another
 * κ is another ω and otherwise the same model. Variances are in squared units of the returns.
 *
 * @param mu mean return
 * @param omega constant
 * @param alpha effect of size
 * @param gamma effect of sign
 * @param beta persistence, in (−1, 1)
 * @param nu degrees of freedom of Student's t, above 2; infinite for the normal law
 * @param kappa what the size is centred by, in (0, 1]
 */
public record EgarchParameters(
        double mu, double omega, double alpha, double gamma, double beta, double nu, double kappa) {
    /** How parameters are stored. */
    public static final StateForm<EgarchParameters> FORM = new StateForm<>() {
        @Override
        public void show(EgarchParameters value, StateSink sink) {
            sink.field("mu", value.mu);
            sink.field("omega", value.omega);
            sink.field("alpha", value.alpha);
            sink.field("gamma", value.gamma);
            sink.field("beta", value.beta);
            sink.field("nu", value.nu);
            sink.field("kappa", value.kappa);
        }

        @Override
        public EgarchParameters read(StateSink sink) {
            return new EgarchParameters(
                    sink.field("mu", 0.0),
                    sink.field("omega", 0.0),
                    sink.field("alpha", 0.0),
                    sink.field("gamma", 0.0),
                    sink.field("beta", 0.0),
                    sink.field("nu", 0.0),
                    sink.field("kappa", 0.0));
        }
    };

    public EgarchParameters {
        finite("mu", mu);
        finite("omega", omega);
        finite("alpha", alpha);
        finite("gamma", gamma);
        Require.that(beta > -1 && beta < 1, "beta lies in (-1, 1)", beta);
        Require.that(nu > 2, "nu is above 2", nu);
        Require.that(kappa > 0 && kappa <= 1, "kappa lies in (0, 1]", kappa);
    }

    private static void finite(String name, double value) {
        Require.between(name, value, -Double.MAX_VALUE, Double.MAX_VALUE);
    }

    /** √(2 / π): E|z| of the normal law. */
    public static double normalKappa() {
        return Innovations.meanAbsolute(Innovations.NORMAL);
    }

    /** Log-variance of the return after {@code r}, whose own log-variance was {@code logVariance}. */
    double next(double logVariance, double r) {
        final double z = (r - mu) * StrictMath.exp(-0.5 * logVariance);
        return omega + alpha * (Math.abs(z) - kappa) + gamma * z + beta * logVariance;
    }

    /** E ln σ²: the level to which the log-variance returns. */
    public double longRunLogVariance() {
        return (omega + alpha * (Innovations.meanAbsolute(nu) - kappa)) / (1 - beta);
    }

    /** ln of the mean square of {@code returns} around μ: the log-variance that a path begins with unless told otherwise. */
    public double firstLogVariance(double[] returns) {
        return StrictMath.log(StandardReturns.variance(returns, mu));
    }
}
