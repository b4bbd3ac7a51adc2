package crucible.watchtower.stat;

import crucible.model.Require;
import crucible.model.StateHolder;
import crucible.model.StateSink;

/**
 * How a stream of returns lies around a target: shortfalls below it, gains above it. O(1) per return, mergeable, allocates
 * nothing, belongs to one thread. NaN where something does not exist.
 */
public final class Downside implements StateHolder {
    private final double target;
    private long count;
    private long up;
    private long down;
    private double above;
    private double below;
    private double squares;

    /** @param target return per period that is aimed at, finite */
    public Downside(double target) {
        Require.that(Math.abs(target) < Double.POSITIVE_INFINITY, "target is finite", target);
        this.target = target;
    }

    /** Takes in one finite return. */
    public void add(double value) {
        count++;
        final double excess = value - target;
        if (excess > 0) {
            up++;
            above += excess;
        } else if (excess < 0) {
            down++;
            below -= excess;
            squares += excess * excess;
        }
    }

    /** Adds all that {@code other}, which has the same target, has seen; it stays as it is. */
    public void merge(Downside other) {
        Require.that(target == other.target, "the target of what is merged is " + target, other.target);
        count += other.count;
        up += other.up;
        down += other.down;
        above += other.above;
        below += other.below;
        squares += other.squares;
    }

    /** What the shortfalls are measured from. */
    public double target() {
        return target;
    }

    /**
     * Square root of the mean of {@code min(r − target, 0)²} over <em>all</em> returns. Rollinger and Hoffman, "Sortino: a
     * 'sharper' ratio" (2013).
     */
    public double deviation() {
        return Math.sqrt(ReturnMetrics.ratio(squares, (double) count));
    }

    /** The same over the returns below the target alone: another number, also in use; NaN where there is none. */
    public double deviationOfShortfalls() {
        return Math.sqrt(ReturnMetrics.ratio(squares, (double) down));
    }

    /** Sum of what returns are above the target over the sum of what they are below; NaN where none is below. */
    public double omega() {
        return ReturnMetrics.ratio(above, below);
    }

    /** Part of the returns above the target, in [0, 1]. */
    public double upShare() {
        return ReturnMetrics.ratio((double) up, (double) count);
    }

    /** Part of the returns below the target, in [0, 1]. */
    public double downShare() {
        return ReturnMetrics.ratio((double) down, (double) count);
    }

    @Override
    public void visit(StateSink sink) {
        sink.begin("downside", 1);
        count = sink.field("count", count);
        up = sink.field("up", up);
        down = sink.field("down", down);
        above = sink.field("above", above);
        below = sink.field("below", below);
        squares = sink.field("squares", squares);
        sink.end();
    }
}
