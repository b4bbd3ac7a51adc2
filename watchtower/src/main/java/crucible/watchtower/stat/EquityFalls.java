package crucible.watchtower.stat;

import crucible.model.StateHolder;
import crucible.model.StateSink;

/**
 * How far equity fell from its highest value so far, in money and as a part of it: the largest of one need not be the
 * largest of the other. O(1) per value, allocates nothing, belongs to one thread. NaN of nothing.
 */
public final class EquityFalls implements StateHolder {
    private boolean seen;
    private double peak;
    private double largest;
    private double shareOfLargest;
    private double deepestShare;
    private double fallOfDeepest;

    /** Takes in one value of equity, in any unit; NaN or an infinity is an {@link IllegalArgumentException}. */
    public void add(double equity) {
        if (!(Math.abs(equity) < Double.POSITIVE_INFINITY)) {
            throw new IllegalArgumentException("required: equity is finite, but was " + equity);
        }
        peak = seen ? Math.max(peak, equity) : equity;
        seen = true;
        final double fall = peak - equity;
        final double share = peak > 0 ? fall / peak : 0;
        if (fall > largest) {
            largest = fall;
            shareOfLargest = share;
        }
        if (share > deepestShare) {
            deepestShare = share;
            fallOfDeepest = fall;
        }
    }

    /** Largest fall from a peak, in the unit of equity. */
    public double largest() {
        return present(largest);
    }

    /** The same fall as a part of its peak. */
    public double shareOfLargest() {
        return present(shareOfLargest);
    }

    /** Largest fall as a part of its peak. */
    public double deepestShare() {
        return present(deepestShare);
    }

    /** The same fall in the unit of equity. */
    public double fallOfDeepest() {
        return present(fallOfDeepest);
    }

    private double present(double value) {
        return seen ? value : Double.NaN;
    }

    @Override
    public void visit(StateSink sink) {
        sink.begin("equityFalls", 1);
        seen = sink.field("seen", seen);
        peak = sink.field("peak", peak);
        largest = sink.field("largest", largest);
        shareOfLargest = sink.field("shareOfLargest", shareOfLargest);
        deepestShare = sink.field("deepestShare", deepestShare);
        fallOfDeepest = sink.field("fallOfDeepest", fallOfDeepest);
        sink.end();
    }
}
