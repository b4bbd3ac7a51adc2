package crucible.watchtower.evidence;

import crucible.model.StateHolder;
import crucible.model.StateSink;
import java.util.Arrays;

/**
 * A record's returns of the newest {@value #HOURS} hours of event time, summed by hour; an hour without an observation is
 * absent, one of a record that held nothing is 0. O(1) per observation; allocates nothing after construction; one thread.
 */
final class HourlyReturns implements StateHolder {
    /** Length of the window; a power of two. */
    static final int HOURS = 128;

    private static final long HOUR_MS = 3_600_000;
    private static final double[] RELEASED = {};

    /** By hour since 1970 modulo its length; NaN for an absent hour. */
    private double[] returns = new double[HOURS];

    private long newest = Long.MIN_VALUE;

    HourlyReturns() {
        Arrays.fill(returns, Double.NaN);
    }

    /** The hour, since 1970, of a bar that closed then: one that closes on the hour belongs to the hour before. */
    static long hourOf(long closeTimeMs) {
        return Math.floorDiv(closeTimeMs - 1, HOUR_MS);
    }

    /** One observation; of an hour before the newest it changes nothing. */
    void add(double simpleReturn, long closeTimeMs) {
        final long hour = hourOf(closeTimeMs);
        if (hour > newest && returns.length > 0) {
            final long first = newest == Long.MIN_VALUE ? hour : Math.max(newest + 1, hour - HOURS + 1);
            for (long fresh = first; fresh < hour; fresh++) {
                returns[index(fresh)] = Double.NaN;
            }
            returns[index(hour)] = simpleReturn;
            newest = hour;
        } else if (hour == newest && returns.length > 0) {
            returns[index(hour)] += simpleReturn;
        }
    }

    /** The newest hour; {@link Long#MIN_VALUE} before the first observation. */
    long newest() {
        return newest;
    }

    /** The oldest hour that may be there. */
    long oldest() {
        return newest == Long.MIN_VALUE ? Long.MAX_VALUE : newest - HOURS + 1;
    }

    /** Sum of the returns of an hour of the window; NaN where it is absent. */
    double of(long hour) {
        return returns[index(hour)];
    }

    /** How many hours of the window are there. */
    int hours() {
        int present = 0;
        for (double hourly : returns) {
            present += Double.isNaN(hourly) ? 0 : 1;
        }
        return present;
    }

    /** How many of them are not 0. */
    int activeHours() {
        int active = 0;
        for (double hourly : returns) {
            active += Double.isNaN(hourly) || hourly == 0 ? 0 : 1;
        }
        return active;
    }

    /** Nobody will ask again: gives its memory back. */
    void release() {
        returns = RELEASED;
    }

    boolean isReleased() {
        return returns.length == 0;
    }

    private static int index(long hour) {
        return (int) (hour & HOURS - 1);
    }

    @Override
    public void visit(StateSink sink) {
        newest = sink.field("newest", newest);
        final int length = sink.field("length", returns.length);
        if (length < returns.length) {
            release();
        }
        returns = sink.field("returns", returns, length);
    }
}
