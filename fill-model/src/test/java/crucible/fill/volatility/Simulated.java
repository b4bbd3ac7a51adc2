package crucible.fill.volatility;

import java.util.SplittableRandom;

/** Series whose law is known, the same on every JVM. */
final class Simulated {
    private Simulated() {}

    static double[] egarch(EgarchParameters parameters, long seed, int count) {
        final SplittableRandom random = new SplittableRandom(seed);
        final double[] returns = new double[count];
        double h = parameters.longRunLogVariance();
        for (int i = 0; i < count; i++) {
            returns[i] = parameters.mu() + StrictMath.exp(0.5 * h) * draw(random, parameters.nu());
            h = parameters.next(h, returns[i]);
        }
        return returns;
    }

    /** A z of mean 0 and variance 1; for Student's t a whole number of degrees of freedom. */
    private static double draw(SplittableRandom random, double nu) {
        final double normal = normal(random);
        if (nu == Innovations.NORMAL) {
            return normal;
        }
        double chiSquare = 0;
        for (int i = 0; i < (int) nu; i++) {
            final double other = normal(random);
            chiSquare += other * other;
        }
        return normal / Math.sqrt(chiSquare / nu) * Math.sqrt((nu - 2) / nu);
    }

    /** Box and Muller (1958). */
    static double normal(SplittableRandom random) {
        return Math.sqrt(-2 * StrictMath.log(1 - random.nextDouble()))
                * StrictMath.cos(2 * Math.PI * random.nextDouble());
    }
}
