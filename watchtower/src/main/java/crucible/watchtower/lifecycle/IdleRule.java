package crucible.watchtower.lifecycle;

/**
 * An agent must do something now and then: a change of equity or a closed trade counts as doing. Only time over
 * countable bars on which the agent could have entered is counted, so neither an outage, however its bars are repaired,
 * nor a pause ends it.
 *
 * @param limitDays above 0
 */
public record IdleRule(double limitDays) {
    private static final double DAY_MS = 86_400_000.0;

    /** What it finds after {@code idleMs} of counted time in which nothing moved. */
    public Finding at(long idleMs) {
        return days(idleMs) < limitDays ? Finding.PASS : Finding.FAIL;
    }

    /** Milliseconds as days. */
    public static double days(long ms) {
        return ms / DAY_MS;
    }
}
