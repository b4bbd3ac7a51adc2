package crucible.watchtower.stat;

import crucible.model.Require;

/** Exact bounds on a probability from counted cases: Clopper and Pearson, Biometrika 26 (1934). Allocates nothing. */
public final class Binomial {
    private Binomial() {}

    /**
     * The largest probability under which {@code successes} or fewer are not rarer than {@code 1 − confidence}; 1 where
     * all are successes.
     *
     * @param successes from 0 to {@code trials}
     * @param trials 1 or more, independent of each other
     * @param confidence in (0, 1), one-sided
     */
    public static double upperBound(int successes, int trials, double confidence) {
        Require.positive("trials", (long) trials);
        Require.between("successes", successes, 0, trials);
        Require.that(confidence > 0 && confidence < 1, "confidence lies in (0, 1)", confidence);
        if (successes == trials) {
            return 1;
        }
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
    public static double lowerBound(int successes, int trials, double confidence) {
        return 1 - upperBound(trials - successes, trials, confidence);
    }

    private static double atMost(int successes, int trials, double probability) {
        double logTerm = trials * StrictMath.log1p(-probability);
        double sum = StrictMath.exp(logTerm);
        for (int k = 1; k <= successes; k++) {
            logTerm += StrictMath.log((trials - k + 1.0) / k * probability / (1 - probability));
            sum += StrictMath.exp(logTerm);
        }
        return sum;
    }
}
