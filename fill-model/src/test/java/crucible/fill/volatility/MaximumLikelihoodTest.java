package crucible.fill.volatility;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import crucible.fill.volatility.MaximumLikelihood.Peak;
import java.util.List;
import java.util.function.ToDoubleFunction;
import org.junit.jupiter.api.Test;

class MaximumLikelihoodTest {
    private static final List<double[]> STARTS = List.of(new double[] {-2, 2}, new double[] {1, 1});

    @Test
    void findsTheTopOfAHill() {
        final MaximumLikelihood maximum = over(x -> -square(x[0] - 0.3) - 2 * square(x[1] + x[0]));
        final Peak peak = maximum.search(STARTS).orElseThrow();
        assertThat(peak.point()[0]).isCloseTo(0.3, within(1e-3));
        assertThat(peak.point()[1]).isCloseTo(-0.3, within(1e-3));
        assertThat(peak.logLikelihood()).isCloseTo(0, within(1e-6));
        assertThat(maximum.isAtLowerBound(peak, 0)).isFalse();
        assertThat(maximum.isAtUpperBound(peak, 0)).isFalse();
        assertThat(maximum.evaluations()).isBetween(10, 100);
    }

    @Test
    void findsTheTopOfARoof() {
        final MaximumLikelihood maximum = over(x -> -Math.abs(x[0] - 0.3) - Math.abs(x[1] - 1));
        assertThat(maximum.search(STARTS).orElseThrow().logLikelihood()).isCloseTo(0, within(1e-3));
    }

    @Test
    void saysWhereItStandsAtAnEdge() {
        final MaximumLikelihood maximum = over(x -> x[0] - square(x[1]));
        final Peak peak = maximum.search(STARTS).orElseThrow();
        assertThat(maximum.isAtUpperBound(peak, 0)).isTrue();
        assertThat(maximum.isAtLowerBound(peak, 0)).isFalse();
        assertThat(maximum.isAtUpperBound(peak, 1)).isFalse();
    }

    @Test
    void saysWhereThereIsNothingToClimb() {
        assertThat(over(x -> Double.NaN).search(STARTS)).isEmpty();
        assertThat(over(x -> Double.NEGATIVE_INFINITY).search(STARTS)).isEmpty();
        assertThat(over(x -> 1).search(List.of())).isEmpty();
    }

    @Test
    void givesUpWhereNoEndIsInSight() {
        // Each answer is better than all before it, wherever it is asked.
        final int[] asked = {0};
        assertThat(over(x -> 1e6 * ++asked[0]).search(STARTS)).isEmpty();
    }

    @Test
    void theHigherOfTwoPeaksIsTaken() {
        final Peak low = new Peak(new double[] {0}, 1);
        final Peak high = new Peak(new double[] {1}, 2);
        assertThat(Peak.higher(low, high)).isSameAs(high);
        assertThat(Peak.higher(high, low)).isSameAs(high);
    }

    private static MaximumLikelihood over(ToDoubleFunction<double[]> logLikelihood) {
        return new MaximumLikelihood(logLikelihood, new double[] {-5, -5}, new double[] {5, 5});
    }

    private static double square(double x) {
        return x * x;
    }
}
