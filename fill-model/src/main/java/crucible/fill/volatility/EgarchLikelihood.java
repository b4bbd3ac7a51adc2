package crucible.fill.volatility;

import java.util.Arrays;
import java.util.List;
import java.util.function.ToDoubleFunction;

/**
 * Log-likelihood of an EGARCH(1,1) on standardised returns, as a function of numbers that are all of the order of one and
 * depend on each other as little as they can: mean, long-run log-variance, size, sign, persistence, and tails as 1 / ν.
 */
final class EgarchLikelihood implements ToDoubleFunction<double[]> {
    /** Place of the tails among the numbers, where the law has any. */
    static final int TAILS = 5;

    private static final int PERSISTENCE = 4;

    private static final double MU = 0.1;
    private static final double ALPHA = 0.2;
    private static final double GAMMA = 0.1;
    private static final double INVERSE_NU = 0.2;

    /** Means in 0.1 deviations, levels in logs, sizes in 0.2, signs in 0.1, atanh β, 1 / ν in 0.2: ν from 2.04 to 500. */
    private static final double[] LOWER = {-30, -12, -1, -20, -1, 0.01};

    private static final double[] UPPER = {30, 12, 10, 20, 5, 2.45};

    /** A path that leaves these log-variances is held there, so that every point has a likelihood. */
    private static final double MOST_LOG_VARIANCE = 60;

    /** Factors are multiplied up to here before a logarithm is taken of all at once. */
    private static final double LARGE = 1e100;

    private final double[] returns;
    private final boolean tails;
    private final double firstLogVariance;

    /** @param firstLogVariance of the standardised returns; NaN: that of their mean square around the mean */
    EgarchLikelihood(double[] returns, InnovationLaw law, double firstLogVariance) {
        this.returns = returns;
        this.tails = law == InnovationLaw.STUDENT_T;
        this.firstLogVariance = firstLogVariance;
    }

    double[] lower() {
        return Arrays.copyOf(LOWER, dimension());
    }

    double[] upper() {
        return Arrays.copyOf(UPPER, dimension());
    }

    /** Weak and strong reaction, with shocks that fade soon and late. */
    List<double[]> starts() {
        return List.of(start(0.5, 1.2), start(0.5, 2.3), start(1.5, 1.2), start(1.5, 2.3));
    }

    /** The reaction that a single huge shock asks for: under the normal law it can make a second peak. */
    List<double[]> strongStarts() {
        return tails ? List.of() : List.of(start(2.5, 1.5));
    }

    private double[] start(double size, double persistence) {
        return Arrays.copyOf(new double[] {0, -0.3, size, 0, persistence, 0.8}, dimension());
    }

    private int dimension() {
        return tails ? 6 : 5;
    }

    @Override
    public double applyAsDouble(double[] x) {
        final double mu = MU * x[0];
        final double alpha = ALPHA * x[2];
        final double gamma = GAMMA * x[3];
        final double beta = beta(x);
        final double nu = nu(x);
        final double drift = x[1] * (1 - beta) - alpha * Innovations.meanAbsolute(nu);
        final double perSquare = tails ? 1 / (nu - 2) : 1;
        double h = Double.isNaN(firstLogVariance)
                ? StrictMath.log(StandardReturns.variance(returns, mu))
                : firstLogVariance;
        double logVariances = 0;
        double squares = 0;
        double logs = 0;
        double product = 1;
        for (double r : returns) {
            logVariances += h;
            final double z = (r - mu) * StrictMath.exp(-0.5 * h);
            squares += z * z;
            product *= 1 + z * z * perSquare;
            if (tails && product > LARGE) {
                logs += StrictMath.log(product);
                product = 1;
            }
            h = held(drift + beta * h + alpha * Math.abs(z) + gamma * z);
        }
        final double beyondZero = tails ? (nu + 1) / 2 * (logs + StrictMath.log(product)) : 0.5 * squares;
        return returns.length * Innovations.logDensityAtZero(nu) - 0.5 * logVariances - beyondZero;
    }

    private static double held(double logVariance) {
        return Math.max(-MOST_LOG_VARIANCE, Math.min(MOST_LOG_VARIANCE, logVariance));
    }

    double beta(double[] x) {
        return StrictMath.tanh(x[PERSISTENCE]);
    }

    private double nu(double[] x) {
        return tails ? 1 / (INVERSE_NU * x[TAILS]) : Innovations.NORMAL;
    }

    /** The parameters for the returns as they were before they were standardised. */
    EgarchParameters parameters(double[] x, StandardReturns standard) {
        final double beta = beta(x);
        final double nu = nu(x);
        final double level = x[1] + 2 * StrictMath.log(standard.sd);
        return new EgarchParameters(
                standard.mean + standard.sd * MU * x[0],
                level * (1 - beta),
                ALPHA * x[2],
                GAMMA * x[3],
                beta,
                nu,
                Innovations.meanAbsolute(nu));
    }
}
