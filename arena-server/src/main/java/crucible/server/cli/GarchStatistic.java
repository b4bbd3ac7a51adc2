package crucible.server.cli;

import crucible.fill.volatility.FallBackReason;
import crucible.fill.volatility.FitOutcome;
import crucible.fill.volatility.GarchFit;
import crucible.fill.volatility.GarchFitter;
import crucible.fill.volatility.GarchParameters;
import crucible.fill.volatility.GarchPath;
import java.util.List;
import picocli.CommandLine.Command;

/** A fitted GARCH(1,1), to compare an EGARCH with. */
@Command(
        name = "garch",
        mixinStandardHelpOptions = true,
        description = {
            "GARCH(1,1), fitted by maximum likelihood: s2(t) = omega + alpha (r - mu)^2 + beta s2(t-1), r of t-1.",
            "Fills do not use it: it is there to compare an EGARCH with.",
            "In:  returns, oldest first, in any unit; dist, normal (left out) or t;",
            "     horizon of the forecast (12).",
            "Out: status: FITTED, or FELL_BACK with a reason, and then the rest is",
            "     null; params: mu, omega, alpha, beta, nu; logLikelihood;",
            "     longRunVariance, which does not exist where alpha + beta is 1 or",
            "     more; forecast of the next variances; sigma2 of each return before",
            "     it was known, the first one step from the mean square around mu."
        },
        footer = {
            "",
            "Example:",
            "  echo '{\"returns\":[0.1,-0.2,0.1]}' | crucible stats garch",
            "  answers with \"status\":\"FELL_BACK\" and \"reason\":\"TOO_FEW_RETURNS\""
        })
final class GarchStatistic extends Statistic {
    @Override
    void answer(StatsRequest request, StatsAnswer answer) {
        final double[] returns = request.numbers("returns");
        final int horizon = EgarchStatistic.horizon(request);
        GarchFitter.fit(returns, EgarchStatistic.law(request)).visit(new FitOutcome.Visitor<GarchFit, Void>() {
            @Override
            public Void fitted(GarchFit fit) {
                write(fit, returns, horizon, answer);
                return null;
            }

            @Override
            public Void fellBack(FallBackReason reason) {
                answer.put("status", "FELL_BACK").put("reason", reason.name());
                List.of("params", "logLikelihood", "longRunVariance", "forecast", "sigma2")
                        .forEach(answer::putNull);
                return null;
            }
        });
    }

    private static void write(GarchFit fit, double[] returns, int horizon, StatsAnswer answer) {
        final GarchParameters parameters = fit.parameters();
        final GarchPath path = GarchPath.of(parameters, returns, fit.firstVariance());
        answer.put("status", "FITTED")
                .put(
                        "params",
                        new StatsAnswer()
                                .put("mu", parameters.mu())
                                .put("omega", parameters.omega())
                                .put("alpha", parameters.alpha())
                                .put("beta", parameters.beta())
                                .put("nu", parameters.nu()))
                .put("logLikelihood", path.logLikelihood())
                .put("longRunVariance", parameters.longRunVariance())
                .put("forecast", parameters.forecast(path.nextVariance(), horizon))
                .put("sigma2", path.variances());
    }
}
