package crucible.watchtower.stat;

/** The standard normal law: distribution function and its inverse, to nearly full double precision in both tails. */
public final class Normal {
    private static final double SQRT_32 = 5.656854249492380195206754896838;
    private static final double INV_SQRT_2PI = 0.398942280401432677939946059934;
    /** Below 0.67448975 ≈ Φ⁻¹(3/4) the function is nearly linear and has an approximation of its own. */
    private static final double CENTRE = 0.67448975;

    /** Φ(−39) is below the smallest double. */
    private static final double LAST = 39;

    private static final double[] A = {
        2.2352520354606839287,
        161.02823106855587881,
        1067.6894854603709582,
        18154.981253343561249,
        0.065682337918207449113
    };
    private static final double[] B = {
        47.20258190468824187, 976.09855173777669322, 10260.932208618978205, 45507.789335026729956
    };
    private static final double[] C = {
        0.39894151208813466764,
        8.8831497943883759412,
        93.506656132177855979,
        597.27027639480026226,
        2494.5375852903726711,
        6848.1904505362823326,
        11602.651437647350124,
        9842.7148383839780218,
        1.0765576773720192317e-8
    };
    private static final double[] D = {
        22.266688044328115691,
        235.38790178262499861,
        1519.377599407554805,
        6485.558298266760755,
        18615.571640885098091,
        34900.952721145977266,
        38912.003286093271411,
        19685.429676859990727
    };
    private static final double[] P = {
        0.21589853405795699,
        0.1274011611602473639,
        0.022235277870649807,
        0.001421619193227893466,
        2.9112874951168792e-5,
        0.02307344176494017303
    };
    private static final double[] Q = {
        1.28426009614491121, 0.468238212480865118, 0.0659881378689285515, 0.00378239633202758244, 7.29751555083966205e-5
    };

    private static final double[] CENTRAL_NUMERATOR = {
        2.5090809287301226727e3, 3.3430575583588128105e4, 6.7265770927008700853e4, 4.5921953931549871457e4,
        1.3731693765509461125e4, 1.9715909503065514427e3, 1.3314166789178437745e2, 3.3871328727963666080e0
    };
    private static final double[] CENTRAL_DENOMINATOR = {
        5.2264952788528545610e3, 2.8729085735721942674e4, 3.9307895800092710610e4, 2.1213794301586595867e4,
        5.3941960214247511077e3, 6.8718700749205790830e2, 4.2313330701600911252e1, 1.0
    };
    private static final double[] NEAR_NUMERATOR = {
        7.74545014278341407640e-4, 2.27238449892691845833e-2, 2.41780725177450611770e-1, 1.27045825245236838258e0,
        3.64784832476320460504e0, 5.76949722146069140550e0, 4.63033784615654529590e0, 1.42343711074968357734e0
    };
    private static final double[] NEAR_DENOMINATOR = {
        1.05075007164441684324e-9, 5.47593808499534494600e-4, 1.51986665636164571966e-2, 1.48103976427480074590e-1,
        6.89767334985100004550e-1, 1.67638483018380384940e0, 2.05319162663775882187e0, 1.0
    };
    private static final double[] FAR_NUMERATOR = {
        2.01033439929228813265e-7, 2.71155556874348757815e-5, 1.24266094738807843860e-3, 2.65321895265761230930e-2,
        2.96560571828504891230e-1, 1.78482653991729133580e0, 5.46378491116411436990e0, 6.65790464350110377720e0
    };
    private static final double[] FAR_DENOMINATOR = {
        2.04426310338993978564e-15, 1.42151175831644588870e-7, 1.84631831751005468180e-5, 7.86869131145613259100e-4,
        1.48753612908506148525e-2, 1.36929880922735805310e-1, 5.99832206555887937690e-1, 1.0
    };

    private Normal() {}

    /**
     * Φ(z) = P(Z ≤ z). Relative error below 4e-15, also far out in the lower tail; NaN for NaN. Source: W. J. Cody,
     * "Rational Chebyshev approximations for the error function", Math. Comp. 23 (1969), and Algorithm 715, ACM TOMS 19
     * (1993).
     */
    public static double cdf(double z) {
        if (Double.isNaN(z)) {
            return Double.NaN;
        }
        final double y = Math.abs(z);
        if (y <= CENTRE) {
            return 0.5 + central(z);
        }
        if (y > LAST) {
            return z > 0 ? 1 : 0;
        }
        final double tail = y <= SQRT_32 ? nearTail(y) : farTail(y);
        return z > 0 ? 1 - tail : tail;
    }

    /**
     * Φ⁻¹(p), for p in (0, 1); −∞ at 0, +∞ at 1, NaN elsewhere. Relative error below 1e-15. Source: M. J. Wichura,
     * "Algorithm AS 241: the percentage points of the normal distribution", Applied Statistics 37 (1988), PPND16. For an
     * upper tail probability q use {@code -inverse(q)}, which keeps the digits that {@code 1 - q} loses.
     */
    public static double inverse(double p) {
        if (!(p >= 0 && p <= 1)) {
            return Double.NaN;
        }
        if (p == 0 || p == 1) {
            return p == 0 ? Double.NEGATIVE_INFINITY : Double.POSITIVE_INFINITY;
        }
        final double q = p - 0.5;
        if (Math.abs(q) <= 0.425) {
            final double r = 0.180625 - q * q;
            return q * polynomial(CENTRAL_NUMERATOR, r) / polynomial(CENTRAL_DENOMINATOR, r);
        }
        final double r = StrictMath.sqrt(-StrictMath.log(q < 0 ? p : 1 - p));
        final double z = r <= 5
                ? polynomial(NEAR_NUMERATOR, r - 1.6) / polynomial(NEAR_DENOMINATOR, r - 1.6)
                : polynomial(FAR_NUMERATOR, r - 5) / polynomial(FAR_DENOMINATOR, r - 5);
        return q < 0 ? -z : z;
    }

    private static double central(double z) {
        final double square = z * z;
        double numerator = A[4] * square;
        double denominator = square;
        for (int i = 0; i < 3; i++) {
            numerator = (numerator + A[i]) * square;
            denominator = (denominator + B[i]) * square;
        }
        return z * (numerator + A[3]) / (denominator + B[3]);
    }

    private static double nearTail(double y) {
        double numerator = C[8] * y;
        double denominator = y;
        for (int i = 0; i < 7; i++) {
            numerator = (numerator + C[i]) * y;
            denominator = (denominator + D[i]) * y;
        }
        return bell(y) * (numerator + C[7]) / (denominator + D[7]);
    }

    private static double farTail(double y) {
        final double inverseSquare = 1 / (y * y);
        double numerator = P[5] * inverseSquare;
        double denominator = inverseSquare;
        for (int i = 0; i < 4; i++) {
            numerator = (numerator + P[i]) * inverseSquare;
            denominator = (denominator + Q[i]) * inverseSquare;
        }
        final double ratio = inverseSquare * (numerator + P[4]) / (denominator + Q[4]);
        return bell(y) * (INV_SQRT_2PI - ratio) / y;
    }

    /** exp(−y²/2), with y split so that the square of its first part is exact. */
    private static double bell(double y) {
        final double sixteenths = Math.floor(y * 16) / 16;
        final double rest = (y - sixteenths) * (y + sixteenths);
        return StrictMath.exp(-sixteenths * sixteenths * 0.5) * StrictMath.exp(-rest * 0.5);
    }

    private static double polynomial(double[] coefficients, double x) {
        double sum = 0;
        for (double coefficient : coefficients) {
            sum = sum * x + coefficient;
        }
        return sum;
    }
}
