package crucible.watchtower.calibration;

import crucible.model.Verdict;
import java.util.Arrays;

/** How simulated lives went, by agent. One thread; merged in the order of the agents. */
public final class Lives {
    private final double[] promotedAfter;
    private final double[] endedAfter;

    Lives(int agents) {
        this(new double[agents], new double[agents]);
        Arrays.fill(promotedAfter, Double.POSITIVE_INFINITY);
        Arrays.fill(endedAfter, Double.POSITIVE_INFINITY);
    }

    private Lives(double[] promotedAfter, double[] endedAfter) {
        this.promotedAfter = promotedAfter;
        this.endedAfter = endedAfter;
    }

    /** @param verdict null: none came */
    void ended(int agent, Verdict.Kind verdict, long closedTrades) {
        if (verdict == Verdict.Kind.PROMOTE) {
            promotedAfter[agent] = closedTrades;
        } else if (verdict == Verdict.Kind.TERMINATE) {
            endedAfter[agent] = closedTrades;
        }
    }

    /** These agents and then those. */
    public Lives plus(Lives next) {
        return new Lives(
                Medians.joined(promotedAfter, next.promotedAfter), Medians.joined(endedAfter, next.endedAfter));
    }

    /** How many agents. */
    public int agents() {
        return promotedAfter.length;
    }

    /** How many were promoted. */
    public int promoted() {
        return finite(promotedAfter).length;
    }

    /** How many were ended. */
    public int ended() {
        return finite(endedAfter).length;
    }

    /** Closed trades at promotion: the median of the promoted; NaN of none. */
    public double medianToPromotion() {
        return Medians.median(finite(promotedAfter));
    }

    /** Closed trades at their end: the median of the ended; NaN of none. */
    public double medianTenure() {
        return Medians.median(finite(endedAfter));
    }

    private static double[] finite(double[] times) {
        return Arrays.stream(times).filter(Double::isFinite).toArray();
    }
}
