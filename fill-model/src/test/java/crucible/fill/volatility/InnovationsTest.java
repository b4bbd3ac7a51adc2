package crucible.fill.volatility;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class InnovationsTest {
    /** Sums over a grid that is even in ln |z|, so that heavy tails are covered too. */
    @ParameterizedTest
    @ValueSource(doubles = {2.5, 3, 4, 7.3, 30, 500, Double.POSITIVE_INFINITY})
    void aDensityAddsUpToOneAndHasTheMeanSizeThatItSays(double nu) {
        final double step = 1e-3;
        double mass = 0;
        double size = 0;
        double variance = 0;
        for (double log = -30; log < 60; log += step) {
            final double z = Math.exp(log);
            final double density =
                    2 * Math.exp(Innovations.logDensityAtZero(nu) + Innovations.logDensityBeyondZero(z, nu)) * z * step;
            mass += density;
            size += density * z;
            variance += density * z * z;
        }
        assertThat(mass).isCloseTo(1, within(1e-9));
        assertThat(size).isCloseTo(Innovations.meanAbsolute(nu), within(1e-9));
        assertThat(variance).isCloseTo(1, within(1e-8));
    }

    @Test
    void manyDegreesOfFreedomAreTheNormalLaw() {
        assertThat(Innovations.meanAbsolute(1e6)).isCloseTo(Math.sqrt(2 / Math.PI), within(1e-6));
        assertThat(Innovations.logDensityAtZero(1e6)).isCloseTo(-0.5 * Math.log(2 * Math.PI), within(1e-6));
        assertThat(Innovations.logDensityBeyondZero(1.5, 1e6)).isCloseTo(-0.5 * 1.5 * 1.5, within(1e-5));
    }
}
