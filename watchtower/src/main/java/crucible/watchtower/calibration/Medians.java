package crucible.watchtower.calibration;

import java.util.Arrays;

/** Quantiles of waiting times, of which some never end. */
final class Medians {
    private Medians() {}

    static double median(double[] times) {
        return quantile(times, 0.5);
    }

    /** The least time within which this share has come to an end; NaN where too few ever do, or there are none. */
    static double quantile(double[] times, double share) {
        if (times.length == 0) {
            return Double.NaN;
        }
        final double[] sorted = times.clone();
        Arrays.sort(sorted);
        final double value = sorted[(int) Math.ceil(share * sorted.length) - 1];
        return value < Double.POSITIVE_INFINITY ? value : Double.NaN;
    }

    static double[] joined(double[] first, double[] second) {
        final double[] both = Arrays.copyOf(first, first.length + second.length);
        System.arraycopy(second, 0, both, first.length, second.length);
        return both;
    }
}
