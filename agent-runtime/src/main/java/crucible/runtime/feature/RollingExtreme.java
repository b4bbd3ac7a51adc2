package crucible.runtime.feature;

/**
 * The largest number of a sliding window: a queue whose numbers fall from front to back (Lemire 2006, "Streaming
 * maximum-minimum filter"). For the smallest, feed negated numbers. A function of the window alone, so no state of its own:
 * whoever restores a feature feeds it the window again.
 */
final class RollingExtreme {
    private final double[] values;
    private final long[] bars;
    private final int n;
    private int front;
    private int size;

    /** The largest of the last {@code n} bars. */
    RollingExtreme(int n) {
        this.n = n;
        values = new double[n];
        bars = new long[n];
    }

    /** Moves the window's end to {@code bar}. */
    void add(long bar, double value) {
        if (size > 0 && bars[front] <= bar - n) {
            front = front + 1 == n ? 0 : front + 1;
            size--;
        }
        while (size > 0 && values[slot(size - 1)] <= value) {
            size--;
        }
        values[slot(size)] = value;
        bars[slot(size)] = bar;
        size++;
    }

    /** The largest number of the window; at least one was added. */
    double largest() {
        return values[front];
    }

    private int slot(int index) {
        final int at = front + index;
        return at < n ? at : at - n;
    }
}
