package crucible.fill.volatility;

import java.util.List;
import java.util.Optional;
import java.util.function.ToDoubleFunction;
import org.hipparchus.exception.MathRuntimeException;
import org.hipparchus.optim.InitialGuess;
import org.hipparchus.optim.MaxEval;
import org.hipparchus.optim.PointValuePair;
import org.hipparchus.optim.SimpleBounds;
import org.hipparchus.optim.nonlinear.scalar.GoalType;
import org.hipparchus.optim.nonlinear.scalar.ObjectiveFunction;
import org.hipparchus.optim.nonlinear.scalar.noderiv.BOBYQAOptimizer;

/**
 * Looks for the largest likelihood between bounds, from the best of some fixed starts, with Powell's BOBYQA. It needs no
 * derivatives: those of an EGARCH likelihood jump wherever a return equals the mean, and bars have many equal returns.
 * Nothing is drawn, so equal questions have equal answers. The numbers it looks for are all of the order of one.
 */
final class MaximumLikelihood {
    /** Wide enough to step over the small ridges that equal returns leave in the likelihood. */
    private static final double FIRST_RADIUS = 0.5;

    private static final double LAST_RADIUS = 1e-4;

    /** A number this close to its bound means the same as the bound. */
    private static final double AT_BOUND = 0.01;

    private static final int MOST_EVALUATIONS = 2_000;

    private final ToDoubleFunction<double[]> logLikelihood;
    private final double[] lower;
    private final double[] upper;
    private int evaluations;

    MaximumLikelihood(ToDoubleFunction<double[]> logLikelihood, double[] lower, double[] upper) {
        this.logLikelihood = logLikelihood;
        this.lower = lower;
        this.upper = upper;
    }

    /** Where a search ended, and how large the likelihood is there. */
    record Peak(double[] point, double logLikelihood) {
        static Peak higher(Peak a, Peak b) {
            return b.logLikelihood > a.logLikelihood ? b : a;
        }
    }

    /** The peak above the best of some starts; none where the search did not come to its end. */
    Optional<Peak> search(List<double[]> starts) {
        double[] from = null;
        double fromValue = Double.NEGATIVE_INFINITY;
        for (double[] start : starts) {
            final double value = evaluate(start);
            if (value > fromValue) {
                fromValue = value;
                from = start;
            }
        }
        return from == null ? Optional.empty() : climb(from);
    }

    private Optional<Peak> climb(double[] from) {
        try {
            final PointValuePair top = new BOBYQAOptimizer(2 * from.length + 1, FIRST_RADIUS, LAST_RADIUS)
                    .optimize(
                            new MaxEval(MOST_EVALUATIONS),
                            new ObjectiveFunction(this::evaluate),
                            GoalType.MAXIMIZE,
                            new InitialGuess(from),
                            new SimpleBounds(lower, upper));
            return Optional.of(new Peak(top.getPoint(), top.getValue()));
        } catch (MathRuntimeException e) {
            // Too many evaluations, or a step that rounding makes impossible: a reason to fall back, not an error.
            return Optional.empty();
        }
    }

    private double evaluate(double[] point) {
        evaluations++;
        return logLikelihood.applyAsDouble(point);
    }

    /** How many likelihoods it took so far. */
    int evaluations() {
        return evaluations;
    }

    boolean isAtLowerBound(Peak peak, int i) {
        return peak.point[i] <= lower[i] + AT_BOUND;
    }

    boolean isAtUpperBound(Peak peak, int i) {
        return peak.point[i] >= upper[i] - AT_BOUND;
    }
}
