package crucible.model;

/**
 * Bars that cannot be learned: a ring event, never an invented bar.
 *
 * @param instrumentId dense id
 * @param timeframe interval
 * @param firstOpenTimeMs open time of the first missing bar
 * @param lastOpenTimeMs open time of the last missing bar, inclusive
 * @param reason for people
 */
public record Gap(int instrumentId, Timeframe timeframe, long firstOpenTimeMs, long lastOpenTimeMs, String reason) {
    public Gap {
        Require.notNegative("instrumentId", instrumentId);
        Require.present("timeframe", timeframe);
        Require.that(timeframe.closesAt(firstOpenTimeMs), "firstOpenTimeMs is aligned", firstOpenTimeMs);
        Require.that(timeframe.closesAt(lastOpenTimeMs), "lastOpenTimeMs is aligned", lastOpenTimeMs);
        Require.that(firstOpenTimeMs <= lastOpenTimeMs, "first <= last", firstOpenTimeMs + ", " + lastOpenTimeMs);
        Require.text("reason", reason);
    }

    /** How many bars are missing, at least 1. */
    public long bars() {
        return (lastOpenTimeMs - firstOpenTimeMs) / timeframe.intervalMs() + 1;
    }
}
