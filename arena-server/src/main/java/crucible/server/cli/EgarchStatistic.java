package crucible.server.cli;

import crucible.fill.volatility.EgarchFit;
import crucible.fill.volatility.EgarchFitter;
import crucible.fill.volatility.EgarchForecast;
import crucible.fill.volatility.EgarchParameters;
import crucible.fill.volatility.EgarchPath;
import crucible.fill.volatility.FallBackReason;
import crucible.fill.volatility.FitOutcome;
import crucible.fill.volatility.InnovationLaw;
import java.util.Arrays;
import java.util.List;
import picocli.CommandLine.Command;

/** An EGARCH(1,1), fitted or given. */
@Command(
        name = "egarch",
        mixinStandardHelpOptions = true,
        description = {
            "EGARCH(1,1): ln s2(t) = omega + alpha (|z| - kappa) + gamma z + beta ln s2(t-1), z = (r - mu) / s of t-1.",
            "alpha is the effect of a shock's size, gamma that of its sign.",
            "In:  returns, oldest first, in any unit; dist, normal (left out) or t;",
            "     params, not to be fitted: mu, omega, alpha, gamma, beta, nu (for t)",
            "     and kappa (left out: the root of 2/pi, under either law);",
            "     initialLogVariance of the first return (left out: that of the mean",
            "     square around mu); horizon of the forecast (12).",
            "Out: status: FITTED by maximum likelihood, FIXED, or FELL_BACK with a",
            "     reason, and then the rest is null; params, of which a fitted kappa",
            "     is the expected |z| of its law; initialLogVariance; logLikelihood;",
            "     sigma2 of each return before it was known; nextLogVariance and",
            "     longRunLogVariance; forecast, the expected variances of the next",
            "     returns, which for t do not exist after the first; and",
            "     forecastGeometric, of the expected logarithms, which do."
        },
        footer = {
            "",
            "Example:",
            "  echo '{\"returns\":[0.1,-0.2,0.1],\"params\":{\"mu\":0,\"omega\":-0.1,\"alpha\":0.2,",
            "    \"gamma\":-0.05,\"beta\":0.95},\"initialLogVariance\":-4,\"horizon\":2}' \\",
            "    | crucible stats egarch",
            "  answers with \"nextLogVariance\":-3.63473... and \"status\":\"FIXED\""
        })
final class EgarchStatistic extends Statistic {
    @Override
    void answer(StatsRequest request, StatsAnswer answer) {
        final double[] returns = request.numbers("returns");
        final InnovationLaw law = law(request);
        final double initial = request.number("initialLogVariance", Double.NaN);
        final int horizon = horizon(request);
        if (request.has("params")) {
            final EgarchParameters parameters = parameters(request.object("params"), law);
            write("FIXED", parameters, returns, first(parameters, returns, initial), horizon, answer);
            return;
        }
        EgarchFitter.fit(returns, law, initial).visit(new FitOutcome.Visitor<EgarchFit, Void>() {
            @Override
            public Void fitted(EgarchFit fit) {
                write("FITTED", fit.parameters(), returns, fit.firstLogVariance(), horizon, answer);
                return null;
            }

            @Override
            public Void fellBack(FallBackReason reason) {
                answer.put("status", "FELL_BACK").put("reason", reason.name());
                List.of(
                                "params",
                                "initialLogVariance",
                                "logLikelihood",
                                "nextLogVariance",
                                "longRunLogVariance",
                                "forecast",
                                "forecastGeometric",
                                "sigma2")
                        .forEach(answer::putNull);
                return null;
            }
        });
    }

    /** {@code dist}: normal where it is left out. */
    static InnovationLaw law(StatsRequest request) {
        return request.has("dist")
                        && request.choice("dist", List.of("normal", "t")).equals("t")
                ? InnovationLaw.STUDENT_T
                : InnovationLaw.NORMAL;
    }

    /** {@code horizon}: a whole number, 12 where it is left out. */
    static int horizon(StatsRequest request) {
        final double horizon = request.number("horizon", 12);
        if (!(horizon == Math.rint(horizon) && horizon >= 1 && horizon <= 100_000)) {
            throw new IllegalArgumentException("horizon is a whole number in [1, 100000], but was " + horizon);
        }
        return (int) horizon;
    }

    private static EgarchParameters parameters(StatsRequest params, InnovationLaw law) {
        final double mu = params.number("mu");
        final double omega = params.number("omega");
        final double alpha = params.number("alpha");
        final double gamma = params.number("gamma");
        final double beta = params.number("beta");
        final double nu = law == InnovationLaw.STUDENT_T ? params.number("nu") : Double.POSITIVE_INFINITY;
        final double kappa = params.number("kappa", EgarchParameters.normalKappa());
        params.refuseUnknown();
        try {
            return new EgarchParameters(mu, omega, alpha, gamma, beta, nu, kappa);
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException("params: " + e.getMessage(), e);
        }
    }

    private static double first(EgarchParameters parameters, double[] returns, double initial) {
        if (!Double.isNaN(initial)) {
            return initial;
        }
        final double first = parameters.firstLogVariance(returns);
        if (!Double.isFinite(first)) {
            throw new IllegalArgumentException(
                    "initialLogVariance is missing: " + returns.length + " returns do not vary around params.mu");
        }
        return first;
    }

    private static void write(
            String status,
            EgarchParameters parameters,
            double[] returns,
            double initial,
            int horizon,
            StatsAnswer answer) {
        final EgarchPath path = EgarchPath.of(parameters, returns, initial);
        answer.put("status", status)
                .put(
                        "params",
                        new StatsAnswer()
                                .put("mu", parameters.mu())
                                .put("omega", parameters.omega())
                                .put("alpha", parameters.alpha())
                                .put("gamma", parameters.gamma())
                                .put("beta", parameters.beta())
                                .put("nu", parameters.nu())
                                .put("kappa", parameters.kappa()))
                .put("initialLogVariance", initial)
                .put("logLikelihood", path.logLikelihood())
                .put("nextLogVariance", path.nextLogVariance())
                .put("longRunLogVariance", parameters.longRunLogVariance())
                .put("forecast", EgarchForecast.expected(parameters, path.nextLogVariance(), horizon))
                .put("forecastGeometric", EgarchForecast.geometric(parameters, path.nextLogVariance(), horizon))
                .put(
                        "sigma2",
                        Arrays.stream(path.logVariances()).map(StrictMath::exp).toArray());
    }
}
