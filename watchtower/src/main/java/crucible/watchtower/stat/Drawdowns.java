package crucible.watchtower.stat;

import crucible.model.StateHolder;
import crucible.model.StateSink;

/**
 * The path of one unit of wealth through a stream of returns, and how deep and how long it was below its highest value so
 * far; the start counts as the first peak. O(1) per return, allocates nothing, belongs to one thread. Everything is NaN of
 * nothing and once a return was below −1: wealth below nothing does not compound.
 */
public final class Drawdowns implements StateHolder {
    private long count;
    private double wealth = 1;
    private double peak = 1;
    private boolean defined = true;
    private double deepest;
    private double sum;
    private double squares;
    private long length;
    private long longest;
    private long episodes;
    /** Deepest point of the episode that goes on, and the sum of those of the ended ones. */
    private double trough;

    private double endedTroughs;

    /** Takes in one simple return, 0.01 = 1 %. */
    public void add(double value) {
        count++;
        if (!(value >= -1)) {
            defined = false;
        }
        wealth *= 1 + value;
        if (wealth >= peak) {
            peak = wealth;
            endedTroughs += trough;
            trough = 0;
            length = 0;
            return;
        }
        episodes += length == 0 ? 1 : 0;
        length++;
        longest = Math.max(longest, length);
        final double depth = 1 - wealth / peak;
        trough = Math.max(trough, depth);
        deepest = Math.max(deepest, depth);
        sum += depth;
        squares += depth * depth;
    }

    /** Product of 1 + r: what became of 1 (terminal wealth relative). */
    public double wealth() {
        return present(wealth);
    }

    /** Part of the highest wealth so far that is lost now, in [0, 1]. */
    public double current() {
        return present(1 - wealth / peak);
    }

    /** Largest part of the highest wealth so far that was ever lost, in [0, 1]. */
    public double deepest() {
        return present(deepest);
    }

    /** For how many periods it has been below its peak; 0 at a peak. */
    public double currentPeriods() {
        return present((double) length);
    }

    /** Longest number of periods below an earlier peak, the present one included. */
    public double longestPeriods() {
        return present((double) longest);
    }

    /** How often it fell below a peak, the present time included. */
    public double episodes() {
        return present((double) episodes);
    }

    /** Mean of the deepest points of all episodes; NaN where there was none. */
    public double averageTrough() {
        return present(ReturnMetrics.ratio(endedTroughs + trough, (double) episodes));
    }

    /** Root mean square of the drawdowns at all periods. */
    public double ulcer() {
        return present(Math.sqrt(squares / count));
    }

    /** Mean of the drawdowns at all periods. */
    public double pain() {
        return present(sum / count);
    }

    private double present(double value) {
        return defined && count > 0 ? value : Double.NaN;
    }

    @Override
    public void visit(StateSink sink) {
        sink.begin("drawdowns", 1);
        count = sink.field("count", count);
        wealth = sink.field("wealth", wealth);
        peak = sink.field("peak", peak);
        defined = sink.field("defined", defined);
        deepest = sink.field("deepest", deepest);
        sum = sink.field("sum", sum);
        squares = sink.field("squares", squares);
        length = sink.field("length", length);
        longest = sink.field("longest", longest);
        episodes = sink.field("episodes", episodes);
        trough = sink.field("trough", trough);
        endedTroughs = sink.field("endedTroughs", endedTroughs);
        sink.end();
    }
}
