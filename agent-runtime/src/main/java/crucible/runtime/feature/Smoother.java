package crucible.runtime.feature;

import crucible.model.StateHolder;
import crucible.model.StateSink;

/** An exponential average that starts from the mean of its first {@code n} numbers. */
final class Smoother implements StateHolder {
    private final int n;
    private final double weight;
    private int seedCount;
    private double value;

    private Smoother(int n, double weight) {
        this.n = n;
        this.weight = weight;
    }

    /** The usual exponential average: a new number weighs 2/(n+1). */
    static Smoother exponential(int n) {
        return new Smoother(n, 2.0 / (n + 1));
    }

    /** Wilder's average: a new number weighs 1/n. */
    static Smoother wilder(int n) {
        return new Smoother(n, 1.0 / n);
    }

    /** Adds a number and returns the average; NaN before the n-th. */
    double add(double number) {
        if (seedCount < n) {
            seedCount++;
            value += number;
            if (seedCount < n) {
                return Double.NaN;
            }
            value /= n;
            return value;
        }
        value += weight * (number - value);
        return value;
    }

    @Override
    public void visit(StateSink sink) {
        seedCount = sink.field("seedCount", seedCount);
        value = sink.field("value", value);
    }
}
