package crucible.fill;

import crucible.model.Require;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

/**
 * Two cost settings, field by field: those under which something was found, and those in force. The order is partial:
 * settings are cheaper as soon as one field is, however dear the others are, and a field that has no dear side counts as
 * cheaper where it differs at all. Made of canonical texts ({@link CostSettings#canonicalText()}), so that settings of
 * earlier versions can be compared, too. Immutable.
 *
 * @param differences every field that differs, in the order of the texts
 */
public record CostComparison(List<Difference> differences) {
    /** Fields of which a larger number costs an agent more, or serves it later. */
    private static final Set<String> MORE_IS_DEARER = Set.of(
            "takerFeePpm",
            "makerFeePpm",
            "slippagePpm",
            "latencyMs",
            "mostVolatilityFactor",
            "volatilityLatencyMs",
            "impactPpm",
            "maintenancePpm",
            "liquidationFeePpm",
            "annualPpm");

    /** What the fees of a venue are compared with where the other side says nothing of it. */
    private static final String TAKER = "takerFeePpm";

    private static final String MAKER = "makerFeePpm";
    private static final String FLOORS = "market.spreadFloor.";
    private static final String LEVERAGE = "margins.leverage";
    private static final String BORROW = "borrow.";
    private static final String ANNUAL = "annualPpm";
    private static final String VENUE_FEES = "[0-9]+,[0-9]+";

    public CostComparison {
        differences = List.copyOf(differences);
    }

    /** How the field in force stands to the one that was found under. */
    public enum Relation {
        /** In force costs less. */
        CHEAPER,
        /** In force costs more. */
        DEARER,
        /** Neither side can be called dear. */
        OTHER
    }

    /**
     * One field that differs.
     *
     * @param field its name in the canonical text; of a venue's fee {@code venue.takerFeePpm}
     * @param found its value in the settings found under, {@code none} where they lack it
     * @param inForce its value in the settings in force, {@code none} where they lack it
     * @param relation how the second stands to the first
     */
    public record Difference(String field, String found, String inForce, Relation relation) {
        public Difference {
            Require.text("field", field);
            Require.present("found", found);
            Require.present("inForce", inForce);
            Require.present("relation", relation);
        }

        @Override
        public String toString() {
            final String words = switch (relation) {
                case CHEAPER -> " (cheaper)";
                case DEARER -> " (dearer)";
                case OTHER -> " (not comparable)";
            };
            return field + " " + found + " -> " + inForce + words;
        }
    }

    /**
     * Compares two canonical texts.
     *
     * @throws IllegalArgumentException where a line of either is no {@code name=value}
     */
    public static CostComparison of(String found, String inForce) {
        final Map<String, String> before = fields(found);
        final Map<String, String> now = fields(inForce);
        final Map<String, String> names = new LinkedHashMap<>(before);
        now.forEach(names::putIfAbsent);
        final List<Difference> differences = new ArrayList<>();
        final Set<String> venues = new TreeSet<>();
        for (String name : names.keySet()) {
            if (names.get(name).matches(VENUE_FEES)) {
                venues.add(name);
            } else if (name.equals(LEVERAGE)) {
                add(differences, name, before.getOrDefault(name, "1"), now.getOrDefault(name, "1"));
            } else if (name.startsWith(BORROW)) {
                add(differences, name, annualPpm(before, name), annualPpm(now, name));
            } else {
                add(differences, name, before.getOrDefault(name, "none"), now.getOrDefault(name, "none"));
            }
        }
        for (String venue : venues) {
            add(differences, venue + "." + TAKER, fee(before, venue, 0), fee(now, venue, 0));
            add(differences, venue + "." + MAKER, fee(before, venue, 1), fee(now, venue, 1));
        }
        return new CostComparison(differences);
    }

    private static Map<String, String> fields(String text) {
        final Map<String, String> fields = new LinkedHashMap<>();
        for (String line : text.split("\n", -1)) {
            if (line.isEmpty()) {
                continue;
            }
            final int equals = line.indexOf('=');
            Require.that(equals > 0, "line of cost settings is name=value", line);
            fields.put(line.substring(0, equals), line.substring(equals + 1));
        }
        return fields;
    }

    /** Fee at a venue: its own, else the one for all venues. */
    private static String fee(Map<String, String> fields, String venue, int at) {
        final String own = fields.get(venue);
        return own == null ? fields.getOrDefault(at == 0 ? TAKER : MAKER, "none") : own.split(",", -1)[at];
    }

    /** Interest of an instrument: its own, else its venue's; {@code none} where it cannot be borrowed. */
    private static String annualPpm(Map<String, String> fields, String name) {
        final int colon = name.indexOf(':');
        final String venue = colon < 0 ? name : name.substring(0, colon) + "." + ANNUAL;
        return fields.getOrDefault(name, fields.getOrDefault(venue, "none"));
    }

    private static void add(List<Difference> differences, String field, String found, String inForce) {
        if (!found.equals(inForce)) {
            differences.add(new Difference(field, found, inForce, relation(field, found, inForce)));
        }
    }

    private static Relation relation(String field, String found, String inForce) {
        if (field.startsWith(FLOORS)) {
            return isNowhereBelow(found, inForce) ? Relation.DEARER : Relation.CHEAPER;
        }
        final String name = field.substring(field.lastIndexOf('.') + 1);
        if (name.equals(ANNUAL) && !(isNumber(found) && isNumber(inForce))) {
            // What nobody lends is dearer than at any rate.
            return isNumber(inForce) ? Relation.CHEAPER : Relation.DEARER;
        }
        if (field.equals(LEVERAGE) && isNumber(found) && isNumber(inForce)) {
            // The more of its own an agent has to put in, the dearer.
            return new BigDecimal(inForce).compareTo(new BigDecimal(found)) > 0 ? Relation.CHEAPER : Relation.DEARER;
        }
        if (!MORE_IS_DEARER.contains(name) || !isNumber(found) || !isNumber(inForce)) {
            return Relation.OTHER;
        }
        return new BigDecimal(inForce).compareTo(new BigDecimal(found)) < 0 ? Relation.CHEAPER : Relation.DEARER;
    }

    /** Of two lists of floors; none is below all. */
    private static boolean isNowhereBelow(String found, String inForce) {
        final String[] before = found.split(",", -1);
        final String[] now = inForce.split(",", -1);
        boolean below = now.length != before.length && before.length > 1;
        for (int i = 0; i < now.length && !below && now.length == before.length; i++) {
            below = !isNumber(now[i])
                    || !isNumber(before[i])
                    || new BigDecimal(now[i]).compareTo(new BigDecimal(before[i])) < 0;
        }
        return !below;
    }

    private static boolean isNumber(String text) {
        return text.matches("[0-9]{1,18}(\\.[0-9]{1,18})?");
    }

    /** Whether what was found may not be used under the settings in force: some field is cheaper or not comparable. */
    public boolean isRefused() {
        return differences.stream().anyMatch(difference -> difference.relation() != Relation.DEARER);
    }

    /** All differences in one line. */
    @Override
    public String toString() {
        return differences.stream().map(Difference::toString).collect(Collectors.joining(", "));
    }
}
