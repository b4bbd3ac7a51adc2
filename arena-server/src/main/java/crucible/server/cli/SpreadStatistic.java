package crucible.server.cli;

import crucible.fill.spread.RollingSpread;
import crucible.fill.spread.SpreadEstimator;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import picocli.CommandLine.Command;

/** A bid-ask spread estimated from bars. */
@Command(
        name = "spread",
        mixinStandardHelpOptions = true,
        description = {
            "Bid-ask spread that bars without quotes let one guess; docs/fills.md says how far to trust it.",
            "In:  bars, in order and without gaps: objects with open, high, low and",
            "     close (more fields are allowed), or lists of the four;",
            "     estimator: corwin-schultz (gaps between bars taken out, pairs below",
            "     zero counted as zero), corwin-schultz-unadjusted (for markets that",
            "     never close), abdi-ranaldo (pairs below zero counted as zero),",
            "     roll, edge;",
            "     tickSize (without it there is no floor).",
            "Out: spreadBps, at least one tick of the last close; null where there is",
            "     no estimate, also where roll or edge are not above zero;",
            "     signedBps, the estimate as it comes out: a plain mean over pairs,",
            "     for abdi-ranaldo the signed root of it; terms, how many pairs."
        },
        footer = {
            "",
            "Example:",
            "  echo '{\"bars\":[[99,101,99,101],[99,101,99,99]],",
            "    \"estimator\":\"abdi-ranaldo\"}' | crucible stats spread",
            "  answers with \"spreadBps\":200.0066... and \"terms\":1"
        })
final class SpreadStatistic extends Statistic {
    private static final double BPS = 1e4;

    @Override
    void answer(StatsRequest request, StatsAnswer answer) {
        final List<double[]> bars = request.rows("bars", "open", "high", "low", "close");
        final SpreadEstimator estimator = estimator(request);
        final RollingSpread spread = new RollingSpread(estimator, Math.max(bars.size(), estimator.fewestBars()));
        for (int i = 0; i < bars.size(); i++) {
            final double[] bar = bars.get(i);
            try {
                spread.onBar(bar[0], bar[1], bar[2], bar[3]);
            } catch (IllegalArgumentException e) {
                throw new IllegalArgumentException("bars[" + i + "]: " + e.getMessage(), e);
            }
        }
        answer.put("spreadBps", BPS * used(spread, request))
                .put("signedBps", BPS * spread.signedFrac())
                .put("terms", spread.terms());
    }

    private static double used(RollingSpread spread, StatsRequest request) {
        if (!request.has("tickSize")) {
            return spread.spreadFrac();
        }
        final double tickSize = request.number("tickSize");
        if (!(tickSize > 0)) {
            throw new IllegalArgumentException("tickSize is above 0, but was " + tickSize);
        }
        return spread.spreadFrac(tickSize);
    }

    private static SpreadEstimator estimator(StatsRequest request) {
        final List<String> names = Arrays.stream(SpreadEstimator.values())
                .map(SpreadStatistic::name)
                .toList();
        return SpreadEstimator.values()[names.indexOf(request.choice("estimator", names))];
    }

    private static String name(SpreadEstimator estimator) {
        return estimator.name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
