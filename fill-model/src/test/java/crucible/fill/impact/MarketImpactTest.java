package crucible.fill.impact;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import crucible.fill.ReferenceCase;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.SplittableRandom;
import org.assertj.core.data.Percentage;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

class MarketImpactTest {
    private static final String FILE = "11_spread_impact.json";
    private static final int ALL = 1_000_000;
    private static final Percentage EXACT = Percentage.withPercentage(1e-10);

    @ParameterizedTest
    @ValueSource(strings = {"sqrt_impact_1", "sqrt_impact_2"})
    void theSquareRootLawOfTheReference(String id) {
        final JsonNode test = ReferenceCase.of(FILE, id);
        final JsonNode in = test.get("input");
        final MarketImpact impact = MarketImpact.squareRoot(in.get("Y").doubleValue(), ALL);
        assertThat(impact.impactFrac(
                        in.get("quantity").doubleValue(),
                        in.get("volume").doubleValue(),
                        in.get("sigma").doubleValue()))
                .isCloseTo(test.get("expected").get("impact_fraction").doubleValue(), EXACT);
    }

    /** J = I / 2 + K, where I is linear in the part of the volume and K a power of 0.6 of the part of T days' volume. */
    @Test
    void theTableOfAlmgrenAndOthers() {
        final JsonNode test = ReferenceCase.of(FILE, "almgren2005_IBM");
        final JsonNode in = test.get("input");
        final double part = in.get("X_over_V").doubleValue();
        final double sigma = in.get("daily_vol").doubleValue();
        final double turnover =
                in.get("shares_outstanding").doubleValue() / in.get("V").doubleValue();
        final MarketImpact stays = new MarketImpact(in.get("gamma").doubleValue() * Math.pow(turnover, 0.25), 1, ALL);
        final MarketImpact passes =
                new MarketImpact(in.get("eta").doubleValue(), in.get("beta").doubleValue(), ALL);
        for (JsonNode row : test.get("expected").get("rows")) {
            final double days = row.get("T_days").doubleValue();
            final double permanent = stays.impactFrac(part, 1, sigma);
            final double temporary = passes.impactFrac(part, days, sigma);
            assertThat(permanent).isCloseTo(row.get("permanent_I").doubleValue(), EXACT);
            assertThat(temporary).isCloseTo(row.get("temporary_K").doubleValue(), EXACT);
            assertThat(permanent / 2 + temporary)
                    .isCloseTo(row.get("realized_J").doubleValue(), EXACT);
        }
    }

    @Test
    void aQuarterOfTheVolumeCostsHalfASigma() {
        assertThat(MarketImpact.squareRoot(1, ALL).impactFrac(25, 100, 0.02)).isCloseTo(0.01, within(1e-18));
        // $200 at 50 bps of a sigma of 1 %, a quarter of the volume: 1 USD
        assertThat(MarketImpact.squareRoot(1, ALL).impactUsdE8(20_000_000_000L, 25, 100, 0.01))
                .isEqualTo(100_000_000L);
    }

    @ParameterizedTest
    @CsvSource({
        "1000, 2000, 0.5, 1000",
        "1000, 5000, 0.1, 500",
        "1000, 19.99, 0.1, 1",
        "1000, 9.99, 0.1, 0",
        "1000, 0, 1, 0",
        "0, 100, 1, 0",
        "7, 1e300, 1, 7",
    })
    void atMostAShareOfTheVolumeFills(long lots, double volume, double share, long fillable) {
        assertThat(MarketImpact.squareRoot(1, (int) (share * ALL)).fillableLots(lots, volume))
                .isEqualTo(fillable);
    }

