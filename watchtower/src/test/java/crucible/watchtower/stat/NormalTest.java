package crucible.watchtower.stat;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import crucible.model.Draw;
import org.junit.jupiter.api.Test;

class NormalTest {
    /** z and Φ(z), from 40-digit arithmetic. */
    private static final double[][] CDF = {
        {-38, 2.8854283600687843084e-316},
        {-20, 2.7536241186062336951e-89},
        {-8.5, 9.4795348222033183542e-18},
        {-5.7, 5.9903714010635281878e-9},
        {-5.6, 1.071759025831092932e-8},
        {-3, 0.0013498980316300945267},
        {-1.96, 0.024997895148220436213},
        {-0.67, 0.25142889509531010155},
        {-0.1, 0.46017216272297101633},
        {0, 0.5},
        {0.3, 0.61791142218895263307},
        {1.2815515655446004, 0.89999999999999998271},
        {2.5, 0.99379033467422386483},
        {5, 0.99999971334842812081},
        {8, 0.9999999999999993779},
    };

    /** p and Φ⁻¹(p), from 40-digit arithmetic. */
    private static final double[][] INVERSE = {
        {1e-300, -37.047096299361199237},
        {1e-20, -9.2623400897984075796},
        {1e-10, -6.3613409024040561991},
        {0.001, -3.0902323061678135354},
        {0.01, -2.3263478740408410931},
        {0.025, -1.9599639845400542118},
        {0.075, -1.4395314709384559349},
        {0.2, -0.84162123357291416552},
        {0.425, -0.18911842627279251844},
        {0.5, 0},
        {0.6, 0.25334710313579974132},
        {0.95, 1.6448536269514722843},
        {0.99, 2.3263478740408407676},
        {0.999, 3.0902323061678132778},
    };

    @Test
    void agreesWithFortyDigitArithmetic() {
        for (double[] row : CDF) {
            assertThat(Normal.cdf(row[0]))
                    .as("cdf(%s)", row[0])
                    .isCloseTo(row[1], within(Math.max(4e-15 * row[1], 4 * Double.MIN_VALUE)));
        }
        for (double[] row : INVERSE) {
            assertThat(Normal.inverse(row[0]))
                    .as("inverse(%s)", row[0])
                    .isCloseTo(row[1], within(1e-15 * Math.abs(row[1])));
        }
    }

    @Test
    void inverseUndoesTheDistributionFunction() {
        final long seed = 11;
        for (int i = 0; i < 20_000; i++) {
            final double p = StrictMath.exp(-700 * Draw.uniform(seed, "p", i, 0, 0));
            final double z = Normal.inverse(p);
            // The documented errors of both: 4e-15 of p, and 1e-15 of z, which is 1e-15·z² of p.
            final double tolerance = p * (4e-15 + 1e-15 * z * z);
            assertThat(Normal.cdf(z)).as("seed %d, p %s", seed, p).isCloseTo(p, within(tolerance));
        }
    }

    @Test
    void isSymmetricAndRises() {
        double before = 0;
        for (double z = -40; z <= 40; z += 1.0 / 128) {
            final double p = Normal.cdf(z);
            assertThat(p).isBetween(before, 1.0);
            assertThat(p + Normal.cdf(-z)).isCloseTo(1, within(1e-15));
            before = p;
        }
    }

    @Test
    void saysWhereItEnds() {
        assertThat(Normal.cdf(Double.POSITIVE_INFINITY)).isEqualTo(1);
        assertThat(Normal.cdf(Double.NEGATIVE_INFINITY)).isEqualTo(0);
        assertThat(Normal.cdf(Double.NaN)).isNaN();
        assertThat(Normal.inverse(0)).isEqualTo(Double.NEGATIVE_INFINITY);
        assertThat(Normal.inverse(1)).isEqualTo(Double.POSITIVE_INFINITY);
        assertThat(Normal.inverse(-0.1)).isNaN();
        assertThat(Normal.inverse(1.1)).isNaN();
        assertThat(Normal.inverse(Double.NaN)).isNaN();
    }
}
