package crucible.watchtower.lifecycle;

/** What a rule finds. Too little to judge by is not a failure. */
public enum Finding {
    /** A number that the rule needs does not exist yet, or the minimum of trades and days is not reached. */
    INSUFFICIENT,
    /** The rule's demand is met. */
    PASS,
    /** It is not. */
    FAIL;

    /** PASS where {@code value} is at least {@code bar}, INSUFFICIENT where it is NaN. */
    static Finding atLeast(double value, double bar) {
        if (Double.isNaN(value)) {
            return INSUFFICIENT;
        }
        return value >= bar ? PASS : FAIL;
    }
}
