package crucible.server.view;

import crucible.fill.CostSettings;
import crucible.model.Require;
import java.util.List;

/**
 * The cost settings that everything is traded under.
 *
 * @param digest SHA-256 of the canonical text, as in every blueprint
 * @param canonical the canonical text, line by line
 * @param zeroCost whether trading costs nothing here, so that no result is evidence
 * @param settings the settings as a record
 */
public record CostView(String digest, List<String> canonical, boolean zeroCost, CostSettings settings) {
    public CostView {
        Require.text("digest", digest);
        canonical = List.copyOf(canonical);
        Require.present("settings", settings);
    }

    /** What people are shown of {@code costs}. */
    public static CostView of(CostSettings costs) {
        return new CostView(costs.digest(), costs.canonicalText().lines().toList(), costs.zeroCost(), costs);
    }

    /** The canonical text, whose SHA-256 is the digest. */
    public String canonicalText() {
        return String.join("\n", canonical) + "\n";
    }
}
