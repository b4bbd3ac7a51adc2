package crucible.fill.volatility;

import org.hipparchus.special.Gamma;

/**
 * Standardised returns z of mean 0 and variance 1: Student's t with ν &gt; 2 degrees of freedom, scaled; ν = ∞ is the
 * normal law.
 */
final class Innovations {
    /** ν of the normal law. */
    static final double NORMAL = Double.POSITIVE_INFINITY;

    private static final double LOG_2_PI = StrictMath.log(2 * Math.PI);
    private static final double NORMAL_MEAN_ABSOLUTE = Math.sqrt(2 / Math.PI);

    private Innovations() {}

    /** E|z|: √(2 / π) for the normal law, √((ν − 2) / π) Γ((ν − 1) / 2) / Γ(ν / 2) for Student's t. */
    static double meanAbsolute(double nu) {
        return nu == NORMAL
                ? NORMAL_MEAN_ABSOLUTE
                : Math.sqrt((nu - 2) / Math.PI) * StrictMath.exp(Gamma.logGamma((nu - 1) / 2) - Gamma.logGamma(nu / 2));
    }

    /** Logarithm of the density at 0. */
    static double logDensityAtZero(double nu) {
        return nu == NORMAL
                ? -0.5 * LOG_2_PI
                : Gamma.logGamma((nu + 1) / 2) - Gamma.logGamma(nu / 2) - 0.5 * StrictMath.log(Math.PI * (nu - 2));
    }

    /** Logarithm of the density at z, less that at 0. */
    static double logDensityBeyondZero(double z, double nu) {
        return nu == NORMAL ? -0.5 * z * z : -(nu + 1) / 2 * StrictMath.log1p(z * z / (nu - 2));
    }
}
