package crucible.model;

/**
 * How many trials competed for a sample and how far they spread, as counted at a boundary: a ring event. From its place in
 * the total order on it is what deflated Sharpe ratios deflate by.
 *
 * @param scope for which sample they competed
 * @param trials N, at least 1; need not be whole, since copies of each other count for fewer
 * @param varianceOfT V: variance of the trials' t = SR·√(their length), at least 1
 * @param countedTimeMs boundary at which they were counted
 * @param records how many records there were, before those that move together were counted once; 0 where every one counts
 * @param groups how many are left of them; 0 where every one counts
 */
public record TrialCount(
        Scope scope, double trials, double varianceOfT, long countedTimeMs, long records, long groups) {
    /** For which sample trials competed. */
    public enum Scope {
        /** Agents that ever had a live record in this arena: for judging live records. */
        LIVE_RECORDS,
        /** Every backtest that was ever run, in whatever part of the program: for admitting what a backtest found. */
        BACKTESTS
    }

    public TrialCount {
        Require.present("scope", scope);
        Require.that(trials >= 1 && trials < Double.POSITIVE_INFINITY, "trials is 1 or more", trials);
        Require.that(
                varianceOfT >= 1 && varianceOfT < Double.POSITIVE_INFINITY, "varianceOfT is 1 or more", varianceOfT);
        Require.that(0 <= groups && groups <= records, "groups lies in [0, records]", groups);
        Require.that(groups <= trials, "trials is no fewer than groups", trials);
    }

    /** Where every record counts. */
    public TrialCount(Scope scope, double trials, double varianceOfT, long countedTimeMs) {
        this(scope, trials, varianceOfT, countedTimeMs, 0, 0);
    }

    /** Whether the numbers are the same, whenever they were counted. */
    public boolean saysTheSameAs(TrialCount other) {
        return trials == other.trials
                && varianceOfT == other.varianceOfT
                && records == other.records
                && groups == other.groups;
    }

    /** Whether records that move together were counted once. */
    public boolean isGrouped() {
        return records > 0;
    }
}
