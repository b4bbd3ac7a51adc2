package crucible.runtime.feature;

import crucible.model.BarView;
import crucible.model.Operand;
import crucible.model.Provenance;
import crucible.model.Require;
import crucible.model.StateHolder;
import crucible.model.StateSink;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;

/**
 * All features of one instrument and timeframe, computed once per closed bar however many blueprints ask for them. Every
 * method belongs to the one thread that feeds it the bars.
 *
 * <p>Windows count bars, not time: a gap in time changes nothing, the next bar follows the last one that came. SYNTHETIC
 * bars (nothing traded) carry no information and are skipped: all values stay, current and previous. REVISED bars are
 * skipped too: the bar that was published stands.
 *
 * <p>{@link #onBar} takes amortised constant time per feature and allocates nothing.
 */
public final class FeatureSeries implements StateHolder {
    /** Bars kept where nothing else is asked for. */
    public static final int DEFAULT_HISTORY_BARS = 1_500;

    /** The smallest history: every feature finds the oldest bar it looks at. */
    public static final int SMALLEST_HISTORY_BARS = FeatureCatalogue.LONGEST_LOOKBACK_BARS + 1;

    private final BarHistory history;
    private final Map<Operand.FeatureRef, Integer> indices = new HashMap<>();
    private StreamingFeature[] features = new StreamingFeature[16];
    /** The bar that each feature was fed first. */
    private long[] firstBars = new long[16];

    private double[] current = new double[16];
    private double[] previous = new double[16];
    private int count;
    private long lastOpenTimeMs = Long.MIN_VALUE;

    /** Keeps the newest {@code historyBars} bars, at least {@link #SMALLEST_HISTORY_BARS}, for features that come later. */
    public FeatureSeries(int historyBars) {
        history = new BarHistory(Require.between("historyBars", historyBars, SMALLEST_HISTORY_BARS, 1 << 24));
    }

    /**
     * The dense index, from 0, of a feature; it never changes. A feature not seen before is added and fed the retained
     * bars, so it has the value it would have had if it had been there at the oldest of them: the same for features over
     * windows, within {@link FeatureDefinition#settledBars} for recursive ones.
     *
     * @throws IllegalArgumentException if the catalogue does not have it or a parameter is out of range
     */
    public int index(Operand.FeatureRef feature) {
        final Integer known = indices.get(feature);
        if (known != null) {
            return known;
        }
        final int index = add(feature);
        for (long bar = firstBars[index]; bar < history.count(); bar++) {
            update(index, bar);
        }
        return index;
    }

    /** A feature that has seen no bar yet; the oldest retained one comes first. */
    private int add(Operand.FeatureRef feature) {
        final StreamingFeature streaming = StreamingFeatures.of(feature);
        if (count == features.length) {
            features = Arrays.copyOf(features, 2 * count);
            firstBars = Arrays.copyOf(firstBars, 2 * count);
            current = Arrays.copyOf(current, 2 * count);
            previous = Arrays.copyOf(previous, 2 * count);
        }
        features[count] = streaming;
        firstBars[count] = history.count() - history.retainedBars();
        current[count] = Double.NaN;
        previous[count] = Double.NaN;
        indices.put(feature, count);
        return count++;
    }

    /**
     * Updates every feature with the next closed bar.
     *
     * @throws IllegalStateException if the bar is not later than the last one
     */
    public void onBar(BarView bar) {
        if (bar.provenance() == Provenance.REVISED) {
            return;
        }
        if (bar.openTimeMs() <= lastOpenTimeMs) {
            throw new IllegalStateException("required: bars ascend in time, but " + bar.openTimeMs() + " of instrument "
                    + bar.instrumentId() + " came after " + lastOpenTimeMs);
        }
        lastOpenTimeMs = bar.openTimeMs();
        if (bar.provenance() == Provenance.SYNTHETIC) {
            return;
        }
        final long number = history.append(bar);
        for (int i = 0; i < count; i++) {
            update(i, number);
        }
    }

    private void update(int index, long bar) {
        previous[index] = current[index];
        current[index] = features[index].next(history, bar, bar - firstBars[index] + 1);
    }

    /** Number of features; their indices are 0 to {@code count() − 1}. */
    public int count() {
        return count;
    }

    /** Bars that the features have seen: neither SYNTHETIC nor REVISED ones. */
    public long barCount() {
        return history.count();
    }

    /** Value after the newest bar; NaN while there is none. */
    public double current(int index) {
        return current[checked(index)];
    }

    /** Value after the bar before the newest; NaN while there is none. */
    public double previous(int index) {
        return previous[checked(index)];
    }

    /** Copies both values of every feature; the arrays are at least {@link #count()} long, what is beyond is left. */
    public void copyTo(double[] currentValues, double[] previousValues) {
        System.arraycopy(current, 0, currentValues, 0, count);
        System.arraycopy(previous, 0, previousValues, 0, count);
    }

    private int checked(int index) {
        if (index < 0 || index >= count) {
            throw new IndexOutOfBoundsException("feature " + index + " of " + count);
        }
        return index;
    }

    /** Whoever restores a series has asked it for its features already, in the order of their indices. */
    @Override
    public void visit(StateSink sink) {
        sink.begin("features", 2);
        lastOpenTimeMs = sink.field("lastOpenTimeMs", lastOpenTimeMs);
        history.visit(sink);
        firstBars = sink.field("firstBars", firstBars, count);
        current = sink.field("current", current, count);
        previous = sink.field("previous", previous, count);
        for (int i = 0; i < count; i++) {
            features[i].visit(sink);
            if (sink.isRestoring()) {
                features[i].refill(history, history.count() - firstBars[i]);
            }
        }
        sink.end();
    }
}
