package crucible.fill.volatility;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.sun.management.ThreadMXBean;
import crucible.testkit.Restored;
import crucible.testkit.StateComparison;
import java.lang.management.ManagementFactory;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class EgarchRecursionTest {
    private static final EgarchParameters HEAVY_TAILS =
            new EgarchParameters(2e-6, -0.65, 0.2, -0.06, 0.95, 5, Innovations.meanAbsolute(5));
    private static final EgarchParameters NORMAL =
            new EgarchParameters(-1e-5, -0.13, 0.12, 0.03, 0.99, Innovations.NORMAL, EgarchParameters.normalKappa());

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3})
    void stepByStepIsThePathOfTheWholeSeries(long seed) {
        for (EgarchParameters parameters : new EgarchParameters[] {HEAVY_TAILS, NORMAL}) {
            final double[] returns = Simulated.egarch(parameters, seed, 2_000);
            final double first = parameters.firstLogVariance(returns);
            final EgarchPath path = EgarchPath.of(parameters, returns, first);
            final double[] naive = naive(parameters, returns, first);
            final EgarchRecursion recursion = new EgarchRecursion();
            recursion.start(parameters, first);
            for (int i = 0; i < returns.length; i++) {
                assertThat(recursion.logVariance()).isEqualTo(path.logVariances()[i]);
                assertThat(recursion.logVariance())
                        .as("return %d, seed %d", i, seed)
                        .isCloseTo(naive[i], within(1e-12));
                recursion.onReturn(returns[i]);
            }
            assertThat(recursion.logVariance()).isEqualTo(path.nextLogVariance());
            assertThat(recursion.sigma()).isCloseTo(Math.exp(path.nextLogVariance() / 2), within(1e-15));
        }
    }

    /** Nelson's equation as it is printed. */
    private static double[] naive(EgarchParameters p, double[] returns, double first) {
        final double[] logVariances = new double[returns.length];
        logVariances[0] = first;
        for (int t = 1; t < returns.length; t++) {
            final double z = (returns[t - 1] - p.mu()) / Math.sqrt(Math.exp(logVariances[t - 1]));
            logVariances[t] =
                    p.omega() + p.alpha() * (Math.abs(z) - p.kappa()) + p.gamma() * z + p.beta() * logVariances[t - 1];
        }
        return logVariances;
    }

    @Test
    void returnsToItsLongRunLevel() {
        final EgarchRecursion recursion = new EgarchRecursion();
        recursion.start(HEAVY_TAILS, -5);
        // a shock of exactly the mean size, up and down by turns, so that the sign's effect cancels too
        for (int i = 0; i < 2_000; i++) {
            final double size = HEAVY_TAILS.kappa() * recursion.sigma();
            recursion.onReturn(HEAVY_TAILS.mu() + (i % 2 == 0 ? size : -size));
        }
        assertThat(recursion.sigma()).isCloseTo(recursion.longRunSigma(), within(0.05 * recursion.longRunSigma()));
        assertThat(recursion.longRunSigma()).isCloseTo(Math.exp(-6.5), within(1e-12));
    }

    @Test
    void anotherCentreIsAnotherConstantAndTheSamePath() {
        final double normal = EgarchParameters.normalKappa();
        final EgarchParameters other = new EgarchParameters(
                HEAVY_TAILS.mu(),
                HEAVY_TAILS.omega() + HEAVY_TAILS.alpha() * (normal - HEAVY_TAILS.kappa()),
                HEAVY_TAILS.alpha(),
                HEAVY_TAILS.gamma(),
                HEAVY_TAILS.beta(),
                5,
                normal);
        final double[] returns = Simulated.egarch(HEAVY_TAILS, 4, 500);
        assertThat(EgarchPath.of(other, returns, -13).nextLogVariance())
                .isCloseTo(EgarchPath.of(HEAVY_TAILS, returns, -13).nextLogVariance(), within(1e-12));
        assertThat(other.longRunLogVariance()).isCloseTo(HEAVY_TAILS.longRunLogVariance(), within(1e-12));
    }

    @Test
    void hasNoAnswerWithoutAModel() {
        final EgarchRecursion recursion = new EgarchRecursion();
        recursion.onReturn(0.01);
        assertThat(recursion.isRunning()).isFalse();
        assertThat(recursion.sigma()).isNaN();
        assertThat(recursion.longRunSigma()).isNaN();
        recursion.start(NORMAL, -10);
        assertThat(recursion.sigma()).isPositive();
        recursion.stop();
        assertThat(recursion.sigma()).isNaN();
    }

    @Test
    void goesOnFromASnapshotAsIfNothingHadHappened() {
        final EgarchRecursion original = new EgarchRecursion();
        assertThat(Restored.into(new EgarchRecursion(), original).isRunning()).isFalse();
        original.start(HEAVY_TAILS, -12);
        original.onReturn(0.004);
        final EgarchRecursion restored = Restored.into(new EgarchRecursion(), original);
        original.onReturn(-0.002);
        restored.onReturn(-0.002);
        assertThat(StateComparison.of(original, restored, Set.of()).differences())
                .isEmpty();
    }

    @Test
    void aStepAllocatesNothing() {
        assumeTrue(ManagementFactory.getThreadMXBean() instanceof ThreadMXBean);
        final ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
        final EgarchRecursion recursion = new EgarchRecursion();
        recursion.start(NORMAL, -13);
        double sum = play(recursion, 50_000);
        final long before = threads.getCurrentThreadAllocatedBytes();
        sum += play(recursion, 200_000);
        assertThat(threads.getCurrentThreadAllocatedBytes() - before)
                .as("bytes over 200,000 steps")
                .isLessThan(1_000);
        assertThat(sum).isFinite();
    }

    private static double play(EgarchRecursion recursion, int count) {
        double sum = 0;
        for (int i = 0; i < count; i++) {
            recursion.onReturn((i % 7 - 3) * 1e-3);
            sum += recursion.sigma();
        }
        return sum;
    }
}
