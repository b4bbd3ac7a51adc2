package crucible.watchtower.evidence;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import com.sun.management.ThreadMXBean;
import crucible.model.DigestSink;
import crucible.model.Draw;
import crucible.testkit.Restored;
import java.lang.management.ManagementFactory;
import java.math.BigDecimal;
import java.math.MathContext;
import java.util.function.IntToDoubleFunction;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class EProcessTest {
    private static final MathContext DIGITS = new MathContext(40);
    private static final BigDecimal LARGEST = new BigDecimal(Double.MAX_VALUE);

    @Test
    void startsAtOneAndIsMovedByHandComputedBets() {
        final EProcess process = process(0.1);
        assertThat(process.value()).isEqualTo(1);
        assertThat(process.unleveredValue()).isEqualTo(1);
        process.add(0.1);
        // 1 + 0.1 · (0.5·1 + 0.9·2 + 2·3 + 3·5 + 5·6 + 7·7 + 9.5·8)/32 = 1 + 0.1 · 178.3/32
        assertThat(process.value()).isCloseTo(1.5571875, within(1e-14));
        // (1.05·1 + 1.09·2)/3
        assertThat(process.unleveredValue()).isCloseTo(3.23 / 3, within(1e-14));
        assertThat(process.maximum()).isEqualTo(process.value());
        assertThat(process.standing()).isEqualTo(EProcess.Standing.SOUND);
    }

    @Test
    void aLossOfExactlyTheBoundRuinsNobody() {
        final EProcess process = process(0.1);
        process.add(-0.1);
        assertThat(process.value()).isCloseTo(1 - 0.5571875, within(1e-14));
        assertThat(process.maximum()).as("the start counts").isEqualTo(1);
        assertThat(process.boundBreaks()).isZero();
    }

    @Test
    void aLossBeyondTheBoundRuinsTheBetsItCostsAllAndIsMarked() {
        final EProcess process = process(0.1);
        process.add(-0.12);
        // 9.5 is ruined: (0.94·1 + 0.892·2 + 0.76·3 + 0.64·5 + 0.4·6 + 0.16·7)/32
        assertThat(process.value()).isCloseTo(11.724 / 32, within(1e-14));
        assertThat(process.boundBreaks()).isEqualTo(1);
        assertThat(process.standing()).isEqualTo(EProcess.Standing.BOUND_BROKEN);
        process.add(-1);
        // Only the bets below 1 are left: (0.94·0.5·1 + 0.892·0.1·2)/32
        assertThat(process.value()).isCloseTo(0.6484 / 32, within(1e-15));
        assertThat(process.unleveredValue()).isCloseTo(0.6484 / 3, within(1e-14));
        process.add(5);
        // (0.47·3.5·1 + 0.0892·5.5·2)/32: what is ruined stays ruined.
        assertThat(process.value()).isCloseTo(2.6262 / 32, within(1e-14));
        process.add(-3);
        assertThat(process.value())
                .as("beyond all an account without leverage can lose")
                .isZero();
        process.add(1);
        assertThat(process.value()).isZero();
        assertThat(process.boundBreaks()).isEqualTo(3);
    }

    @Test
    void theFirstCrossingIsRememberedAndTheMaximumStays() {
        final EProcess process = process(0.1);
        int first = -1;
        for (int i = 0; i < 40; i++) {
            process.add(i < 20 ? 0.05 : -0.05);
            first = first < 0 && process.value() >= 100 ? i : first;
        }
        assertThat(first).isPositive();
        assertThat(process.firstCrossing()).isEqualTo(first);
        assertThat(process.value()).isLessThan(1);
        assertThat(process.maximum()).isGreaterThan(100);
        assertThat(process.count()).isEqualTo(40);
    }

    @ParameterizedTest
    @ValueSource(doubles = {0.02, 0.1, 1})
    void equalsTheExactJudge(double bound) {
        for (int round = 0; round < 20; round++) {
            final int seed = round;
            final double scale = bound * (round % 4 + 1) / 4;
            compare(bound, 300, "round " + round, i -> scale * (Draw.uniform(11, "return", seed, i, 0) * 2.2 - 1));
        }
    }

    /** Up to 10^4,000 and back, through ruin of the largest bets, and down to 10^−2,000 and back. */
    @Test
    void neitherOverflowsNorForgetsWhatIsSmall() {
        compare(0.1, 12_000, "up and down", i -> i < 6000 ? 0.2 : -0.0999);
        compare(0.1, 6_000, "up, a broken bound, down", i -> i < 2000 ? 0.3 : i == 2000 ? -0.13 : -0.05);
        compare(0.1, 12_000, "down and up", i -> i < 6000 ? -0.08 : 0.12);
        compare(1e-9, 40, "absurd returns", i -> i % 2 == 0 ? 1e300 : -0.9e-9);
        final EProcess process = process(0.1);
        for (int i = 0; i < 10_000; i++) {
            process.add(10);
        }
        assertThat(process.value()).isEqualTo(Double.MAX_VALUE);
        assertThat(process.unleveredValue()).isEqualTo(Double.MAX_VALUE);
    }

    @Test
    void goesOnFromASnapshotAsIfNothingHadHappened() {
        final EProcess original = process(0.1);
        EProcess copy = process(0.1);
        for (int i = 0; i < 5000; i++) {
            final double observed = i < 3000 ? 0.1 : 0.24 * Draw.uniform(3, "return", i, 0, 0) - 0.13;
            if (i % 500 == 0) {
                copy = Restored.into(process(0.1), copy);
                assertThat(copy.value()).isEqualTo(original.value());
            }
            original.add(observed);
            copy.add(observed);
        }
        assertThat(copy.value()).isEqualTo(original.value());
        assertThat(copy.unleveredValue()).isEqualTo(original.unleveredValue());
        assertThat(copy.maximum()).isEqualTo(original.maximum());
        assertThat(copy.firstCrossing()).isEqualTo(original.firstCrossing());
        assertThat(copy.boundBreaks()).isEqualTo(original.boundBreaks()).isPositive();
        assertThat(DigestSink.of(copy)).isEqualTo(DigestSink.of(original));
    }

    @Test
    void refusesWhatIsNoNumberAndABoundOrThresholdWithoutSense() {
        final EProcess process = process(0.1);
        process.add(0.01);
        final String before = DigestSink.of(process);
        assertThatThrownBy(() -> process.add(Double.NaN)).hasMessageContaining("finite, but was NaN");
        assertThatThrownBy(() -> process.add(Double.NEGATIVE_INFINITY)).hasMessageContaining("finite");
        assertThat(DigestSink.of(process)).isEqualTo(before);
        for (double bound : new double[] {0, -0.1, 1.01, Double.NaN}) {
            assertThatThrownBy(() -> BetMixture.of(bound)).hasMessageContaining("lossBound lies in");
        }
        for (double threshold : new double[] {1, 0, Double.NaN, Double.POSITIVE_INFINITY}) {
            assertThatThrownBy(() -> new EProcess(BetMixture.of(0.1), threshold))
                    .hasMessageContaining("threshold is finite and above 1");
        }
    }

    @Test
    void allocatesNothing() {
        final EProcess process = process(0.1);
        fill(process);
        final ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
        final long before = threads.getCurrentThreadAllocatedBytes();
        fill(process);
        assertThat(threads.getCurrentThreadAllocatedBytes() - before)
                .as("bytes over 100,000 observations")
                .isLessThan(1000);
    }

    private static void fill(EProcess process) {
        for (int i = 0; i < 100_000; i++) {
            process.add(i % 3 == 0 ? 0.05 : -0.02);
        }
    }

    private static void compare(double bound, int length, String what, IntToDoubleFunction returns) {
        final int every = length / 250 + 1;
        final BetMixture bets = BetMixture.of(bound);
        final EProcess process = new EProcess(bets, 100);
        final BigDecimal[] wealth = new BigDecimal[bets.count()];
        for (int k = 0; k < wealth.length; k++) {
            wealth[k] = new BigDecimal(bets.weight(k));
        }
        for (int i = 0; i < length; i++) {
            final double observed = returns.applyAsDouble(i);
            process.add(observed);
            final BigDecimal counted = new BigDecimal(Math.min(observed, 1e100));
            BigDecimal sum = BigDecimal.ZERO;
            for (int k = 0; k < wealth.length; k++) {
                final BigDecimal factor = BigDecimal.ONE.add(new BigDecimal(bets.size(k)).multiply(counted));
                wealth[k] = factor.signum() > 0 ? wealth[k].multiply(factor, DIGITS) : BigDecimal.ZERO;
                sum = sum.add(wealth[k], DIGITS);
            }
            if (i % every != 0 && i < length - 1) {
                continue;
            }
            final double exact = sum.min(LARGEST).doubleValue();
            // Below the normal doubles a bet that is nearly ruined has fewer digits, as has 1 + λr near 0.
            assertThat(process.value())
                    .as("%s, bound %s, observation %d", what, bound, i)
                    .isCloseTo(exact, within(Math.max(exact * 1e-10, 1e-307)));
        }
    }

    private static EProcess process(double bound) {
        return new EProcess(BetMixture.of(bound), 100);
    }
}