    @Test
    void roundsAgainstTheAgentAndLosesNoUnitOfLargeAmounts() {
        final long seed = 99;
        final SplittableRandom random = new SplittableRandom(seed);
        final MarketImpact impact = MarketImpact.squareRoot(0.9, ALL);
        for (int i = 0; i < 10_000; i++) {
            final long notional = random.nextLong(1L << (1 + random.nextInt(62)));
            final long lots = 1 + random.nextLong(1_000);
            final double volume = lots * (1 + 1_000 * random.nextDouble());
            final double sigma = 0.05 * random.nextDouble();
            final BigDecimal rate =
                    BigDecimal.valueOf(Math.ceil(impact.impactFrac((double) lots, volume, sigma) * 1e9));
            final long exact = BigDecimal.valueOf(notional)
                    .multiply(rate)
                    .divide(BigDecimal.valueOf(1_000_000_000), 0, RoundingMode.CEILING)
                    .longValueExact();
            assertThat(impact.impactUsdE8(notional, lots, volume, sigma))
                    .as("seed %d, draw %d", seed, i)
                    .isEqualTo(exact)
                    .isGreaterThanOrEqualTo(
                            (long) (notional * impact.impactFrac((double) lots, volume, sigma) * (1 - 1e-12)));
        }
    }

    @Test
    void moreSizeMoreSigmaAndLessVolumeNeverCostLess() {
        final long seed = 5;
        final SplittableRandom random = new SplittableRandom(seed);
        for (int i = 0; i < 10_000; i++) {
            final MarketImpact impact = new MarketImpact(2 * random.nextDouble(), 0.3 + 0.7 * random.nextDouble(), ALL);
            final long lots = 1 + random.nextLong(1_000);
            final double volume = 10_000 * (1 + random.nextDouble());
            final double sigma = 0.01 * random.nextDouble();
            final long cost = impact.impactUsdE8(lots * 1_000, lots, volume, sigma);
            final String draw = "seed " + seed + ", draw " + i;
            assertThat(impact.impactUsdE8((lots + 1) * 1_000, lots + 1, volume, sigma))
                    .as(draw)
                    .isGreaterThanOrEqualTo(cost);
            assertThat(impact.impactUsdE8(lots * 1_000, lots, volume, sigma * 1.1))
                    .as(draw)
                    .isGreaterThanOrEqualTo(cost);
            assertThat(impact.impactUsdE8(lots * 1_000, lots, volume * 0.9, sigma))
                    .as(draw)
                    .isGreaterThanOrEqualTo(cost);
        }
    }

    @Test
    void nothingFilledCostsNothingAndWhatIsNotKnownIsRefused() {
        final MarketImpact impact = MarketImpact.squareRoot(1, 100_000);
        assertThat(impact.impactUsdE8(0, 0, 0, Double.NaN)).isZero();
        assertThatIllegalArgumentException().isThrownBy(() -> impact.impactUsdE8(1, 1, 0, 0.01));
        assertThatIllegalArgumentException().isThrownBy(() -> impact.impactUsdE8(1, 1, 10, Double.NaN));
        assertThatIllegalArgumentException().isThrownBy(() -> impact.impactUsdE8(1, 1, Double.NaN, 0.01));
        assertThatIllegalArgumentException().isThrownBy(() -> impact.impactUsdE8(-1, 1, 10, 0.01));
        assertThatIllegalArgumentException().isThrownBy(() -> impact.fillableLots(-1, 10));
        assertThatIllegalArgumentException().isThrownBy(() -> impact.fillableLots(1, Double.POSITIVE_INFINITY));
        assertThatExceptionOfType(ArithmeticException.class)
                .isThrownBy(() -> impact.impactUsdE8(1_000, 100, 1, 0.2))
                .withMessageContaining("more than the fill is worth");
    }

    @ParameterizedTest
    @CsvSource({"-0.1, 0.5, 1", "NaN, 0.5, 1", "1, 0.2, 1", "1, 1.1, 1", "1, 0.5, 0", "1, 0.5, 1000001"})
    void settingsHaveRanges(double coefficient, double exponent, int ppm) {
        assertThatIllegalArgumentException().isThrownBy(() -> new MarketImpact(coefficient, exponent, ppm));
    }
}
