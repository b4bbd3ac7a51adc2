package crucible.watchtower;

import crucible.watchtower.stat.Moments;

/**
 * How many agents ever competed with a live record, and how far luck and skill have spread their t statistics. The dead
 * stay in, as they were at their end. One thread. A pure function of the agents' evidence, in id order; recounted when asked for.
 */
public final class Trials {
    /**
     * Shorter records count in N but not in V: the t statistic of n observations has n − 1 degrees of freedom, so that of
     * two or three has no variance, and a newborn's would shake everybody's hurdle.
     */
    static final int SHORTEST_FOR_SPREAD = 30;

    private static final int SHORTEST_RECORD = 2;

    private int count;
    private int defined;
    private double mean;
    private double m2;

    /** Counts anew over the first {@code size} agents. Allocates nothing. */
    void recount(WatchedAgent[] agents, int size) {
        restart();
        for (int i = 0; i < size; i++) {
            add(agents[i].evidence);
        }
    }

    /** Forgets all agents. */
    public void restart() {
        count = 0;
        defined = 0;
        mean = 0;
        m2 = 0;
    }

    /** Counts one agent; in ascending id, for sums of doubles depend on their order. */
    public void add(Moments evidence) {
        count += evidence.count() >= SHORTEST_RECORD ? 1 : 0;
        final double t = evidence.t();
        if (evidence.count() >= SHORTEST_FOR_SPREAD && !Double.isNaN(t)) {
            defined++;
            final double delta = t - mean;
            mean += delta / defined;
            m2 += delta * (t - mean);
        }
    }

    /** N: agents that ever had at least two observations. */
    public int count() {
        return count;
    }

    /**
     * V: variance, divisor one less than their number, of t = SR·√n over the agents with at least
     * {@value #SHORTEST_FOR_SPREAD} observations that vary; at least 1.
     */
    public double varianceOfT() {
        return Math.max(1, defined < 2 ? 1 : m2 / (defined - 1));
    }
}
