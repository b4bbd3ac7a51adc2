package crucible.watchtower.lifecycle;

/**
 * Equity must stay above a part of its highest value so far.
 *
 * @param maxDrawdown part of the peak whose loss fails, in (0, 1]
 */
public record DrawdownRule(double maxDrawdown) {
    /** What it finds; the peak is the starting capital or more. */
    public Finding at(long equityUsdE8, long peakUsdE8) {
        return drawdown(equityUsdE8, peakUsdE8) < maxDrawdown ? Finding.PASS : Finding.FAIL;
    }

    /** Part of the peak that is lost, 0 at the peak, above 1 where equity is negative; {@code peakUsdE8} is above 0. */
    public static double drawdown(long equityUsdE8, long peakUsdE8) {
        return (double) (peakUsdE8 - equityUsdE8) / peakUsdE8;
    }
}
