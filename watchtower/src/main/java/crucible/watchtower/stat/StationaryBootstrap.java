package crucible.watchtower.stat;

import crucible.model.Require;
import java.util.Arrays;
import java.util.SplittableRandom;
import java.util.function.ToDoubleFunction;

/**
 * How much a statistic of a series with a memory might have come out otherwise: blocks of random length are drawn from the
 * series, which goes round in a circle, until there are as many numbers as it has. D. Politis and J. Romano, "The stationary
 * bootstrap", JASA 89 (1994). A function of the seed.
 */
public final class StationaryBootstrap {
    private StationaryBootstrap() {}

    /**
     * The resampled places of one path: a new block begins where {@code newBlock} says so, at {@code starts}; else the next
     * place follows, and after the last the first.
     */
    public static int[] path(int[] starts, boolean[] newBlock) {
        final int n = starts.length;
        final int[] path = new int[n];
        for (int i = 0; i < n; i++) {
            path[i] = i == 0 || newBlock[i] ? starts[i] : (path[i - 1] + 1) % n;
        }
        return path;
    }

    /**
     * Percentile interval.
     *
     * @param value of the series itself
     * @param low below it lies (1 − confidence)/2 of the resampled ones
     * @param high above it lies as much
     * @param blockLength mean length of a block
     * @param undefined resampled series that have no value; left out
     */
    public record Interval(double value, double low, double high, double blockLength, int undefined) {}

    /**
     * The interval of a statistic; NaN bounds where no resampled series has a value.
     *
     * @param blockLength mean length of a block, 1 or more
     * @param resamples how many, 1 or more
     * @param confidence in (0, 1)
     */
    public static Interval interval(
            double[] series,
            ToDoubleFunction<double[]> statistic,
            double blockLength,
            int resamples,
            double confidence,
            long seed) {
        Require.that(series.length >= 2, "a series has two numbers", series.length);
        Require.that(blockLength >= 1, "blockLength is 1 or more", blockLength);
        Require.positive("resamples", (long) resamples);
        Require.that(confidence > 0 && confidence < 1, "confidence lies in (0, 1)", confidence);
        final SplittableRandom random = new SplittableRandom(seed);
        final int n = series.length;
        final double[] values = new double[resamples];
        final double[] drawn = new double[n];
        int defined = 0;
        for (int resample = 0; resample < resamples; resample++) {
            int place = 0;
            for (int i = 0; i < n; i++) {
                final boolean begins = i == 0 || random.nextDouble() * blockLength < 1;
                place = begins ? random.nextInt(n) : (place + 1) % n;
                drawn[i] = series[place];
            }
            final double value = statistic.applyAsDouble(drawn);
            if (!Double.isNaN(value)) {
                values[defined++] = value;
            }
        }
        final double[] sorted = Arrays.copyOf(values, defined);
        Arrays.sort(sorted);
        final double tail = (1 - confidence) / 2;
        return new Interval(
                statistic.applyAsDouble(series),
                quantile(sorted, tail),
                quantile(sorted, 1 - tail),
                blockLength,
                resamples - defined);
    }

    /**
     * The mean length of a block that suits the series' memory, for the variance of its mean. D. Politis and H. White,
     * Econometric Reviews 23 (2004), with the correction of A. Patton, D. Politis and H. White, 28 (2009). At least 1;
     * NaN below ten numbers or where they do not vary.
     */
    public static double blockLength(double[] series) {
        final int n = series.length;
        final Moments moments = Moments.of(series);
        if (n < 10 || !moments.varies()) {
            return Double.NaN;
        }
        final double[] eps =
                Arrays.stream(series).map(one -> one - moments.mean()).toArray();
        final int kn = Math.max(5, (int) StrictMath.log10(n));
        final int most = Math.min(n - 2, (int) Math.ceil(Math.sqrt(n)) + kn);
        final double[] covariance = new double[most + 1];
        final int m = bandwidth(eps, covariance, kn);
        double g = 0;
        double longRun = covariance[0];
        for (int k = 1; k <= m; k++) {
            final double taper = 2 * k <= m ? 1 : 2 * (1 - (double) k / m);
            g += 2 * taper * k * covariance[k];
            longRun += 2 * taper * covariance[k];
        }
        final double longest = Math.ceil(Math.min(3 * Math.sqrt(n), n / 3.0));
        final double length = StrictMath.cbrt(g * g / (longRun * longRun) * n);
        return Math.max(1, Math.min(length, longest));
    }

    /** Twice the lag from which on {@code kn} autocorrelations are too small to be told from none. */
    private static int bandwidth(double[] eps, double[] covariance, int kn) {
        final int n = eps.length;
        final int most = covariance.length - 1;
        final double critical = 2 * Math.sqrt(StrictMath.log10(n) / n);
        final double[] correlation = new double[most + 1];
        int found = -1;
        for (int lag = 0; lag <= most; lag++) {
            double cross = 0;
            for (int t = lag; t < n; t++) {
                cross += eps[t] * eps[t - lag];
            }
            covariance[lag] = cross / n;
            correlation[lag] = Math.abs(cross) / Math.sqrt(squares(eps, lag + 1, n) * squares(eps, 0, n - lag - 1));
            if (found < 0 && lag >= kn && areSmall(correlation, lag - kn, lag, critical)) {
                found = lag - kn;
            }
        }
        return found < 0 ? most : Math.min(most, 2 * Math.max(found, 1));
    }

    private static boolean areSmall(double[] correlation, int from, int to, double critical) {
        for (int lag = from; lag < to; lag++) {
            if (!(correlation[lag] < critical)) {
                return false;
            }
        }
        return true;
    }

    private static double squares(double[] eps, int from, int to) {
        double sum = 0;
        for (int t = from; t < to; t++) {
            sum += eps[t] * eps[t];
        }
        return sum;
    }

    /** Linear between ranks; NaN of nothing. */
    private static double quantile(double[] sorted, double part) {
        if (sorted.length == 0) {
            return Double.NaN;
        }
        final double rank = part * (sorted.length - 1);
        final int below = (int) rank;
        final int above = Math.min(below + 1, sorted.length - 1);
        return sorted[below] + (rank - below) * (sorted[above] - sorted[below]);
    }
}
