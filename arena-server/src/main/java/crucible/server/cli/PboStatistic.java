package crucible.server.cli;

import crucible.watchtower.stat.BacktestOverfitting;
import crucible.watchtower.stat.LeastSquares;
import crucible.watchtower.stat.Moments;
import picocli.CommandLine.Command;

/** The probability of backtest overfitting. */
@Command(
        name = "pbo",
        mixinStandardHelpOptions = true,
        description = {
            "Probability of backtest overfitting, by combinatorially symmetric cross-validation.",
            "How often the trial with the best Sharpe ratio in half of the blocks is at or below the median in the others.",
            "In:  trialReturns, one list of equal length per trial; blocks (16), an",
            "     even number from 2 to 20. Rows that do not fill the blocks are left",
            "     out at the start.",
            "Out: status: RUN, or NOT_RUN with a reason where there are fewer than 10",
            "     trials, 8 blocks or 10 rows per block: then the numbers are",
            "     arithmetic, and no judge may use them. trials, those without a",
            "     Sharpe ratio in some half not among them (trialsLeftOut);",
            "     rowsPerBlock; choices of blocks; pbo; probabilityOfLoss, share of",
            "     choices whose best trial loses in the other blocks; slope,",
            "     intercept and rSquared of its later Sharpe ratio on the one it was",
            "     chosen for; meanLogit; and per choice of blocks, in lexicographic",
            "     order, logits, inSampleSharpes, outOfSampleSharpes."
        },
        footer = {
            "",
            "Example:",
            "  echo '{\"trialReturns\":[[1,3,-1,1],[0,1,1,2]],\"blocks\":2}' \\",
            "    | crucible stats pbo",
            "  answers with \"pbo\":1 and \"reason\":\"TOO_FEW_TRIALS\""
        })
final class PboStatistic extends Statistic {
    @Override
    void answer(StatsRequest request, StatsAnswer answer) {
        final double blocks = request.number("blocks", 16);
        if (blocks != Math.rint(blocks)) {
            throw new IllegalArgumentException("blocks is a whole number, but was " + blocks);
        }
        final BacktestOverfitting pbo = BacktestOverfitting.of(request.numberLists("trialReturns"), (int) blocks);
        final LeastSquares line = pbo.degradation();
        final double[] logits = pbo.logits();
        final boolean run = pbo.power() == BacktestOverfitting.Power.SUFFICIENT;
        answer.put("status", run ? "RUN" : "NOT_RUN");
        if (!run) {
            answer.put("reason", pbo.power().name());
        }
        answer.put("trials", pbo.trials())
                .put("trialsLeftOut", pbo.trialsLeftOut())
                .put("blocks", blocks)
                .put("rowsPerBlock", pbo.rowsPerBlock())
                .put("choices", logits.length)
                .put("pbo", pbo.probability())
                .put("probabilityOfLoss", pbo.probabilityOfLoss())
                .put("slope", line.slope())
                .put("intercept", line.intercept())
                .put("rSquared", line.rSquared())
                .put("meanLogit", Moments.of(logits).mean())
                .put("logits", logits)
                .put("inSampleSharpes", pbo.inSampleSharpes())
                .put("outOfSampleSharpes", pbo.outOfSampleSharpes());
    }
}
