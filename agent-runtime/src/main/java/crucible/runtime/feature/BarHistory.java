package crucible.runtime.feature;

import crucible.model.BarView;
import crucible.model.StateHolder;
import crucible.model.StateSink;

/**
 * The newest bars of one instrument and timeframe in columns. Bars are numbered from 0 in the order of arrival; a number
 * stays readable for {@link #retainedBars()} bars. Belongs to the series that owns it.
 */
final class BarHistory implements StateHolder {
    private final int retainable;
    private final int mask;
    private final double[] open;
    private final double[] high;
    private final double[] low;
    private final double[] close;
    private final double[] volumeBase;
    private final double[] logReturn;
    private final long[] closeTimeMs;
    private long count;

    /** Keeps {@code bars} bars. */
    BarHistory(int bars) {
        retainable = bars;
        final int size = bars == 1 ? 1 : Integer.highestOneBit(bars - 1) << 1;
        mask = size - 1;
        open = new double[size];
        high = new double[size];
        low = new double[size];
        close = new double[size];
        volumeBase = new double[size];
        logReturn = new double[size];
        closeTimeMs = new long[size];
    }

    /** Appends a bar and returns its number. */
    long append(BarView bar) {
        final int at = at(count);
        open[at] = bar.open();
        high[at] = bar.high();
        low[at] = bar.low();
        close[at] = bar.close();
        volumeBase[at] = bar.volumeBase();
        logReturn[at] = count == 0 ? Double.NaN : StrictMath.log(bar.close() / close(count - 1));
        closeTimeMs[at] = bar.closeTimeMs();
        return count++;
    }

    /** Number of bars ever appended, which is the number of the next. */
    long count() {
        return count;
    }

    /** How many of the newest bars can be read. */
    int retainedBars() {
        return (int) Math.min(count, retainable);
    }

    double open(long bar) {
        return open[at(bar)];
    }

    double high(long bar) {
        return high[at(bar)];
    }

    double low(long bar) {
        return low[at(bar)];
    }

    double close(long bar) {
        return close[at(bar)];
    }

    double volumeBase(long bar) {
        return volumeBase[at(bar)];
    }

    /** Natural logarithm of close over previous close; NaN for bar 0. */
    double logReturn(long bar) {
        return logReturn[at(bar)];
    }

    long closeTimeMs(long bar) {
        return closeTimeMs[at(bar)];
    }

    /** {@code max(high, previous close) − min(low, previous close)}; needs the bar before. */
    double trueRange(long bar) {
        final double before = close(bar - 1);
        return Math.max(high(bar), before) - Math.min(low(bar), before);
    }

    /** Shows the retained bars, oldest first. */
    @Override
    public void visit(StateSink sink) {
        sink.begin("bars", 1);
        count = sink.field("count", count);
        visit("closeTimeMs", closeTimeMs, sink);
        visit("open", open, sink);
        visit("high", high, sink);
        visit("low", low, sink);
        visit("close", close, sink);
        visit("volumeBase", volumeBase, sink);
        visit("logReturn", logReturn, sink);
        sink.end();
    }

    /** A column, up to the end of the array and then from its beginning; it fits, so it stays where it is. */
    private void visit(String name, double[] column, StateSink sink) {
        sink.field(name, column, oldest(), beforeTheEnd());
        sink.field(name, column, 0, retainedBars() - beforeTheEnd());
    }

    private void visit(String name, long[] column, StateSink sink) {
        sink.field(name, column, oldest(), beforeTheEnd());
        sink.field(name, column, 0, retainedBars() - beforeTheEnd());
    }

    private int oldest() {
        return at(count - retainedBars());
    }

    private int beforeTheEnd() {
        return Math.min(retainedBars(), open.length - oldest());
    }

    private int at(long bar) {
        return (int) bar & mask;
    }
}
