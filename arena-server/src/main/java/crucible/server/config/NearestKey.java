package crucible.server.config;

import crucible.exchange.EditDistance;
import java.util.Collection;
import java.util.Comparator;
import java.util.Locale;
import java.util.Optional;

/** Finds the key that was probably meant: smallest edit distance, at most a third of the length. */
final class NearestKey {
    private NearestKey() {}

    static Optional<String> of(String key, Collection<String> known) {
        return known.stream()
                .min(Comparator.comparingInt(candidate -> distance(key, candidate)))
                .filter(candidate -> distance(key, candidate) <= Math.max(2, candidate.length() / 3));
    }

    private static int distance(String left, String right) {
        return EditDistance.of(left.toLowerCase(Locale.ROOT), right.toLowerCase(Locale.ROOT));
    }
}
