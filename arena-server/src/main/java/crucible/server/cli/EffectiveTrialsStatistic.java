package crucible.server.cli;

import crucible.watchtower.evidence.EffectiveTrials;
import java.util.Arrays;
import picocli.CommandLine.Command;

/** How many trials are really different ones. */
@Command(
        name = "effective-trials",
        mixinStandardHelpOptions = true,
        description = {
            "How many trials are really different ones, by clusters of correlation.",
            "Groups are put together as long as the average correlation between their members is",
            "at least the threshold. What copies another counts once: the result is an N for dsr.",
            "In:  trialReturns, one list of equal length per trial; threshold (0.5).",
            "Out: trials, as given; effectiveTrials, the groups; labels, the group of each."
        },
        footer = {
            "",
            "Example:",
            "  echo '{\"trialReturns\":[[1,2,3],[2,4,6.1],[3,1,2]]}' | crucible stats effective-trials",
            "  answers with \"effectiveTrials\":2"
        })
final class EffectiveTrialsStatistic extends Statistic {
    @Override
    void answer(StatsRequest request, StatsAnswer answer) {
        final EffectiveTrials.Clusters clusters =
                EffectiveTrials.of(request.numberLists("trialReturns"), request.number("threshold", 0.5));
        answer.put("trials", clusters.labels().length)
                .put("effectiveTrials", clusters.clusters())
                .put("labels", Arrays.stream(clusters.labels()).asDoubleStream().toArray());
    }
}
