package crucible.fill.volatility;

import crucible.fill.volatility.FitOutcome.FellBack;
import crucible.fill.volatility.FitOutcome.Fitted;
import crucible.fill.volatility.MaximumLikelihood.Peak;
import java.util.stream.Stream;

/**
 * Fits an EGARCH(1,1) by maximum likelihood; the first variance is the mean square around the mean being estimated. Never
 * throws for what returns may look like: where there is no fit, the outcome says why. A pure function, for any thread;
 * takes milliseconds for 2,000 returns, so it has no place on a ring's thread.
 */
public final class EgarchFitter {
    /** Fewest returns of any fit: five for each parameter. */
    public static final int FEWEST_RETURNS = 30;

    /** With this β a shock has lost half after 693 returns. A window of 2,000 then no longer shows a level. */
    static final double MOST_PERSISTENCE = 0.999;

    /** How far the likelihoods of search and path may differ by rounding, for each return. */
    private static final double ROUNDING = 1e-9;

    private EgarchFitter() {}

    /** The fit of {@code returns}, oldest first, in any unit. */
    public static FitOutcome<EgarchFit> fit(double[] returns, InnovationLaw law) {
        return fit(returns, law, Double.NaN);
    }

    /** The same with a first log-variance that is given. */
    public static FitOutcome<EgarchFit> fit(double[] returns, InnovationLaw law, double firstLogVariance) {
        final FallBackReason refusal = StandardReturns.refusal(returns, FEWEST_RETURNS);
        if (refusal != null) {
            return new FellBack<>(refusal);
        }
        final StandardReturns standard = StandardReturns.of(returns);
        final double logScale = 2 * StrictMath.log(standard.sd);
        final EgarchLikelihood likelihood = new EgarchLikelihood(standard.values, law, firstLogVariance - logScale);
        final MaximumLikelihood maximum = new MaximumLikelihood(likelihood, likelihood.lower(), likelihood.upper());
        final Peak peak = Stream.concat(
                        maximum.search(likelihood.starts()).stream(),
                        maximum.search(likelihood.strongStarts()).stream())
                .reduce(Peak::higher)
                .orElse(null);
        if (peak == null) {
            return new FellBack<>(FallBackReason.NO_CONVERGENCE);
        }
        if (Math.abs(likelihood.beta(peak.point())) > MOST_PERSISTENCE) {
            return new FellBack<>(FallBackReason.NOT_STATIONARY);
        }
        if (isAtBound(maximum, peak)) {
            return new FellBack<>(FallBackReason.AT_BOUND);
        }
        final EgarchParameters parameters = likelihood.parameters(peak.point(), standard);
        final double first = Double.isNaN(firstLogVariance) ? parameters.firstLogVariance(returns) : firstLogVariance;
        final EgarchPath path = EgarchPath.of(parameters, returns, first);
        if (!Double.isFinite(path.logLikelihood()) || !Double.isFinite(path.nextLogVariance())) {
            return new FellBack<>(FallBackReason.NOT_FINITE);
        }
        final double searched = peak.logLikelihood() - 0.5 * returns.length * logScale;
        if (!(Math.abs(path.logLikelihood() - searched) <= ROUNDING * returns.length)) {
            return new FellBack<>(FallBackReason.NO_CONVERGENCE);
        }
        return new Fitted<>(
                new EgarchFit(parameters, first, path.nextLogVariance(), path.logLikelihood(), maximum.evaluations()));
    }

    /** Almost normal tails are no fault: ν may be as large as it likes. */
    private static boolean isAtBound(MaximumLikelihood maximum, Peak peak) {
        for (int i = 0; i < peak.point().length; i++) {
            if (maximum.isAtUpperBound(peak, i) || i != EgarchLikelihood.TAILS && maximum.isAtLowerBound(peak, i)) {
                return true;
            }
        }
        return false;
    }
}
