package crucible.watchtower.lifecycle;

/**
 * An agent none of whose instruments can be traded with its capital frees its place after a while.
 *
 * @param limitDays above 0
 */
public record UntradeableRule(double limitDays) {
    /** What it finds after {@code untradeableMs} since it became so. */
    public Finding at(long untradeableMs) {
        return IdleRule.days(untradeableMs) < limitDays ? Finding.PASS : Finding.FAIL;
    }
}
