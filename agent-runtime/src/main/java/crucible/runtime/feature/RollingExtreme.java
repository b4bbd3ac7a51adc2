package crucible.runtime.feature;

import crucible.model.StateHolder;
import crucible.model.StateSink;

/**
 * The largest number of a sliding window: a queue whose numbers fall from front to back (Lemire 2006, "Streaming
 * maximum-minimum filter"). For the smallest, feed negated numbers.
 */
final class RollingExtreme implements StateHolder {
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

    /** The queue from front to back; where it stands in the arrays does not matter. */
    @Override
    public void visit(StateSink sink) {
        size = sink.field("size", size);
        for (int i = 0; i < size; i++) {
            final int at = slot(i);
            bars[at] = sink.field("bar", bars[at]);
            values[at] = sink.field("value", values[at]);
        }
    }

    private int slot(int index) {
        final int at = front + index;
        return at < n ? at : at - n;
    }
}
