package crucible.exchange.venue;

import crucible.exchange.EditDistance;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;

/** Which symbols were probably meant: those that begin alike or hold the text, then by edit distance. */
final class NearSymbols {
    private static final int MOST = 5;

    private NearSymbols() {}

    /** At most five of {@code known}, the nearest first; those that have little in common are left out. */
    static List<String> of(String symbol, Collection<String> known) {
        final String wanted = plain(symbol);
        return known.stream()
                .filter(one -> isAkin(wanted, plain(one)))
                .sorted(Comparator.comparingInt((String one) -> EditDistance.of(wanted, plain(one)))
                        .thenComparing(Comparator.naturalOrder()))
                .limit(MOST)
                .toList();
    }

    private static boolean isAkin(String wanted, String one) {
        final boolean holds = wanted.length() >= 2 && (one.contains(wanted) || wanted.contains(one));
        return holds || EditDistance.of(wanted, one) <= Math.max(2, one.length() / 3);
    }

    /** Without what venues put between the currencies. */
    private static String plain(String symbol) {
        return symbol.replaceAll("[^A-Za-z0-9]", "").toUpperCase(Locale.ROOT);
    }
}
