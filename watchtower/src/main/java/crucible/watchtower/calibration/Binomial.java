package crucible.watchtower.calibration;

/** Exact bounds on a probability from counted cases. */
public final class Binomial {
    private Binomial() {}

    /**
     * Clopper and Pearson (1934): the largest probability under which {@code successes} or fewer are not rarer than
     * {@code 1 − confidence}.
     */
    public static double upperBound(long successes, long trials, double confidence) {
        double low = (double) successes / (double) trials;
        double high = 1;
        for (int i = 0; i < 60; i++) {
            final double middle = (low + high) / 2;
            if (atMost(successes, trials, middle) > 1 - confidence) {
                low = middle;
            } else {
                high = middle;
            }
        }
        return high;
    }

    /** The smallest probability under which {@code successes} or more are not rarer than 1 − confidence. */
    public static double lowerBound(long successes, long trials, double confidence) {
        return 1 - upperBound(trials - successes, trials, confidence);
    }

    private static double atMost(long successes, long trials, double probability) {
        double logTerm = trials * StrictMath.log1p(-probability);
        double sum = StrictMath.exp(logTerm);
        for (long k = 1; k <= successes; k++) {
            logTerm += StrictMath.log((trials - k + 1.0) / k * probability / (1 - probability));
            sum += StrictMath.exp(logTerm);
        }
        return sum;
    }
}
