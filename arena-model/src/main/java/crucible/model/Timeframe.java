package crucible.model;

import java.util.Arrays;
import java.util.stream.Collectors;

/** Bar intervals that the arena trades. Both divide the day, so bars align to UTC midnight. */
public enum Timeframe {
    M5("5m", 5),
    M15("15m", 15);

    private static final Timeframe[] ALL = values();

    private final String label;
    private final long intervalMs;

    Timeframe(String label, int minutes) {
        this.label = label;
        this.intervalMs = minutes * 60_000L;
    }

    /** As users and venues write it: {@code 5m}, {@code 15m}. */
    public String label() {
        return label;
    }

    /** Length of a bar in milliseconds. */
    public long intervalMs() {
        return intervalMs;
    }

    /** Bars in a year of 365 days; crypto markets never close. */
    public long barsPerYear() {
        return 365L * 86_400_000L / intervalMs;
    }

    /** Whether a bar of this interval closes (and the next opens) at {@code timeMs}. */
    public boolean closesAt(long timeMs) {
        return Math.floorMod(timeMs, intervalMs) == 0;
    }

    /** Open time of the bar whose half-open span contains {@code timeMs}. */
    public long openTimeOf(long timeMs) {
        return Math.floorDiv(timeMs, intervalMs) * intervalMs;
    }

    /** A bit for sets of timeframes in an {@code int}. */
    public int bit() {
        return 1 << ordinal();
    }

    /** The constant at {@code ordinal}, without copying the array. */
    public static Timeframe at(int ordinal) {
        return ALL[ordinal];
    }

    /** Number of timeframes. */
    public static int count() {
        return ALL.length;
    }

    /** Parses {@code 5m} or {@code 15m}; anything else is an error that lists what is allowed. */
    public static Timeframe parse(String label) {
        for (Timeframe timeframe : ALL) {
            if (timeframe.label.equals(label)) {
                return timeframe;
            }
        }
        final String allowed = Arrays.stream(ALL).map(Timeframe::label).collect(Collectors.joining(", "));
        throw new IllegalArgumentException("required: timeframe is one of " + allowed + ", but was " + label);
    }
}
