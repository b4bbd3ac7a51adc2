package crucible.fill.volatility;

import crucible.model.Require;
import crucible.model.StateHolder;
import crucible.model.StateSink;

/** The newest returns of an instrument, and how many there have been. Belongs to one thread. */
final class ReturnWindow implements StateHolder {
    private final int capacity;
    private double[] values;
    private long seen;

    ReturnWindow(int capacity) {
        this.capacity = capacity;
        this.values = new double[capacity];
    }

    void add(double r) {
        values[(int) (seen % capacity)] = r;
        seen++;
    }

    /** How many returns there have been. */
    long seen() {
        return seen;
    }

    /** How many are held. */
    int size() {
        return (int) Math.min(capacity, seen);
    }

    /** Return number {@code i}, counted from 0 since the first; it is still held. */
    double get(long i) {
        Require.that(i >= seen - size() && i < seen, "the return is one of the newest " + size(), i);
        return values[(int) (i % capacity)];
    }

    /** A copy of what is held, oldest first. */
    double[] toArray() {
        final double[] copy = new double[size()];
        for (int i = 0; i < copy.length; i++) {
            copy[i] = get(seen - copy.length + i);
        }
        return copy;
    }

    @Override
    public void visit(StateSink sink) {
        sink.begin("returnWindow", 1);
        seen = sink.field("seen", seen);
        values = sink.field("values", values, size());
        sink.end();
    }
}
