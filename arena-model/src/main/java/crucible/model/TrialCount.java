package crucible.model;

/**
 * How many trials competed for a sample and how far they spread, as counted at a boundary: a ring event. From its place in
 * the total order on it is what deflated Sharpe ratios deflate by.
 *
 * @param scope for which sample they competed
 * @param trials N, at least 1; need not be whole, since copies of each other count for fewer
 * @param varianceOfT V: variance of the trials' t = SR·√(their length), at least 1
 * @param countedTimeMs boundary at which they were counted
 */
public record TrialCount(Scope scope, double trials, double varianceOfT, long countedTimeMs) {
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
    }
}
