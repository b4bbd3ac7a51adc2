package crucible.watchtower.stat;

import crucible.model.StateHolder;
import crucible.model.StateSink;
import java.util.Arrays;

/**
 * The losses among a stream of returns, counted by size, from which value at risk and expected shortfall follow without
 * keeping the returns. O(1) per return, mergeable, allocates nothing after construction, belongs to one thread; about 5 KB.
 *
 * <p>Sizes are counted in 16 classes of equal width between each power of two and the next, from 2^−20 to 1, as HdrHistogram
 * does; so a quantile is right within a sixteenth of itself. Sums are kept beside, so expected shortfall is much nearer.
 * {@link ReturnDistribution} gives both exactly.
 */
public final class LossTail implements StateHolder {
    private static final int PER_OCTAVE_BITS = 4;
    private static final int OCTAVES = 20;
    private static final int SHIFT = 52 - PER_OCTAVE_BITS;
    /** The class of 2^−20 itself; below it lies one class for all smaller losses, above one for losses of 1 and more. */
    private static final long FIRST = Double.doubleToRawLongBits(0x1p-20) >>> SHIFT;

    private static final int CLASSES = (OCTAVES << PER_OCTAVE_BITS) + 2;

    private long count;
    private long zeros;
    private long losses;
    private long[] counts = new long[CLASSES];
    private double[] sums = new double[CLASSES];

    /** Takes in one return; NaN or an infinity is an {@link IllegalArgumentException} and changes nothing. */
    public void add(double value) {
        if (!(Math.abs(value) < Double.POSITIVE_INFINITY)) {
            throw new IllegalArgumentException("required: an observation is finite, but was " + value);
        }
        count++;
        if (value < 0) {
            losses++;
            final int place = classOf(-value);
            counts[place]++;
            sums[place] -= value;
        } else if (value == 0) {
            zeros++;
        }
    }

    /** Adds all that {@code other} has seen; it stays as it is. */
    public void merge(LossTail other) {
        count += other.count;
        zeros += other.zeros;
        losses += other.losses;
        for (int i = 0; i < CLASSES; i++) {
            counts[i] += other.counts[i];
            sums[i] += other.sums[i];
        }
    }

    /**
     * Value at risk: the return below which a share of all lies, linear between ranks; a loss is negative. NaN of nothing
     * and where it is a gain: gains are not kept.
     *
     * @param share in (0, 1)
     */
    public double valueAtRisk(double share) {
        final double rank = rank(share);
        final long below = (long) rank;
        final double lower = ranked(below);
        return lower + (rank - below) * (ranked(Math.min(below + 1, count - 1)) - lower);
    }

    /**
     * Expected shortfall (CVaR): mean of the returns whose rank is at or below that of the value at risk; a loss is
     * negative. NaN of nothing and where a gain is among them.
     *
     * @param share in (0, 1)
     */
    public double expectedShortfall(double share) {
        final long wanted = (long) rank(share) + 1;
        if (count == 0 || wanted > losses + zeros) {
            return Double.NaN;
        }
        long left = Math.min(wanted, losses);
        double sum = 0;
        for (int place = CLASSES - 1; left > 0; place--) {
            if (counts[place] <= left) {
                sum += sums[place];
                left -= counts[place];
            } else {
                sum += left * meanOfLargest(place, left);
                left = 0;
            }
        }
        return -sum / wanted;
    }

    private double rank(double share) {
        if (!(share > 0 && share < 1)) {
            // Not Require: it would box the number at every question.
            throw new IllegalArgumentException("required: share lies between 0 and 1, but was " + share);
        }
        return share * (count - 1);
    }

    /** The return of a rank, 0 being the worst; NaN where it is a gain. */
    private double ranked(long rank) {
        if (rank < 0 || rank >= losses + zeros) {
            return Double.NaN;
        }
        if (rank >= losses) {
            return 0;
        }
        long larger = 0;
        int place = CLASSES - 1;
        while (larger + counts[place] <= rank) {
            larger += counts[place--];
        }
        // As if evenly spread over the class around its mean.
        final double middle = sums[place] / counts[place];
        return -(middle + (0.5 - (rank - larger + 0.5) / counts[place]) * spread(place, middle));
    }

    /** Of the {@code number} largest losses of a class. */
    private double meanOfLargest(int place, long number) {
        final double middle = sums[place] / counts[place];
        return middle + (1 - (double) number / counts[place]) / 2 * spread(place, middle);
    }

    /** Twice the way from the mean to the nearer end of the class: nothing lies outside of it. */
    private static double spread(int place, double middle) {
        if (place == CLASSES - 1) {
            return 0;
        }
        final double high = Double.longBitsToDouble(FIRST + place << SHIFT);
        final double low = place == 0 ? 0 : Double.longBitsToDouble(FIRST + place - 1 << SHIFT);
        return 2 * Math.max(0, Math.min(high - middle, middle - low));
    }

    private static int classOf(double loss) {
        final long index = (Double.doubleToRawLongBits(loss) >>> SHIFT) - FIRST + 1;
        return (int) Math.max(0, Math.min(CLASSES - 1, index));
    }

    /** Forgets everything. */
    public void clear() {
        count = 0;
        zeros = 0;
        losses = 0;
        Arrays.fill(counts, 0);
        Arrays.fill(sums, 0);
    }

    @Override
    public void visit(StateSink sink) {
        sink.begin("lossTail", 1);
        count = sink.field("count", count);
        zeros = sink.field("zeros", zeros);
        losses = sink.field("losses", losses);
        counts = sink.field("counts", counts, CLASSES);
        sums = sink.field("sums", sums, CLASSES);
        sink.end();
    }
}
