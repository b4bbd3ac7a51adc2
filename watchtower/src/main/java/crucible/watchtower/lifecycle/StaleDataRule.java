package crucible.watchtower.lifecycle;

/**
 * An agent whose instruments bring no bar that counts, while those of others do, frees its place after a while. Time in
 * which nobody has data is an outage and ends nobody.
 *
 * @param limitDays above 0
 */
public record StaleDataRule(double limitDays) {
    /** What it finds after {@code staleMs} of the others' time without data. */
    public Finding at(long staleMs) {
        return IdleRule.days(staleMs) < limitDays ? Finding.PASS : Finding.FAIL;
    }
}
