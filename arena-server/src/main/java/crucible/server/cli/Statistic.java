package crucible.server.cli;

import crucible.watchtower.evidence.TrialSpread;
import crucible.watchtower.stat.DeflatedSharpe;
import crucible.watchtower.stat.Moments;
import crucible.watchtower.stat.ProbabilisticSharpe;
import crucible.watchtower.stat.SharpeInference;
import java.util.List;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ParentCommand;
import picocli.CommandLine.Spec;

/** One NAME of {@code crucible stats}: a request becomes an answer; a request that is wrong is wrong usage. */
abstract class Statistic implements Runnable {
    @Spec
    private CommandSpec spec;

    @ParentCommand
    private StatsCommand stats;

    /** Reads every field that it knows and writes every number that it answers with. */
    abstract void answer(StatsRequest request, StatsAnswer answer);

    @Override
    public final void run() {
        final StatsAnswer answer = new StatsAnswer();
        try {
            final StatsRequest request = StatsRequest.read(stats.in());
            answer(request, answer);
            request.refuseUnknown();
        } catch (IllegalArgumentException e) {
            throw new ParameterException(spec.commandLine(), e.getMessage(), e);
        }
        spec.commandLine().getOut().println(answer);
        spec.commandLine().getOut().flush();
    }

    /** Probabilistic Sharpe ratio. */
    @Command(
            name = "psr",
            mixinStandardHelpOptions = true,
            description = {
                "Probabilistic Sharpe ratio: how sure one may be that the true Sharpe ratio is above a benchmark.",
                "In:  returns, or sharpe, n, skewness and kurtosis; benchmark (0).",
                "     With alternative, a true Sharpe ratio that is supposed, and alpha",
                "     (0.01), also the power of one test at this length; with",
                "     skilledShare, the part of agents that have it, how many of those",
                "     that pass have it not.",
                "Out: sharpe, n, skewness, kurtosis, benchmark, standardError, psr; and",
                "     alternative, alpha, criticalSharpe (the least that passes), power,",
                "     skilledShare, falseDiscoveryRate where asked for. Power takes the",
                "     variance at the supposed ratio and divides by n, not n - 1."
            },
            footer = {
                "",
                "Example:",
                "  echo '{\"sharpe\":0.458,\"n\":24,\"skewness\":-2.448,\"kurtosis\":10.164}' \\",
                "    | crucible stats psr",
                "  answers with \"psr\":0.9133..."
            })
    static final class Psr extends Statistic {
        @Override
        void answer(StatsRequest request, StatsAnswer answer) {
            final SharpeRecord series = SharpeRecord.read(request);
            series.writeTo(answer);
            answer.put("standardError", series.standardError()).put("psr", series.psr());
            if (request.has("alternative")) {
                writePower(request, series, answer);
            }
        }

        private static void writePower(StatsRequest request, SharpeRecord series, StatsAnswer answer) {
            final SharpeInference test = new SharpeInference(series.n(), series.skewness(), series.kurtosis());
            final double alternative = request.number("alternative");
            final double alpha = share(request, "alpha", 0.01);
            answer.put("alternative", alternative)
                    .put("alpha", alpha)
                    .put("criticalSharpe", test.criticalSharpe(series.benchmark(), alpha))
                    .put("power", test.power(alternative, series.benchmark(), alpha));
            if (request.has("skilledShare")) {
                final double skilled = share(request, "skilledShare", Double.NaN);
                answer.put("skilledShare", skilled)
                        .put(
                                "falseDiscoveryRate",
                                test.falseDiscoveryRate(alternative, series.benchmark(), alpha, skilled));
            }
        }

        private static double share(StatsRequest request, String name, double absent) {
            final double share = request.number(name, absent);
            if (!(share > 0 && share < 1)) {
                throw new IllegalArgumentException(name + " lies between 0 and 1, but was " + share);
            }
            return share;
        }
    }

    /** Minimum track record length. */
    @Command(
            name = "min-trl",
            mixinStandardHelpOptions = true,
            description = {
                "Minimum track record length: observations until PSR reaches a confidence, if nothing else changed.",
                "In:  returns, or sharpe, skewness and kurtosis (n is not needed);",
                "     benchmark (0); confidence, in [0.5, 1).",
                "Out: the same and minTrl, not rounded; null where no length would do."
            },
            footer = {
                "",
                "Example:",
                "  echo '{\"sharpe\":0.1,\"skewness\":0,\"kurtosis\":3,\"confidence\":0.99}' \\",
                "    | crucible stats min-trl",
                "  answers with \"minTrl\":544.8..."
            })
    static final class MinTrl extends Statistic {
        @Override
        void answer(StatsRequest request, StatsAnswer answer) {
            final SharpeRecord series = SharpeRecord.readWithoutLength(request);
            final double confidence = request.number("confidence");
            if (!(confidence >= 0.5 && confidence < 1)) {
                throw new IllegalArgumentException("confidence lies in [0.5, 1), but was " + confidence);
            }
            series.writeTo(answer);
            answer.put("confidence", confidence)
                    .put(
                            "minTrl",
                            ProbabilisticSharpe.minTrackRecordLength(
                                    series.sharpe(),
                                    series.benchmark(),
                                    series.skewness(),
                                    series.kurtosis(),
                                    confidence));
        }
    }

