package crucible.watchtower.stat;

import crucible.model.Require;
import crucible.model.StateHolder;
import crucible.model.StateSink;

/**
 * Moments of the newest blocks of a stream, UTC days or any other that are numbered in ascending order: power sums per
 * block, merged when asked for, so nothing is ever subtracted and no error builds up. O(1) per number, O(blocks) per
 * question; allocates nothing after construction; belongs to one thread.
 *
 * <p>The window of D days at a time is that time's day, as far as it has come, and the D − 1 days before it.
 */
public final class RollingMoments implements StateHolder {
    private static final long DAY_MS = 86_400_000;

    private final Moments[] blocks;
    /** The newest day seen, in days since 1970; its block is the one at day mod blocks. */
    private long newestDay = Long.MIN_VALUE;

    /** @param days length of the window, from 1 to 3,660 */
    public RollingMoments(int days) {
        Require.between("days", days, 1, 3660);
        blocks = new Moments[days];
        for (int i = 0; i < days; i++) {
            blocks[i] = new Moments();
        }
    }

    /**
     * Adds one finite number. A time of an earlier day than the newest, or a number that is none, is an
     * {@link IllegalArgumentException} and changes nothing.
     *
     * @param timeMs event time
     */
    public void add(double value, long timeMs) {
        addToBlock(value, Math.floorDiv(timeMs, DAY_MS));
    }

    /** Adds one finite number to the block of this number; refused as {@link #add} refuses. */
    public void addToBlock(double value, long day) {
        if (day < newestDay) {
            throw new IllegalArgumentException(
                    "required: time does not go back behind block " + newestDay + ", but was " + day);
        }
        if (!(Math.abs(value) < Double.POSITIVE_INFINITY)) {
            throw new IllegalArgumentException("required: an observation is finite, but was " + value);
        }
        advance(day);
        blocks[(int) Math.floorMod(day, (long) blocks.length)].add(value);
    }

    /**
     * Lets the window end at {@code timeMs}, as after days without any number. An earlier time than the newest changes
     * nothing.
     */
    public void advanceTo(long timeMs) {
        advance(Math.floorDiv(timeMs, DAY_MS));
    }

    /** Lets the window end with this block, still empty. An earlier one than the newest changes nothing. */
    public void advanceToBlock(long block) {
        advance(block);
    }

    /** Puts the moments of the window into {@code target}, in place of what it held. */
    public void mergeInto(Moments target) {
        target.clear();
        for (int age = blocks.length - 1; age >= 0; age--) {
            target.merge(blocks[(int) Math.floorMod(newestDay - age, (long) blocks.length)]);
        }
    }

    /** Length of the window in days. */
    public int days() {
        return blocks.length;
    }

    private void advance(long day) {
        if (day <= newestDay) {
            return;
        }
        final long first = newestDay == Long.MIN_VALUE ? day : Math.max(newestDay + 1, day - blocks.length + 1);
        for (long fresh = first; fresh <= day; fresh++) {
            blocks[(int) Math.floorMod(fresh, (long) blocks.length)].clear();
        }
        newestDay = day;
    }

    @Override
    public void visit(StateSink sink) {
        sink.begin("rollingMoments", 1);
        newestDay = sink.field("newestDay", newestDay);
        for (Moments block : blocks) {
            block.visit(sink);
        }
        sink.end();
    }
}
