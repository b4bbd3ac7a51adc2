package crucible.fill;

import crucible.model.Require;
import java.util.Collections;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * What borrowing an instrument's base currency costs, so that it may be sold short on a spot market. Immutable.
 *
 * @param annualPpm interest for 365 days in parts per million of the value of what is borrowed, in [1, 10000000]
 */
public record BorrowRate(int annualPpm) {
    private static final int MAX_PPM = 10_000_000;

    public BorrowRate {
        Require.between("annualPpm", annualPpm, 1, MAX_PPM);
    }

    /** So many times as dear, as far as that is allowed. */
    BorrowRate times(int factor) {
        return new BorrowRate((int) Math.max(1, Math.min(MAX_PPM, (long) annualPpm * factor)));
    }

    /** A copy of rates by {@code venue} or {@code venue:symbol}, in ascending order of keys. */
    static SortedMap<String, BorrowRate> checked(Map<String, BorrowRate> rates) {
        final SortedMap<String, BorrowRate> sorted = new TreeMap<>(rates);
        sorted.forEach((key, rate) -> {
            Require.that(key.matches("[a-z0-9-]+(:[A-Za-z0-9_./-]+)?"), "key of borrow is venue or venue:symbol", key);
            Require.present("borrow rate of " + key, rate);
        });
        return Collections.unmodifiableSortedMap(sorted);
    }

    /** One {@code borrow.key.annualPpm=…} a line, nothing where there are none. */
    static String canonicalText(SortedMap<String, BorrowRate> rates) {
        final StringBuilder text = new StringBuilder();
        rates.forEach((key, rate) -> text.append("borrow.")
                .append(key)
                .append(".annualPpm=")
                .append(rate.annualPpm())
                .append('\n'));
        return text.toString();
    }
}
