package crucible.fill;

import crucible.model.Require;
import java.util.Collections;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * When a venue closes a perpetual's position whose margin is used up, and for what. Venues' own tiers of maintenance margin
 * are not public without an account, and rise with the position's size; what holds here is meant to be no kinder than the
 * first tier of a small contract. 1 bps = 100 ppm. Immutable.
 *
 * @param maintenancePpm part of the position's value that must be left of its margin, in [1, 500000]
 * @param liquidationFeePpm fee of a liquidation on top of the taker's, in [0, 100000]
 * @param leverage how many times its margin a position of a perpetual may be worth when it is opened, in [1, 20]; the
 *     margin that is left then, one part of so many of the value, is above every maintenance margin; 1 where nothing is
 *     said, as in journals of former builds
 * @param byVenue maintenance margin and fee for single venues by venue name; kept in ascending order of names
 */
public record MarginSettings(
        int maintenancePpm, int liquidationFeePpm, Integer leverage, SortedMap<String, VenueMargin> byVenue) {
    /** Two and a half per cent of the value, two per cent of fee. */
    public static final MarginSettings DEFAULT = new MarginSettings(25_000, 20_000, 1, Collections.emptySortedMap());

    private static final int MAX_MAINTENANCE_PPM = 500_000;
    private static final int MAX_FEE_PPM = 100_000;
    private static final int MAX_LEVERAGE = 20;

    public MarginSettings {
        Require.between("maintenancePpm", maintenancePpm, 1, MAX_MAINTENANCE_PPM);
        Require.between("liquidationFeePpm", liquidationFeePpm, 0, MAX_FEE_PPM);
        leverage = leverage == null ? 1 : leverage;
        Require.between("leverage", leverage, 1, MAX_LEVERAGE);
        leavesRoom(leverage, maintenancePpm);
        final SortedMap<String, VenueMargin> sorted = new TreeMap<>(Require.present("byVenue", byVenue));
        for (Map.Entry<String, VenueMargin> venue : sorted.entrySet()) {
            Require.that(venue.getKey().matches("[a-z0-9-]+"), "venue name is of [a-z0-9-]", venue.getKey());
            Require.present("margin of " + venue.getKey(), venue.getValue());
            leavesRoom(leverage, venue.getValue().maintenancePpm());
        }
        byVenue = Collections.unmodifiableSortedMap(sorted);
    }

    /** At a gross leverage of 1. */
    public MarginSettings(int maintenancePpm, int liquidationFeePpm, SortedMap<String, VenueMargin> byVenue) {
        this(maintenancePpm, liquidationFeePpm, 1, byVenue);
    }

    private static void leavesRoom(int leverage, int maintenancePpm) {
        Require.that(
                (long) leverage * maintenancePpm < 1_000_000,
                "maintenance margin lies below that of an entry, " + 1_000_000 / leverage + " ppm",
                maintenancePpm);
    }

    int maintenancePpmAt(String venue) {
        final VenueMargin own = byVenue.get(venue);
        return own == null ? maintenancePpm : own.maintenancePpm();
    }

    int liquidationFeePpmAt(String venue) {
        final VenueMargin own = byVenue.get(venue);
        return own == null ? liquidationFeePpm : own.liquidationFeePpm();
    }

    /**
     * One {@code name=value} a line: the two numbers, a leverage that is not 1, then two for each venue by ascending
     * name.
     */
    String canonicalText() {
        final StringBuilder text = new StringBuilder()
                .append("margins.maintenancePpm=")
                .append(maintenancePpm)
                .append("\nmargins.liquidationFeePpm=")
                .append(liquidationFeePpm)
                .append('\n');
        if (leverage != 1) {
            text.append("margins.leverage=").append(leverage).append('\n');
        }
        for (Map.Entry<String, VenueMargin> venue : byVenue.entrySet()) {
            text.append("margins.").append(venue.getKey()).append(".maintenancePpm=");
            text.append(venue.getValue().maintenancePpm()).append('\n');
            text.append("margins.").append(venue.getKey()).append(".liquidationFeePpm=");
            text.append(venue.getValue().liquidationFeePpm()).append('\n');
        }
        return text.toString();
    }

    /**
     * The margin of one venue.
     *
     * @param maintenancePpm in [1, 500000]
     * @param liquidationFeePpm in [0, 100000]
     */
    public record VenueMargin(int maintenancePpm, int liquidationFeePpm) {
        public VenueMargin {
            Require.between("maintenancePpm", maintenancePpm, 1, MAX_MAINTENANCE_PPM);
            Require.between("liquidationFeePpm", liquidationFeePpm, 0, MAX_FEE_PPM);
        }
    }
}
