package crucible.server.cli;

import crucible.model.Birth;
import crucible.server.rest.RecordJson;
import crucible.server.view.ControlGroupView;
import crucible.watchtower.ControlCounts;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.OptionalDouble;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** What became of the control group, for the end of a leaderboard. */
final class ControlWords {
    private static final Map<Birth.Origin, String> NAMES = Map.of(
            Birth.Origin.PLACEBO, "placebos at random",
            Birth.Origin.PLANTED, "planted placebos",
            Birth.Origin.SIGN_FLIPPED, "flipped clones",
            Birth.Origin.DELAYED, "delayed clones");

    private ControlWords() {}

    /** As {@code GET /api/v1/trials} has it. */
    static JsonNode json(List<ControlCounts> counts) {
        return JsonMapper.shared().readTree(RecordJson.text(ControlGroupView.of(counts)));
    }

    /** One line per kind that there is and the two rates, or that there is none. */
    static List<String> of(List<ControlCounts> counts) {
        final List<String> lines = new ArrayList<>();
        final ControlGroupView group = ControlGroupView.of(counts);
        lines.add("");
        if (group.isEmpty()) {
            lines.add("No control group measures how often the judge is wrong (factory.placeboShare).");
            return lines;
        }
        lines.add("Control group, never promoted:");
        for (ControlGroupView.Kind kind : group.kinds()) {
            if (kind.born() > 0) {
                lines.add("  %-20s %5d born, %d judged, %d ended, %d would have been promoted (by PSR alone %d)"
                        .formatted(
                                NAMES.get(kind.kind()),
                                kind.born(),
                                kind.judged(),
                                kind.ended(),
                                kind.wouldBePromoted(),
                                kind.naivelyPromoted()));
            }
        }
        rate(lines, "false promotions", group.falsePromotionRate(), group.falsePromotionUpper95());
        rate(lines, "false deaths", group.falseDeathRate(), group.falseDeathUpper95());
        return lines;
    }

    private static void rate(List<String> lines, String name, OptionalDouble rate, OptionalDouble upper95) {
        if (rate.isPresent() && upper95.isPresent()) {
            lines.add(String.format(
                    Locale.ROOT,
                    "  %-20s %5.1f %%, with 95 %% confidence at most %.1f %%",
                    name,
                    100 * rate.getAsDouble(),
                    100 * upper95.getAsDouble()));
        }
    }
}
