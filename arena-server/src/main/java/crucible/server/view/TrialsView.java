package crucible.server.view;

import java.util.OptionalDouble;

/**
 * How many strategies were ever evaluated, what the deflated Sharpe ratio makes of it, and what luck alone came to.
 *
 * @param count every strategy ever evaluated
 * @param competing N: those that competed for the live record
 * @param varianceOfT V: variance of their t statistics (Sharpe ratio × √observations), at least 1
 * @param expectedMaxT t statistic that the best of N would show by luck; absent before anybody competes
 * @param controlGroup what became of the placebos
 */
public record TrialsView(
        long count,
        long competing,
        OptionalDouble varianceOfT,
        OptionalDouble expectedMaxT,
        ControlGroup controlGroup) {
    /**
     * Placebos: they trade as much as the others, at random. None is ever promoted.
     *
     * @param born ever
     * @param ended by the rules
     * @param wouldBePromoted those that every gate of promotion would have promoted: falsely
     * @param naivelyPromoted those whose PSR alone ever was good enough
     * @param falsePromotionRate {@code wouldBePromoted} as a part of {@code born}; absent where there are none
     * @param endedRate {@code ended} as a part of {@code born}
     */
    public record ControlGroup(
            long born,
            long ended,
            long wouldBePromoted,
            long naivelyPromoted,
            OptionalDouble falsePromotionRate,
            OptionalDouble endedRate) {
        /** Of nobody. */
        public static final ControlGroup NONE = of(0, 0, 0, 0);

        /** The rates follow from the counts. */
        public static ControlGroup of(long born, long ended, long wouldBePromoted, long naivelyPromoted) {
            return new ControlGroup(
                    born, ended, wouldBePromoted, naivelyPromoted, rate(wouldBePromoted, born), rate(ended, born));
        }

        private static OptionalDouble rate(long some, long all) {
            return all == 0 ? OptionalDouble.empty() : OptionalDouble.of((double) some / (double) all);
        }
    }
}
