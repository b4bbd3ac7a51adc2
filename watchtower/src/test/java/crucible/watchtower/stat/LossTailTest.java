package crucible.watchtower.stat;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import crucible.model.Draw;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class LossTailTest {
    private static final long SEED = 19;

    /** Bell-shaped and fat-tailed, all sizes a bar's return can have, every bar a loss or hardly any. */
    @ParameterizedTest
    @CsvSource({
        "1, 0.002, 0, 20000",
        "3, 0.0005, 0, 5000",
        "1, 0.00001, 0, 3000",
        "3, 0.05, 0.7, 4000",
        "1, 0.003, 0, 50"
    })
    void isNearWhatAllReturnsSay(int power, double scale, double idle, int n) {
        final double[] returns = new double[n];
        final LossTail tail = new LossTail();
        for (int i = 0; i < n; i++) {
            final double z = Normal.inverse(Draw.uniform(SEED, "return", n, i, 0) + 0x1p-54);
            final boolean flat = Draw.uniform(SEED, "flat", n, i, 0) < idle;
            returns[i] = flat ? 0 : Math.max(-0.99, scale * Math.pow(z, power));
            tail.add(returns[i]);
        }
        final ReturnDistribution exact = new ReturnDistribution(returns);
        for (double share : new double[] {0.01, 0.05, 0.1}) {
            final double var = exact.valueAtRisk(share);
            final double shortfall = exact.expectedShortfall(share);
            assertThat(tail.valueAtRisk(share)).as("VaR %s", share).isCloseTo(var, within(Math.abs(var) / 16));
            assertThat(tail.expectedShortfall(share))
                    .as("CVaR %s", share)
                    .isCloseTo(shortfall, within(Math.abs(shortfall) / 50));
        }
    }

    @Test
    void mergedPartsAreTheWhole() {
        final LossTail whole = new LossTail();
        final LossTail left = new LossTail();
        final LossTail right = new LossTail();
        for (int i = 0; i < 1000; i++) {
            final double value = 0.01 * (Draw.uniform(SEED, "part", i, 0, 0) - 0.5);
            whole.add(value);
            (i < 300 ? left : right).add(value);
        }
        left.merge(right);
        assertThat(left.valueAtRisk(0.05)).isCloseTo(whole.valueAtRisk(0.05), within(1e-12));
        assertThat(left.expectedShortfall(0.05)).isCloseTo(whole.expectedShortfall(0.05), within(1e-12));
        left.clear();
        assertThat(left.valueAtRisk(0.05)).isNaN();
    }

    /** Ranks 0 … 4 of −0.5, −0.25, 0, 0, 1. */
    @Test
    void fiveReturnsByHand() {
        final LossTail tail = new LossTail();
        for (double value : new double[] {0, -0.25, 1, -0.5, 0}) {
            tail.add(value);
        }
        assertThat(tail.valueAtRisk(0.125)).as("half way").isEqualTo(-0.375);
        assertThat(tail.expectedShortfall(0.125)).as("one return").isEqualTo(-0.5);
        assertThat(tail.expectedShortfall(0.25)).as("two").isEqualTo(-0.375);
        assertThat(tail.valueAtRisk(0.5)).isZero();
        assertThat(tail.expectedShortfall(0.5)).as("three, one of them 0").isEqualTo(-0.25);
        assertThat(tail.expectedShortfall(0.75)).as("four").isEqualTo(-0.1875);
        assertThat(tail.valueAtRisk(0.99)).as("gains are not kept").isNaN();
        final double[] same = {0, -0.25, 1, -0.5, 0};
        final ReturnDistribution exact = new ReturnDistribution(same);
        for (double share : new double[] {0.125, 0.25, 0.5, 0.75}) {
            assertThat(tail.expectedShortfall(share)).isEqualTo(exact.expectedShortfall(share));
        }
    }

    @Test
    void theManyZerosOfAnIdleAgentDoNotMakeItLookSafe() {
        final double[] returns = new double[1000];
        Arrays.fill(returns, 0, 20, -0.1);
        final ReturnDistribution exact = new ReturnDistribution(returns);
        assertThat(exact.valueAtRisk(0.05)).isZero();
        assertThat(exact.expectedShortfall(0.05))
                .as("20 losses of the 50 worst")
                .isCloseTo(-0.04, within(1e-12));
        final LossTail tail = new LossTail();
        for (double value : returns) {
            tail.add(value);
        }
        assertThat(tail.expectedShortfall(0.05)).isCloseTo(-0.04, within(1e-12));
    }

    @Test
    void theSmallestAndTheLargestLossesHaveAPlace() {
        final LossTail tail = new LossTail();
        tail.add(-1e-300);
        tail.add(-5);
        tail.add(-0x1p-20);
        assertThat(tail.valueAtRisk(0.01)).isBetween(-5.0, -4.8);
        assertThat(tail.expectedShortfall(0.9)).isCloseTo((-5 - 0x1p-20) / 2, within(1e-6));
        assertThatThrownBy(() -> tail.add(Double.NaN)).hasMessageContaining("finite");
        assertThatThrownBy(() -> tail.valueAtRisk(0)).hasMessageContaining("share lies between 0 and 1");
    }
}
