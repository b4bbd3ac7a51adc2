package crucible.factory.trial;

import crucible.model.Require;
import java.util.Arrays;

/** Equity after all costs at the close of every traded bar; the first point is the start. Immutable. */
public final class EquityCurve {
    private final long[] timesMs;
    private final long[] equitiesUsdE8;

    private EquityCurve(long[] timesMs, long[] equitiesUsdE8) {
        this.timesMs = timesMs;
        this.equitiesUsdE8 = equitiesUsdE8;
    }

    /** Number of points, at least 1. */
    public int size() {
        return timesMs.length;
    }

    /** Close time of the bar, epoch milliseconds; of point 0 the time from which the agent might trade. */
    public long timeMs(int index) {
        return timesMs[index];
    }

    /** Equity, marked at the side at which it could be closed, in 1e-8 USD. */
    public long equityUsdE8(int index) {
        return equitiesUsdE8[index];
    }

    /** Return of each bar, one fewer than points; ends early where nothing is left. */
    public double[] returns() {
        int count = 0;
        while (count + 1 < timesMs.length && equitiesUsdE8[count] > 0) {
            count++;
        }
        final double[] returns = new double[count];
        for (int i = 0; i < count; i++) {
            returns[i] = (double) (equitiesUsdE8[i + 1] - equitiesUsdE8[i]) / equitiesUsdE8[i];
        }
        return returns;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof EquityCurve curve
                && Arrays.equals(timesMs, curve.timesMs)
                && Arrays.equals(equitiesUsdE8, curve.equitiesUsdE8);
    }

    @Override
    public int hashCode() {
        return 31 * Arrays.hashCode(timesMs) + Arrays.hashCode(equitiesUsdE8);
    }

    /** Collects points in ascending time. */
    static final class Builder {
        private long[] timesMs = new long[1024];
        private long[] equitiesUsdE8 = new long[1024];
        private int size;

        void add(long timeMs, long equityUsdE8) {
            if (size == timesMs.length) {
                timesMs = Arrays.copyOf(timesMs, 2 * size);
                equitiesUsdE8 = Arrays.copyOf(equitiesUsdE8, 2 * size);
            }
            timesMs[size] = timeMs;
            equitiesUsdE8[size] = equityUsdE8;
            size++;
        }

        EquityCurve build() {
            Require.positive("points of an equity curve", (long) size);
            return new EquityCurve(Arrays.copyOf(timesMs, size), Arrays.copyOf(equitiesUsdE8, size));
        }
    }
}
