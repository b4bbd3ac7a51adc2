package crucible.server.cli;

import crucible.watchtower.evidence.BetMixture;
import crucible.watchtower.evidence.EProcess;
import picocli.CommandLine.Command;

/** Evidence that stays valid at every look. */
@Command(
        name = "eprocess",
        mixinStandardHelpOptions = true,
        description = {
            "Anytime-valid evidence against 'the expected return is never above 0': a mixture of bets 1 + size * return.",
            "Without an edge it ever reaches 100 in one of 100 cases at most, however often one",
            "looks, as long as no loss is beyond the bound.",
            "In:  returns; lossBound (0.1), the largest loss per observation that is",
            "     believed in, a part of equity up to 1; threshold (100), above 1.",
            "Out: n, lossBound, threshold; eValue; maximum (the 1 of the start",
            "     included); path, the e-value after each return; firstCrossing,",
            "     index of the return at which it first was at the threshold or",
            "     above, null if never; boundBreaks, losses beyond the bound;",
            "     status, SOUND or BOUND_BROKEN; unleveredEValue, of the bets below 1",
            "     alone, valid whatever is lost without leverage; bets and weights, so that",
            "     all can be recomputed."
        },
        footer = {
            "",
            "Example:",
            "  echo '{\"returns\":[0.1,0.02,-0.01]}' \\",
            "    | crucible stats eprocess",
            "  answers with \"eValue\":1.63839... and \"status\":\"SOUND\""
        })
final class EProcessStatistic extends Statistic {
    @Override
    void answer(StatsRequest request, StatsAnswer answer) {
        final double[] returns = request.numbers("returns");
        final double bound = request.number("lossBound", 0.1);
        if (!(bound >= 1e-9 && bound <= 1)) {
            throw new IllegalArgumentException("lossBound lies in [1e-9, 1], but was " + bound);
        }
        final double threshold = request.number("threshold", 100);
        if (!(threshold > 1)) {
            throw new IllegalArgumentException("threshold is above 1, but was " + threshold);
        }
        final BetMixture bets = BetMixture.of(bound);
        final EProcess process = new EProcess(bets, threshold);
        final double[] path = new double[returns.length];
        for (int i = 0; i < returns.length; i++) {
            process.add(returns[i]);
            path[i] = process.value();
        }
        answer.put("n", (double) process.count())
                .put("lossBound", bound)
                .put("threshold", threshold)
                .put("eValue", process.value())
                .put("maximum", process.maximum())
                .put("firstCrossing", process.firstCrossing() < 0 ? Double.NaN : (double) process.firstCrossing())
                .put("boundBreaks", (double) process.boundBreaks())
                .put("status", process.standing().name())
                .put("unleveredEValue", process.unleveredValue());
        writeBets(bets, answer);
        answer.put("path", path);
    }

    private static void writeBets(BetMixture bets, StatsAnswer answer) {
        final double[] sizes = new double[bets.count()];
        final double[] weights = new double[bets.count()];
        for (int i = 0; i < sizes.length; i++) {
            sizes[i] = bets.size(i);
            weights[i] = bets.weight(i);
        }
        answer.put("bets", sizes).put("weights", weights);
    }
}
