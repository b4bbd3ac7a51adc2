package crucible.exchange.venue;

import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;

/** Which symbols were probably meant: those that begin alike or hold the text, then by edit distance (Levenshtein 1966). */
final class NearSymbols {
    private static final int MOST = 5;

    private NearSymbols() {}

    /** At most five of {@code known}, the nearest first; those that have little in common are left out. */
    static List<String> of(String symbol, Collection<String> known) {
        final String wanted = plain(symbol);
        return known.stream()
                .filter(one -> isAkin(wanted, plain(one)))
                .sorted(Comparator.comparingInt((String one) -> distance(wanted, plain(one)))
                        .thenComparing(Comparator.naturalOrder()))
                .limit(MOST)
                .toList();
    }

    private static boolean isAkin(String wanted, String one) {
        final boolean holds = wanted.length() >= 2 && (one.contains(wanted) || wanted.contains(one));
        return holds || distance(wanted, one) <= Math.max(2, one.length() / 3);
    }

    /** Without what venues put between the currencies. */
    private static String plain(String symbol) {
        return symbol.replaceAll("[^A-Za-z0-9]", "").toUpperCase(Locale.ROOT);
    }

    private static int distance(String left, String right) {
        int[] before = new int[right.length() + 1];
        for (int j = 0; j <= right.length(); j++) {
            before[j] = j;
        }
        for (int i = 1; i <= left.length(); i++) {
            final int[] row = new int[right.length() + 1];
            row[0] = i;
            for (int j = 1; j <= right.length(); j++) {
                final int change = left.charAt(i - 1) == right.charAt(j - 1) ? 0 : 1;
                row[j] = Math.min(before[j - 1] + change, 1 + Math.min(before[j], row[j - 1]));
            }
            before = row;
        }
        return before[right.length()];
    }
}
