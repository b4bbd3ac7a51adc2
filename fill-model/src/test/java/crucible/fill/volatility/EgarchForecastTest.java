package crucible.fill.volatility;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class EgarchForecastTest {
    private static final EgarchParameters NORMAL =
            new EgarchParameters(0, -0.1, 0.3, -0.1, 0.9, Innovations.NORMAL, EgarchParameters.normalKappa());
    private static final EgarchParameters HEAVY_TAILS =
            new EgarchParameters(0, -0.1, 0.3, -0.1, 0.9, 5, Innovations.meanAbsolute(5));

    @Test
    void theExpectationIsTheMeanOfManyFutures() {
        final long seed = 17;
        final SplittableRandom random = new SplittableRandom(seed);
        final int futures = 200_000;
        double sum = 0;
        for (int i = 0; i < futures; i++) {
            double h = -2;
            for (int step = 1; step < 5; step++) {
                h = NORMAL.next(h, StrictMath.exp(h / 2) * Simulated.normal(random));
            }
            sum += StrictMath.exp(h);
        }
        final double[] expected = EgarchForecast.expected(NORMAL, -2, 5);
        assertThat(sum / futures).as("seed %d", seed).isCloseTo(expected[4], within(0.01 * expected[4]));
        assertThat(EgarchForecast.geometric(NORMAL, -2, 5)[4]).isLessThan(expected[4]);
    }

    @Test
    void withStudentsTOnlyTheNextVarianceHasAnExpectation() {
        final double[] expected = EgarchForecast.expected(HEAVY_TAILS, -2, 3);
        assertThat(expected[0]).isCloseTo(Math.exp(-2), within(1e-15));
        assertThat(expected[1]).isNaN();
        assertThat(expected[2]).isNaN();
        assertThat(EgarchForecast.geometric(HEAVY_TAILS, -2, 3)).doesNotContain(Double.NaN);
    }

    @Test
    void theGeometricMeanGoesToTheLongRunLevel() {
        final double[] far = EgarchForecast.geometric(HEAVY_TAILS, 3, 500);
        assertThat(far[0]).isCloseTo(Math.exp(3), within(1e-12));
        assertThat(far[499]).isCloseTo(Math.exp(-1), within(1e-12));
    }

    @Test
    void withoutShocksBothAreTheSame() {
        final EgarchParameters still =
                new EgarchParameters(0, -0.1, 0, 0, 0.9, Innovations.NORMAL, EgarchParameters.normalKappa());
        final double[] expected = EgarchForecast.expected(still, 1, 10);
        final double[] geometric = EgarchForecast.geometric(still, 1, 10);
        for (int i = 0; i < 10; i++) {
            assertThat(expected[i]).isCloseTo(geometric[i], within(1e-13));
        }
    }

    @Test
    void aHorizonIsAtLeastOne() {
        assertThatIllegalArgumentException().isThrownBy(() -> EgarchForecast.expected(NORMAL, 0, 0));
        assertThatIllegalArgumentException().isThrownBy(() -> EgarchForecast.geometric(NORMAL, 0, 0));
    }
}
