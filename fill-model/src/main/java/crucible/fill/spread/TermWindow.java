package crucible.fill.spread;

import crucible.model.StateHolder;
import crucible.model.StateSink;

/** The newest terms of an estimate, each of some numbers, in the order in which they came. */
final class TermWindow implements StateHolder {
    private final int width;
    private final int capacity;
    private double[] values;
    private int next;
    private int count;

    TermWindow(int width, int capacity) {
        this.width = width;
        this.capacity = capacity;
        this.values = new double[width * capacity];
    }

    /** Where the numbers of a new term are to be written, in {@link #values()}; the oldest one gives way. */
    int add() {
        final int at = next * width;
        next = next + 1 == capacity ? 0 : next + 1;
        count = Math.min(capacity, count + 1);
        return at;
    }

    double[] values() {
        return values;
    }

    int count() {
        return count;
    }

    /** Number {@code k} of term {@code i}; term 0 is the oldest. */
    double get(int i, int k) {
        final int slot = next - count + i;
        return values[(slot < 0 ? slot + capacity : slot) * width + k];
    }

    @Override
    public void visit(StateSink sink) {
        sink.begin("termWindow", 1);
        next = sink.field("next", next);
        count = sink.field("count", count);
        values = sink.field("values", values, count * width);
        sink.end();
    }
}
