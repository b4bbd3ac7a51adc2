package crucible.watchtower.evidence;

import crucible.model.StateHolder;
import crucible.model.StateSink;

/**
 * A record beside the holding of its own average exposure in its own instruments over the same bars: what was in the market
 * for half of the time should not be praised for half of the market's rise. Held is a constant part of equity, the average
 * of the parts that were held at the ends of the record's bars, put back to that part at every bar, without any cost; so
 * its return is the product of (1 + exposure·market return), less 1, taken from the first four sums of powers of the
 * market's returns, which is right within 1e-5 a bar as long as no bar moves the holding by more than 10 %.
 *
 * <p>O(1) per observation; allocates nothing; one thread.
 */
public final class HeldExposure implements StateHolder {
    private long count;
    private double exposureSum;
    private double wealth = 1;
    private double sum1;
    private double sum2;
    private double sum3;
    private double sum4;
    /** Level of the instruments' basket at the last observation, or at the last bar before the first; NaN before that. */
    private double level = Double.NaN;

    /** The record has not begun: the next observation's market return begins here. */
    public void follow(double basketLevel) {
        level = basketLevel;
    }

    /**
     * One observation.
     *
     * @param simpleReturn of the record
     * @param exposure value of what is held at the end of the bar as a part of equity, 0 for nothing
     * @param basketLevel what one unit of money in the instruments has become
     */
    public void add(double simpleReturn, double exposure, double basketLevel) {
        if (!Double.isNaN(level)) {
            final double market = basketLevel / level - 1;
            final double square = market * market;
            count++;
            wealth *= 1 + simpleReturn;
            exposureSum += exposure;
            sum1 += market;
            sum2 += square;
            sum3 += square * market;
            sum4 += square * square;
        }
        level = basketLevel;
    }

    /** How many observations were compared. */
    public long count() {
        return count;
    }

    /** Mean of the exposures; NaN of none. */
    public double averageExposure() {
        return count == 0 ? Double.NaN : exposureSum / count;
    }

    /** What the record returned over these observations, 0.01 = 1 %; NaN of none. */
    public double ownReturn() {
        return count == 0 ? Double.NaN : wealth - 1;
    }

    /** What holding the average exposure returned over the same bars; NaN of none. */
    public double heldReturn() {
        final double part = averageExposure();
        final double square = part * part;
        return count == 0
                ? Double.NaN
                : StrictMath.expm1(
                        part * sum1 - square * sum2 / 2 + square * part * sum3 / 3 - square * square * sum4 / 4);
    }

    @Override
    public void visit(StateSink sink) {
        sink.begin("heldExposure", 1);
        count = sink.field("count", count);
        exposureSum = sink.field("exposureSum", exposureSum);
        wealth = sink.field("wealth", wealth);
        sum1 = sink.field("sum1", sum1);
        sum2 = sink.field("sum2", sum2);
        sum3 = sink.field("sum3", sum3);
        sum4 = sink.field("sum4", sum4);
        level = sink.field("level", level);
        sink.end();
    }
}
