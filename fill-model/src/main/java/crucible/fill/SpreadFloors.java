package crucible.fill;

import crucible.model.Require;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * The least spread that is believed of an instrument at each hour of the day where no quote says otherwise, as it was
 * measured on recorded quotes. Immutable.
 *
 * @param ppmByInstrument by {@code venue:symbol} 24 spreads in parts per million of the price, each in [0, 100000], from the
 *     hour 00 of UTC on; kept in ascending order of keys
 */
public record SpreadFloors(SortedMap<String, List<Integer>> ppmByInstrument) {
    /** No floors. */
    public static final SpreadFloors NONE = new SpreadFloors(Collections.emptySortedMap());

    private static final int HOURS = 24;
    private static final int MAX_PPM = 100_000;
    private static final long HOUR_MS = 3_600_000;

    public SpreadFloors {
        final SortedMap<String, List<Integer>> sorted = new TreeMap<>();
        for (Map.Entry<String, List<Integer>> one : ppmByInstrument.entrySet()) {
            Require.that(
                    one.getKey().matches("[a-z0-9-]+:[A-Za-z0-9_./-]+"),
                    "instrument of spread floors is venue:symbol",
                    one.getKey());
            Require.that(
                    one.getValue().size() == HOURS,
                    "spread floors of " + one.getKey() + " are of 24 hours",
                    one.getValue().size());
            for (int ppm : one.getValue()) {
                Require.between("spread floor of " + one.getKey(), ppm, 0, MAX_PPM);
            }
            sorted.put(one.getKey(), List.copyOf(one.getValue()));
        }
        ppmByInstrument = Collections.unmodifiableSortedMap(sorted);
    }

    /**
     * Reads {@code venue:symbol=24 numbers with commas between}, one instrument a line or behind a semicolon; {@code off} or
     * nothing is none.
     *
     * @throws IllegalArgumentException saying what is wrong
     */
    public static SpreadFloors parse(String text) {
        final SortedMap<String, List<Integer>> floors = new TreeMap<>();
        for (String line : text.split("[;\n]")) {
            if (line.isBlank() || line.strip().equals("off")) {
                continue;
            }
            final String[] parts = line.strip().split("=", -1);
            Require.that(parts.length == 2, "spread floors are venue:symbol=24 numbers with commas between", line);
            final List<Integer> hours = new ArrayList<>();
            for (String number : parts[1].split(",", -1)) {
                Require.that(number.strip().matches("[0-9]{1,6}"), "spread floor is a whole number of ppm", number);
                hours.add(Integer.parseInt(number.strip()));
            }
            Require.that(floors.put(parts[0].strip(), hours) == null, "instrument has its floors once", parts[0]);
        }
        return floors.isEmpty() ? NONE : new SpreadFloors(floors);
    }

    /** The floors of an instrument, in parts per million; null where there are none. */
    int[] of(String key) {
        final List<Integer> hours = ppmByInstrument.get(key);
        return hours == null ? null : hours.stream().mapToInt(Integer::intValue).toArray();
    }

    /** The hour of day, UTC, in which the instant before {@code timeMs} lies. */
    static int hourBefore(long timeMs) {
        return (int) Math.floorMod(Math.floorDiv(timeMs - 1, HOUR_MS), (long) HOURS);
    }

    /** One {@code market.spreadFloor.venue:symbol=…} a line, nothing where there are none. */
    String canonicalText() {
        return ppmByInstrument.entrySet().stream()
                .map(one -> "market.spreadFloor." + line(one) + "\n")
                .collect(Collectors.joining());
    }

    private static String line(Map.Entry<String, List<Integer>> one) {
        return one.getKey() + "=" + one.getValue().stream().map(String::valueOf).collect(Collectors.joining(","));
    }

    /** As {@link #parse} reads it, behind semicolons; {@code off} where there are none. */
    @Override
    public String toString() {
        return ppmByInstrument.isEmpty()
                ? "off"
                : ppmByInstrument.entrySet().stream().map(SpreadFloors::line).collect(Collectors.joining(";"));
    }
}