    /** Expected maximum Sharpe ratio of skill-free trials. */
    @Command(
            name = "expected-max-sharpe",
            mixinStandardHelpOptions = true,
            description = {
                "Sharpe ratio that the best of many skill-free trials shows by luck alone.",
                "In:  trials, varianceOfSharpes (divisor N - 1); annualSharpe, above 0,",
                "     if the shortest history that may show it is wanted, too.",
                "Out: expectedMaxSharpe, 0 for one trial, null for fewer; minBacktestYears,",
                "     below which the best of so many skill-free trials is expected to",
                "     show annualSharpe."
            },
            footer = {
                "",
                "Example:",
                "  echo '{\"trials\":100,\"varianceOfSharpes\":0.002}' \\",
                "    | crucible stats expected-max-sharpe",
                "  answers with {\"expectedMaxSharpe\":0.11317...}"
            })
    static final class ExpectedMaxSharpe extends Statistic {
        @Override
        void answer(StatsRequest request, StatsAnswer answer) {
            answer.put(
                    "expectedMaxSharpe",
                    DeflatedSharpe.expectedMaximumSharpe(
                            request.number("trials"), variance(request, "varianceOfSharpes")));
            if (request.has("annualSharpe")) {
                answer.put(
                        "minBacktestYears",
                        DeflatedSharpe.minimumBacktestYears(request.number("trials"), request.number("annualSharpe")));
            }
        }
    }

    /** Deflated Sharpe ratio. */
    @Command(
            name = "dsr",
            mixinStandardHelpOptions = true,
            description = {
                "Deflated Sharpe ratio: PSR against what the best of all trials would show by luck.",
                "In:  as for psr, with trials and varianceOfSharpes, or with",
                "     trialReturns (one list per trial); then the record may be left",
                "     out, and the trial with the highest Sharpe ratio is judged.",
                "     With varianceOfT in place of varianceOfSharpes, of the trials'",
                "     t = sharpe * sqrt(length) and taken as 1 if it is less, the hurdle",
                "     is that for trials of unequal lengths, sqrt(varianceOfT / n) times",
                "     the expected maximum, as the Watchtower has it; so also where the",
                "     lists of trialReturns are not equally long.",
                "Out: as for psr, and trials, varianceOfSharpes (or varianceOfT),",
                "     expectedMaxSharpe, dsr; bestTrial where it was chosen."
            },
            footer = {
                "",
                "Example:",
                "  echo '{\"sharpe\":0.158,\"n\":1250,\"skewness\":-3,\"kurtosis\":10,",
                "    \"trials\":100,\"varianceOfSharpes\":0.002}' | crucible stats dsr",
                "  answers with \"dsr\":0.899..."
            })
    static final class Dsr extends Statistic {
        @Override
        void answer(StatsRequest request, StatsAnswer answer) {
            if (request.has("trialReturns")) {
                deflateByTrials(request, answer);
            } else if (request.has("varianceOfT")) {
                final SharpeRecord series = SharpeRecord.read(request);
                deflateScaled(series, request.number("trials"), variance(request, "varianceOfT"), answer);
            } else {
                final SharpeRecord series = SharpeRecord.read(request);
                deflate(series, request.number("trials"), variance(request, "varianceOfSharpes"), answer);
            }
        }

        private static void deflateByTrials(StatsRequest request, StatsAnswer answer) {
            final List<double[]> trials = request.numberLists("trialReturns");
            final Moments sharpes = new Moments();
            final TrialSpread spread = new TrialSpread();
            final boolean equallyLong = trials.stream().allMatch(trial -> trial.length == trials.get(0).length);
            Moments best = new Moments();
            int bestTrial = -1;
            for (int i = 0; i < trials.size(); i++) {
                final Moments trial = Moments.of(trials.get(i));
                spread.add(trial);
                if (Double.isNaN(trial.sharpe())) {
                    continue;
                }
                sharpes.add(trial.sharpe());
                // Of trials of unequal lengths, the best is the one that luck explains least.
                if (bestTrial < 0 || (equallyLong ? trial.sharpe() > best.sharpe() : trial.t() > best.t())) {
                    best = trial;
                    bestTrial = i;
                }
            }
            final boolean given = SharpeRecord.isIn(request);
            final SharpeRecord series = given ? SharpeRecord.read(request) : SharpeRecord.of(request, best);
            if (equallyLong) {
                deflate(series, trials.size(), sharpes.sd() * sharpes.sd(), answer);
            } else {
                deflateScaled(series, trials.size(), spread.varianceOfT(), answer);
            }
            if (!given) {
                answer.put("bestTrial", bestTrial < 0 ? Double.NaN : bestTrial);
            }
        }

        private static void deflate(SharpeRecord series, double trials, double variance, StatsAnswer answer) {
            // One trial has no variance and needs none: nothing was chosen.
            final double hurdle = trials == 1 ? 0 : DeflatedSharpe.expectedMaximumSharpe(trials, variance);
            write(series, trials, "varianceOfSharpes", variance, hurdle, answer);
        }

        private static void deflateScaled(SharpeRecord series, double trials, double variance, StatsAnswer answer) {
            final double hurdle = DeflatedSharpe.scaledHurdle(trials, variance, series.n());
            write(series, trials, "varianceOfT", Math.max(1, variance), hurdle, answer);
        }

        private static void write(
                SharpeRecord series, double trials, String name, double variance, double hurdle, StatsAnswer answer) {
            series.writeTo(answer);
            answer.put("standardError", series.standardError())
                    .put("psr", series.psr())
                    .put("trials", trials)
                    .put(name, variance)
                    .put("expectedMaxSharpe", hurdle)
                    .put(
                            "dsr",
                            ProbabilisticSharpe.psr(
                                    series.sharpe(), hurdle, series.n(), series.skewness(), series.kurtosis()));
        }
    }

    private static double variance(StatsRequest request, String name) {
        final double variance = request.number(name);
        if (!(variance >= 0)) {
            throw new IllegalArgumentException(name + " is not negative, but was " + variance);
        }
        return variance;
    }
}
