package crucible.watchtower.stat;

import crucible.model.StateHolder;
import crucible.model.StateSink;

/**
 * Mean and the sums of the second, third and fourth powers of deviations from it, of a stream of finite numbers: one
 * pass, constant memory, stable, mergeable. Belongs to one thread; allocates nothing.
 *
 * <p>Update: B. P. Welford (1962) for the mean and the second power; P. Pébay, "Formulas for robust, one-pass parallel
 * computation of covariances and arbitrary-order statistical moments", Sandia SAND2008-6212 (2008), for the higher ones
 * and for merging.
 */
public final class Moments implements StateHolder {
    /**
     * A standard deviation at or below this part of the mean's size is rounding dust: ten returns of exactly 1 %, summed
     * in a plain loop, would otherwise show a Sharpe ratio of 5e15.
     */
    private static final double DUST = 1e-12;

    private long count;
    private double mean;
    private double m2;
    private double m3;
    private double m4;

    /** The moments of {@code values}. */
    public static Moments of(double[] values) {
        final Moments moments = new Moments();
        for (double value : values) {
            moments.add(value);
        }
        return moments;
    }

    /** Adds one finite number; NaN or an infinity is an {@link IllegalArgumentException} and changes nothing. */
    public void add(double value) {
        if (!(Math.abs(value) < Double.POSITIVE_INFINITY)) {
            throw new IllegalArgumentException("required: an observation is finite, but was " + value);
        }
        count++;
        final double n = count;
        final double delta = value - mean;
        final double deltaN = delta / n;
        final double deltaN2 = deltaN * deltaN;
        final double term = delta * deltaN * (n - 1);
        mean += deltaN;
        m4 += term * deltaN2 * (n * n - 3 * n + 3) + 6 * deltaN2 * m2 - 4 * deltaN * m3;
        m3 += term * deltaN * (n - 2) - 3 * deltaN * m2;
        m2 += term;
    }

    /** Adds everything that {@code other} has seen, as if its numbers had been added here; {@code other} stays as it is. */
    public void merge(Moments other) {
        if (other.count == 0) {
            return;
        }
        final double a = count;
        final double b = other.count;
        final double n = a + b;
        final double delta = other.mean - mean;
        final double d = delta / n;
        final double crossM2 = delta * d * a * b;
        m4 += other.m4
                + crossM2 * d * d * (a * a - a * b + b * b)
                + 6 * d * d * (a * a * other.m2 + b * b * m2)
                + 4 * d * (a * other.m3 - b * m3);
        m3 += other.m3 + crossM2 * d * (a - b) + 3 * d * (a * other.m2 - b * m2);
        m2 += other.m2 + crossM2;
        mean += b * d;
        count += other.count;
    }

    /** Forgets everything. */
    public void clear() {
        count = 0;
        mean = 0;
        m2 = 0;
        m3 = 0;
        m4 = 0;
    }

    /** How many numbers were added. */
    public long count() {
        return count;
    }

    /** Arithmetic mean; NaN of nothing. */
    public double mean() {
        return count == 0 ? Double.NaN : mean;
    }

    /** Standard deviation, divisor n − 1; NaN below two numbers, 0 of equal ones up to rounding. */
    public double sd() {
        return count < 2 ? Double.NaN : Math.sqrt(m2 / (count - 1));
    }

    /** Standard deviation, divisor n; NaN of nothing. */
    public double populationSd() {
        return count == 0 ? Double.NaN : Math.sqrt(m2 / count);
    }

    /** Whether there are at least two numbers and they differ by more than rounding (1e-12 of the mean's size). */
    public boolean varies() {
        return count >= 2 && vary(mean, sd());
    }

    /** Whether numbers of this mean and standard deviation differ by more than rounding. */
    static boolean vary(double mean, double sd) {
        return sd > DUST * Math.abs(mean);
    }

    /** Mean over standard deviation (n − 1), per observation; NaN where the numbers do not vary. */
    public double sharpe() {
        return varies() ? mean / sd() : Double.NaN;
    }

    /** {@code m3 / m2^1.5} with divisor n; NaN where the numbers do not vary. */
    public double skewness() {
        return varies() ? Math.sqrt((double) count) * m3 / (m2 * Math.sqrt(m2)) : Double.NaN;
    }

    /** Pearson's {@code m4 / m2²} with divisor n (3 for the normal law); NaN where the numbers do not vary. */
    public double kurtosis() {
        return varies() ? count * m4 / (m2 * m2) : Double.NaN;
    }

    /** Skewness corrected for the length, {@code skewness·√(n(n − 1))/(n − 2)}; NaN below three numbers. */
    public double sampleSkewness() {
        final double n = count;
        return count < 3 ? Double.NaN : skewness() * Math.sqrt(n * (n - 1)) / (n - 2);
    }

    /**
     * Excess over 3, corrected for the length, {@code (n − 1)/((n − 2)(n − 3))·((n + 1)·kurtosis − 3(n − 1))}; NaN below
     * four numbers.
     */
    public double sampleExcessKurtosis() {
        final double n = count;
        return count < 4 ? Double.NaN : (n - 1) / ((n - 2) * (n - 3)) * ((n + 1) * kurtosis() - 3 * (n - 1));
    }

    /** The t statistic of the mean, Sharpe ratio times √n; NaN where the numbers do not vary. */
    public double t() {
        return sharpe() * Math.sqrt((double) count);
    }

    @Override
    public void visit(StateSink sink) {
        count = sink.field("count", count);
        mean = sink.field("mean", mean);
        m2 = sink.field("m2", m2);
        m3 = sink.field("m3", m3);
        m4 = sink.field("m4", m4);
    }
}
