package crucible.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.HashSet;
import java.util.Set;
import org.junit.jupiter.api.Test;

final class DrawTest {
    @Test
    void theFunctionIsSplitMix() {
        // the first three outputs of the published generator from the seed 1234567
        final long[] published = {6457827717110365317L, 3203168211198807973L, -8629252141511181193L};
        long state = 1234567;
        for (long expected : published) {
            assertThat(Draw.mix(state)).isEqualTo(expected);
            state += 0x9E3779B97F4A7C15L;
        }
    }

    @Test
    void aDrawDependsOnNothingButItsCoordinates() {
        assertThat(Draw.bits(1, "slip", 2, 3, 4)).isEqualTo(Draw.bits(1, "slip", 2, 3, 4));
        final Set<Long> seen = new HashSet<>();
        for (long seed = 0; seed < 8; seed++) {
            for (String purpose : new String[] {"slip", "mutate"}) {
                for (long a = 0; a < 8; a++) {
                    for (long b = 0; b < 8; b++) {
                        for (long c = 0; c < 8; c++) {
                            assertThat(seen.add(Draw.bits(seed, purpose, a, b, c)))
                                    .isTrue();
                        }
                    }
                }
            }
        }
    }

    @Test
    void uniformDrawsFillTheUnitIntervalEvenly() {
        final int[] counts = new int[10];
        final int draws = 100_000;
        for (int i = 0; i < draws; i++) {
            final double value = Draw.uniform(42, "test", i, 0, 0);
            assertThat(value >= 0 && value < 1).isTrue();
            counts[(int) (value * 10)]++;
        }
        double chiSquared = 0;
        for (int count : counts) {
            chiSquared += (count - draws / 10.0) * (count - draws / 10.0) / (draws / 10.0);
        }
        // 9 degrees of freedom: 27.9 is the 99.9 % point
        assertThat(chiSquared).isLessThan(27.9);
    }

    @Test
    void wholeNumbersStayBelowTheirBound() {
        final Set<Integer> seen = new HashSet<>();
        for (int i = 0; i < 1000; i++) {
            final int value = Draw.below(3, 42, "test", i, 0, 0);
            assertThat(value).isBetween(0, 2);
            seen.add(value);
        }
        assertThat(seen).hasSize(3);
        assertThat(Draw.below(1, 42, "test", 0, 0, 0)).isZero();
        assertThatThrownBy(() -> Draw.below(0, 42, "test", 0, 0, 0)).hasMessageContaining("bound");
    }
}
