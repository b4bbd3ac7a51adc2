package crucible.server.cli;

import crucible.watchtower.stat.Moments;
import crucible.watchtower.stat.StationaryBootstrap;
import picocli.CommandLine.Command;

/** How far a mean and a Sharpe ratio might have come out otherwise. */
@Command(
        name = "bootstrap",
        mixinStandardHelpOptions = true,
        description = {
            "Intervals of mean and Sharpe ratio by the stationary bootstrap.",
            "Blocks of random length are drawn from the returns, so that their memory is kept.",
            "In:  returns, at least two; blockLength, the mean length of a block (by Politis and",
            "     White where it is left out, 1 where that is undefined); resamples (2000, at",
            "     most 100000); confidence (0.95); seed (1).",
            "Out: mean, meanLow, meanHigh; sharpe, sharpeLow, sharpeHigh; blockLength;",
            "     undefined, resampled series without a Sharpe ratio, which are left out."
        },
        footer = {
            "",
            "Example:",
            "  echo '{\"returns\":[0.01,-0.005,0.02,0.003]}' | crucible stats bootstrap",
            "  answers with \"mean\":0.007..."
        })
final class BootstrapStatistic extends Statistic {
    private static final int MOST_RESAMPLES = 100_000;

    @Override
    void answer(StatsRequest request, StatsAnswer answer) {
        final double[] returns = request.numbers("returns");
        final double usual = returns.length < 2 ? 1 : StationaryBootstrap.blockLength(returns);
        final double block = request.number("blockLength", Double.isNaN(usual) ? 1 : usual);
        final int resamples = whole(request, "resamples", 2_000);
        final double confidence = request.number("confidence", 0.95);
        final long seed = whole(request, "seed", 1);
        final StationaryBootstrap.Interval mean = StationaryBootstrap.interval(
                returns, drawn -> Moments.of(drawn).mean(), block, resamples, confidence, seed);
        final StationaryBootstrap.Interval sharpe = StationaryBootstrap.interval(
                returns, drawn -> Moments.of(drawn).sharpe(), block, resamples, confidence, seed);
        answer.put("mean", mean.value())
                .put("meanLow", mean.low())
                .put("meanHigh", mean.high())
                .put("sharpe", sharpe.value())
                .put("sharpeLow", sharpe.low())
                .put("sharpeHigh", sharpe.high())
                .put("blockLength", block)
                .put("resamples", resamples)
                .put("undefined", sharpe.undefined());
    }

    private static int whole(StatsRequest request, String name, int absent) {
        final double value = request.number(name, absent);
        if (value != Math.rint(value) || value < 1 || value > MOST_RESAMPLES) {
            throw new IllegalArgumentException(
                    name + " is a whole number from 1 to " + MOST_RESAMPLES + ", but was " + value);
        }
        return (int) value;
    }
}
