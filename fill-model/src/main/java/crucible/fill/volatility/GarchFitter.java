package crucible.fill.volatility;

import crucible.fill.volatility.FitOutcome.FellBack;
import crucible.fill.volatility.FitOutcome.Fitted;
import crucible.fill.volatility.MaximumLikelihood.Peak;
import java.util.Arrays;
import java.util.List;

/**
 * Fits a GARCH(1,1) by maximum likelihood; the first variance is one step from the mean square around the mean being
 * estimated. Never throws for what returns may look like. A pure function, for any thread.
 */
public final class GarchFitter {
    /** Fewest returns of any fit: five for each parameter. */
    public static final int FEWEST_RETURNS = 25;

    private static final double MU = 0.1;
    private static final double ALPHA = 0.1;
    private static final double INVERSE_NU = 0.2;

    /** Means in 0.1 deviations, ln ω, effects of shocks in 0.1, atanh β, 1 / ν in 0.2. */
    private static final double[] LOWER = {-30, -20, 0, 0, 0.01};

    private static final double[] UPPER = {30, 2, 10, 5, 2.45};

    private final double[] returns;
    private final boolean tails;

    private GarchFitter(double[] returns, InnovationLaw law) {
        this.returns = returns;
        this.tails = law == InnovationLaw.STUDENT_T;
    }

    /** The fit of {@code returns}, oldest first, in any unit. */
    public static FitOutcome<GarchFit> fit(double[] returns, InnovationLaw law) {
        final FallBackReason refusal = StandardReturns.refusal(returns, FEWEST_RETURNS);
        if (refusal != null) {
            return new FellBack<>(refusal);
        }
        final StandardReturns standard = StandardReturns.of(returns);
        final GarchFitter fitter = new GarchFitter(standard.values, law);
        final MaximumLikelihood maximum =
                new MaximumLikelihood(fitter::logLikelihood, fitter.cut(LOWER), fitter.cut(UPPER));
        final Peak peak = maximum.search(fitter.starts()).orElse(null);
        if (peak == null) {
            return new FellBack<>(FallBackReason.NO_CONVERGENCE);
        }
        for (int i = 0; i < 2; i++) {
            if (maximum.isAtLowerBound(peak, i) || maximum.isAtUpperBound(peak, i)) {
                return new FellBack<>(FallBackReason.AT_BOUND);
            }
        }
        final GarchParameters found = fitter.parameters(peak.point());
        final double variance = standard.sd * standard.sd;
        final GarchParameters parameters = new GarchParameters(
                standard.mean + standard.sd * found.mu(),
                variance * found.omega(),
                found.alpha(),
                found.beta(),
                found.nu());
        final double first = parameters.firstVariance(returns);
        final GarchPath path = GarchPath.of(parameters, returns, first);
        if (!Double.isFinite(path.logLikelihood()) || !Double.isFinite(path.nextVariance())) {
            return new FellBack<>(FallBackReason.NOT_FINITE);
        }
        return new Fitted<>(
                new GarchFit(parameters, first, path.nextVariance(), path.logLikelihood(), maximum.evaluations()));
    }

    /** Weak and strong reaction, with shocks that fade soon and late. */
    private List<double[]> starts() {
        return List.of(start(0.05, 0.85), start(0.05, 0.93), start(0.15, 0.75), start(0.15, 0.83));
    }

    private double[] start(double alpha, double beta) {
        final double atanh = 0.5 * StrictMath.log((1 + beta) / (1 - beta));
        return cut(new double[] {0, StrictMath.log(1 - alpha - beta), alpha / ALPHA, atanh, 0.8});
    }

    private double[] cut(double[] numbers) {
        return tails ? numbers : Arrays.copyOf(numbers, 4);
    }

    private double logLikelihood(double[] x) {
        final GarchParameters parameters = parameters(x);
        return GarchPath.of(parameters, returns, parameters.firstVariance(returns))
                .logLikelihood();
    }

    private GarchParameters parameters(double[] x) {
        return new GarchParameters(
                MU * x[0],
                StrictMath.exp(x[1]),
                ALPHA * x[2],
                StrictMath.tanh(x[3]),
                tails ? 1 / (INVERSE_NU * x[4]) : Innovations.NORMAL);
    }
}
