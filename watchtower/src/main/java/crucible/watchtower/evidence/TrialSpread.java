package crucible.watchtower.evidence;

import crucible.model.StateHolder;
import crucible.model.StateSink;
import crucible.model.TrialCount;
import crucible.watchtower.stat.Moments;

/**
 * How many trials there were and how far luck and skill have spread them: N and V of a {@link Deflation}, from the
 * moments of each trial as it ended. O(1) per trial whatever its length, mergeable, belongs to one thread.
 */
public final class TrialSpread implements StateHolder {
    /** Shorter records count in N but not in V: the t statistic of a handful of observations has hardly a variance. */
    public static final int SHORTEST = 30;

    private long trials;
    private final Moments ts = new Moments();

    /** Counts a trial that has at least two observations; another is not one. */
    public void add(Moments trial) {
        if (trial.count() < 2) {
            return;
        }
        trials++;
        final double t = trial.t();
        if (trial.count() >= SHORTEST && !Double.isNaN(t)) {
            ts.add(t);
        }
    }

    /** Adds all trials that {@code other} has counted; it stays as it is. */
    public void merge(TrialSpread other) {
        trials += other.trials;
        ts.merge(other.ts);
    }

    /** Forgets all trials. */
    public void clear() {
        trials = 0;
        ts.clear();
    }

    /** How many were counted. */
    public long trials() {
        return trials;
    }

    /** Variance (divisor one less than their number) of t over the trials that are long enough and vary; at least 1. */
    public double varianceOfT() {
        final double sd = ts.sd();
        return Double.isNaN(sd) ? 1 : Math.max(1, sd * sd);
    }

    /**
     * What a record has to beat among them.
     *
     * @throws IllegalArgumentException where no trial was counted: the record itself is one
     */
    public Deflation deflation(TrialCount.Scope scope) {
        return new Deflation(scope, (double) trials, varianceOfT());
    }

    /**
     * The same as an event, for those who must not be judged as if alone.
     *
     * @param atLeast N where fewer were counted, 1 or more
     * @param timeMs boundary of the count
     */
    public TrialCount count(TrialCount.Scope scope, int atLeast, long timeMs) {
        return new TrialCount(scope, (double) Math.max(atLeast, trials), varianceOfT(), timeMs);
    }

    /**
     * The same where {@code joined} of the records stand in the group of another and count no more.
     *
     * @param atLeast N where fewer are left, 1 or more
     */
    public TrialCount count(TrialCount.Scope scope, int atLeast, long timeMs, long joined) {
        final long groups = trials - joined;
        return new TrialCount(scope, (double) Math.max(atLeast, groups), varianceOfT(), timeMs, trials, groups);
    }

    @Override
    public void visit(StateSink sink) {
        sink.begin("trialSpread", 1);
        trials = sink.field("trials", trials);
        ts.visit(sink);
        sink.end();
    }
}
