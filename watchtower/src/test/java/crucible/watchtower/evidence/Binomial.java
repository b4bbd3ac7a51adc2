package crucible.watchtower.evidence;

/** Exact bounds on a probability from counted cases. */
final class Binomial {
    private Binomial() {}

    /**
     * Clopper and Pearson (1934): the largest probability under which {@code successes} or fewer are not rarer than
     * {@code 1 − confidence}.
     */
    static double upperBound(int successes, int trials, double confidence) {
        double low = (double) successes / trials;
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
    static double lowerBound(int successes, int trials, double confidence) {
        return 1 - upperBound(trials - successes, trials, confidence);
    }

    private static double atMost(int successes, int trials, double probability) {
        double logTerm = trials * Math.log1p(-probability);
        double sum = Math.exp(logTerm);
        for (int k = 1; k <= successes; k++) {
            logTerm += Math.log((trials - k + 1.0) / k * probability / (1 - probability));
            sum += Math.exp(logTerm);
        }
        return sum;
    }
}
