package crucible.watchtower.stat;

import crucible.model.StateHolder;
import crucible.model.StateSink;

/**
 * How much an agent is in the market and how much it trades, one observation per period. O(1) per observation, mergeable,
 * allocates nothing, belongs to one thread. NaN of nothing.
 */
public final class Activity implements StateHolder {
    private long count;
    private long held;
    private double gross;
    private double net;
    private double traded;

    /**
     * Takes in one period. What is not finite, or a negative amount traded, is an {@link IllegalArgumentException} and
     * changes nothing.
     *
     * @param position value of the position over equity, short below 0; 0 = flat
     * @param tradedShare value bought and sold during the period over equity, 0 or more
     */
    public void add(double position, double tradedShare) {
        if (!(Math.abs(position) < Double.POSITIVE_INFINITY)) {
            throw new IllegalArgumentException("required: a position is finite, but was " + position);
        }
        if (!(tradedShare >= 0 && tradedShare < Double.POSITIVE_INFINITY)) {
            throw new IllegalArgumentException(
                    "required: what was traded is finite and not negative, but was " + tradedShare);
        }
        count++;
        held += position == 0 ? 0 : 1;
        gross += Math.abs(position);
        net += position;
        traded += tradedShare;
    }

    /** Adds all periods that {@code other} has seen; it stays as it is. */
    public void merge(Activity other) {
        count += other.count;
        held += other.held;
        gross += other.gross;
        net += other.net;
        traded += other.traded;
    }

    /** Exposure: part of the periods with a position, in [0, 1]. */
    public double exposure() {
        return ReturnMetrics.ratio((double) held, (double) count);
    }

    /** Average size of the position over equity, whatever its direction, flat periods included. */
    public double grossExposure() {
        return ReturnMetrics.ratio(gross, (double) count);
    }

    /** Average position over equity, shorts below 0, flat periods included. */
    public double netExposure() {
        return ReturnMetrics.ratio(net, (double) count);
    }

    /** Value bought and sold per period, in units of equity: a round trip with everything is 2. */
    public double turnover() {
        return ReturnMetrics.ratio(traded, (double) count);
    }

    @Override
    public void visit(StateSink sink) {
        sink.begin("activity", 1);
        count = sink.field("count", count);
        held = sink.field("held", held);
        gross = sink.field("gross", gross);
        net = sink.field("net", net);
        traded = sink.field("traded", traded);
        sink.end();
    }
}
