package crucible.watchtower.stat;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.Locale;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import tools.jackson.databind.JsonNode;

class MultipleTestingTest {
    private static final long SEED = 17;

    @Test
    void equalsEveryReferenceCase() {
        for (JsonNode test : OracleFile.casesOf("09_multiple_testing_bootstrap_cs.json", "p_adjust")) {
            final double[] p = OracleFile.numbers(test.get("input").get("p"));
            for (MultipleTesting.Method method : MultipleTesting.Method.values()) {
                final String name = method.name().length() == 2
                        ? method.name()
                        : method.name().toLowerCase(Locale.ROOT);
                assertThat(MultipleTesting.adjust(p, method))
                        .as("%s of %s", name, test.get("id"))
                        .containsExactly(OracleFile.numbers(test.get("expected").get(name)), within(1e-12));
            }
        }
    }

    @ParameterizedTest
    @EnumSource
    void orderDoesNotMatterAndNothingBecomesSmaller(MultipleTesting.Method method) {
        final SplittableRandom random = new SplittableRandom(SEED);
        final double[] p = random.doubles(50).toArray();
        final double[] reversed = new double[p.length];
        for (int i = 0; i < p.length; i++) {
            reversed[i] = p[p.length - 1 - i];
        }
        final double[] adjusted = MultipleTesting.adjust(p, method);
        final double[] ofReversed = MultipleTesting.adjust(reversed, method);
        for (int i = 0; i < p.length; i++) {
            assertThat(adjusted[i]).isEqualTo(ofReversed[p.length - 1 - i]).isBetween(p[i] * (1 - 1e-15), 1.0);
        }
    }

    @Test
    void eBhRejectsTheLargestThatAreLargeEnoughTogether() {
        assertThat(MultipleTesting.eBh(new double[] {1, 50, 30, 0.5}, 0.1)).containsExactly(1, 2);
        assertThat(MultipleTesting.eBh(new double[] {39, 1, 1, 1}, 0.1)).isEmpty();
        assertThat(MultipleTesting.eBh(new double[] {40, 1, 1, 1}, 0.1)).containsExactly(0);
        assertThat(MultipleTesting.eBh(new double[] {10, 10, 10, 10}, 0.1)).containsExactly(0, 1, 2, 3);
        assertThat(MultipleTesting.eBh(new double[] {}, 0.1)).isEmpty();
    }

    @Test
    void falseDiscoveriesStayBelowAlpha() {
        final SplittableRandom random = new SplittableRandom(SEED);
        double shares = 0;
        final int rounds = 2_000;
        for (int round = 0; round < rounds; round++) {
            final double[] p = new double[20];
            for (int i = 0; i < p.length; i++) {
                p[i] = i < 5 ? random.nextDouble() * 1e-3 : random.nextDouble();
            }
            final double[] adjusted = MultipleTesting.adjust(p, MultipleTesting.Method.BH);
            final long found = Arrays.stream(adjusted).filter(one -> one <= 0.1).count();
            final long wrong =
                    Arrays.stream(adjusted, 5, 20).filter(one -> one <= 0.1).count();
            shares += found == 0 ? 0 : (double) wrong / found;
        }
        // Expected is 0.1 times 15 of 20.
        assertThat(shares / rounds).as("seed %d", SEED).isBetween(0.05, 0.09);
    }

    @Test
    void refusesWhatIsNoProbability() {
        assertThatThrownBy(() -> MultipleTesting.adjust(new double[] {1.1}, MultipleTesting.Method.BH))
                .hasMessageContaining("a p-value");
        assertThatThrownBy(() -> MultipleTesting.adjust(new double[] {Double.NaN}, MultipleTesting.Method.BH))
                .hasMessageContaining("a p-value");
        assertThatThrownBy(() -> MultipleTesting.eBh(new double[] {-1}, 0.1)).hasMessageContaining("an e-value");
        assertThatThrownBy(() -> MultipleTesting.eBh(new double[] {1}, 0)).hasMessageContaining("alpha");
    }
}
