package crucible.fill.volatility;

import crucible.model.Require;
import org.hipparchus.special.Erf;

/** Variances that an EGARCH expects of the returns after a window. */
public final class EgarchForecast {
    private EgarchForecast() {}

    /**
     * E σ²(T + h) for h = 1 … {@code horizon}, given that of T + 1. Exact for the normal law, from E exp(b g(z)) with
     * g(z) = α (|z| − κ) + γ z. For Student's t only h = 1 exists: beyond it the expectation is infinite, and NaN here.
     */
    public static double[] expected(EgarchParameters parameters, double nextLogVariance, int horizon) {
        Require.between("horizon", horizon, 1, 1_000_000);
        final boolean normal = parameters.nu() == Innovations.NORMAL;
        final double[] variances = new double[horizon];
        double constant = 0;
        double power = 1;
        for (int h = 0; h < horizon; h++) {
            variances[h] = h == 0 || normal ? StrictMath.exp(constant + power * nextLogVariance) : Double.NaN;
            // One step further: the newest shock counts in full, and each older one by another β.
            constant += power * parameters.omega() + (normal ? logMomentOfShock(parameters, power) : 0);
            power *= parameters.beta();
        }
        return variances;
    }

    /**
     * exp E ln σ²(T + h): the geometric mean, which exists under either law and is less than the expectation. It is what
     * comes of carrying the recursion on with every shock at its mean.
     */
    public static double[] geometric(EgarchParameters parameters, double nextLogVariance, int horizon) {
        Require.between("horizon", horizon, 1, 1_000_000);
        final double level = parameters.longRunLogVariance();
        final double[] variances = new double[horizon];
        double beyond = nextLogVariance - level;
        for (int h = 0; h < horizon; h++) {
            variances[h] = StrictMath.exp(level + beyond);
            beyond *= parameters.beta();
        }
        return variances;
    }

    /** ln E exp(b g(z)) of a normal z. */
    private static double logMomentOfShock(EgarchParameters parameters, double b) {
        final double up = b * (parameters.gamma() + parameters.alpha());
        final double down = b * (parameters.alpha() - parameters.gamma());
        return -b * parameters.alpha() * parameters.kappa()
                + StrictMath.log(StrictMath.exp(up * up / 2) * normalCdf(up)
                        + StrictMath.exp(down * down / 2) * normalCdf(down));
    }

    private static double normalCdf(double x) {
        return 0.5 * Erf.erfc(-x / Math.sqrt(2));
    }
}
