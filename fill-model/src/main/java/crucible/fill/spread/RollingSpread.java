package crucible.fill.spread;

import crucible.model.BarView;
import crucible.model.Provenance;
import crucible.model.Require;
import crucible.model.StateHolder;
import crucible.model.StateSink;

/**
 * A bid-ask spread estimated from an instrument's newest bars, as a fraction of its price: 0.0008 is 8 bps. A bar costs
 * the same whatever the window; an estimate is one sum over the window, so it equals the estimate of these bars alone to
 * the last bit. Neither allocates. Belongs to one thread.
 */
public final class RollingSpread implements StateHolder {
    /** A price within this part of a tick of the grid is on it. */
    private static final double TICK_TOLERANCE = 1e-6;

    private final SpreadEstimator estimator;
    private final TermWindow terms;
    private BarLogs before = new BarLogs();
    private BarLogs newest = new BarLogs();
    private int barsInARow;
    private long closeTimeMs = Long.MIN_VALUE;
    private double close = Double.NaN;

    /** @param windowBars how many bars an estimate looks back on, at least what the estimator needs for one term */
    public RollingSpread(SpreadEstimator estimator, int windowBars) {
        this.estimator = Require.present("estimator", estimator);
        Require.between("windowBars", windowBars, estimator.fewestBars(), 1_000_000);
        this.terms = new TermWindow(estimator.width(), windowBars - estimator.fewestBars() + 1);
    }

    /**
     * The next closed bar of one instrument and timeframe. A bar that does not follow the one before it in time starts a
     * new row; a synthetic one, in which nothing traded, ends the row; one that was seen, or comes late, says nothing.
     */
    public void onBar(BarView bar) {
        if (bar.openTimeMs() < closeTimeMs) {
            return;
        }
        if (bar.openTimeMs() > closeTimeMs || bar.provenance() == Provenance.SYNTHETIC) {
            onGap();
        }
        closeTimeMs = bar.closeTimeMs();
        if (bar.provenance() != Provenance.SYNTHETIC) {
            onBar(bar.open(), bar.high(), bar.low(), bar.close());
        }
    }

    /** The next bar of a series without times. {@code 0 < low ≤ open, close ≤ high < ∞}, or it is refused. */
    public void onBar(double openPrice, double highPrice, double lowPrice, double closePrice) {
        if (!(0 < lowPrice
                && lowPrice <= Math.min(openPrice, closePrice)
                && Math.max(openPrice, closePrice) <= highPrice
                && highPrice < Double.POSITIVE_INFINITY)) {
            throw new IllegalArgumentException("required: 0 < low <= open, close <= high < infinity, but was open "
                    + openPrice + ", high " + highPrice + ", low " + lowPrice + ", close " + closePrice);
        }
        final BarLogs bar = before;
        before = newest;
        newest = bar;
        bar.set(openPrice, highPrice, lowPrice, closePrice);
        bar.closeReturn = barsInARow == 0 ? Double.NaN : bar.close - before.close;
        close = closePrice;
        barsInARow = Math.min(barsInARow + 1, estimator.fewestBars());
        if (barsInARow == estimator.fewestBars()) {
            estimator.term(before, bar, terms.values(), terms.add());
        }
    }

    /** What comes next does not follow what was. The terms so far stay. */
    public void onGap() {
        barsInARow = 0;
    }

    /** How many terms an estimate is a mean of. */
    public int terms() {
        return terms.count();
    }

    /** The estimate with its sign; NaN where there is none. For reports and comparison: a fill uses the other two. */
    public double signedFrac() {
        return estimator.signed(terms);
    }

    /** The estimate to be used, from 0 up; NaN where there is none. */
    public double spreadFrac() {
        return estimator.usable(terms);
    }

    /** The same, but at least one tick at the last close; NaN where there is no estimate. */
    public double spreadFrac(double tickSize) {
        return Math.max(spreadFrac(), Require.positive("tickSize", tickSize) / close);
    }

    /** The whole spread in ticks at the last close, rounded up, at least 1; 0 where there is no estimate. */
    public long spreadTicks(double tickSize) {
        final double frac = spreadFrac(tickSize);
        return Double.isNaN(frac) ? 0 : Math.max(1, (long) Math.ceil(frac * close / tickSize - TICK_TOLERANCE));
    }

    @Override
    public void visit(StateSink sink) {
        sink.begin("rollingSpread", 1);
        terms.visit(sink);
        before.visit(sink);
        newest.visit(sink);
        barsInARow = sink.field("barsInARow", barsInARow);
        closeTimeMs = sink.field("closeTimeMs", closeTimeMs);
        close = sink.field("close", close);
        sink.end();
    }
}
