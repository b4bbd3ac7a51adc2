package crucible.runtime.feature;

import crucible.model.StateHolder;
import crucible.model.StateSink;

/**
 * A sum to which numbers are added and from which they are taken again, in twice the precision of a {@code double}: Knuth's
 * two-sum keeps what rounding loses. The sum of a window of prices is exact for as long as the process runs, so it is a
 * function of the window and not of what passed through before.
 */
final class RollingSum implements StateHolder {
    private static final double SPLITTER = (1 << 27) + 1;

    private double sum;
    private double rest;

    void add(double value) {
        final double total = sum + value;
        final double added = total - sum;
        rest += (sum - (total - added)) + (value - added);
        sum = total + rest;
        rest -= sum - total;
    }

    /** Adds {@code value²} without rounding it first. */
    void addSquare(double value) {
        final double square = value * value;
        add(square);
        add(productRest(value, value, square));
    }

    /** Takes {@code value²} away. */
    void removeSquare(double value) {
        final double square = value * value;
        add(-square);
        add(-productRest(value, value, square));
    }

    /** The sum. */
    double value() {
        return sum;
    }

    /** The sum over {@code n}, rounded once: the mean of equal numbers is that number. */
    double mean(int n) {
        final double quotient = sum / n;
        final double product = quotient * n;
        return quotient + ((sum - product) - productRest(quotient, n, product) + rest) / n;
    }

    /**
     * {@code n Σx² − (Σx)²} of the {@code n} numbers with these sums, at least 0: n² times their population variance.
     * Computed without the cancellation that makes the formula infamous.
     */
    static double scaledVariance(RollingSum sums, RollingSum squares, int n) {
        final double square = sums.sum * sums.sum;
        final double squareRest = productRest(sums.sum, sums.sum, square) + 2 * sums.sum * sums.rest;
        final double scaled = n * squares.sum;
        final double scaledRest = productRest(n, squares.sum, scaled) + n * squares.rest;
        return Math.max(0, (scaled - square) + (scaledRest - squareRest));
    }

    /**
     * What rounding took from {@code product} = a × b: Dekker's product. Not {@code Math.fma}, which is a slow and
     * allocating calculation on processors without the instruction.
     */
    private static double productRest(double a, double b, double product) {
        final double aHigh = highHalf(a);
        final double aLow = a - aHigh;
        final double bHigh = highHalf(b);
        final double bLow = b - bHigh;
        return ((aHigh * bHigh - product) + aHigh * bLow + aLow * bHigh) + aLow * bLow;
    }

    /** The upper 26 bits of the fraction: Veltkamp's splitting. */
    private static double highHalf(double value) {
        final double scaled = SPLITTER * value;
        return scaled - (scaled - value);
    }

    @Override
    public void visit(StateSink sink) {
        sum = sink.field("sum", sum);
        rest = sink.field("rest", rest);
    }
}
