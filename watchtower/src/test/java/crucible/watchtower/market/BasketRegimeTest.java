package crucible.watchtower.market;

import static org.assertj.core.api.Assertions.assertThat;

import crucible.model.Timeframe;
import java.util.Random;
import org.junit.jupiter.api.Test;

class BasketRegimeTest {
    private static final int M5 = Timeframe.M5.ordinal();
    private static final int DAY = 288;

    private final BasketRegime regime = new BasketRegime();
    private final Random random = new Random(21);
    private double level = 1;

    private void bars(int count, double sigma, double drift) {
        for (int i = 0; i < count; i++) {
            final double simpleReturn = sigma * random.nextGaussian() + drift;
            level *= 1 + simpleReturn;
            regime.add(simpleReturn, level, M5);
        }
    }

    @Test
    void nothingIsKnownBeforeADayOfBars() {
        bars(DAY - 1, 0.001, 0);
        assertThat(regime.volatility()).isEqualTo(BasketRegime.UNKNOWN);
        assertThat(regime.trend()).isEqualTo(BasketRegime.UNKNOWN);
        bars(1, 0.001, 0);
        assertThat(regime.volatility()).isBetween(0, 2);
        assertThat(regime.trend()).isBetween(0, 2);
    }

    @Test
    void aMarketThatNeverMovesIsOfNoKind() {
        bars(3 * DAY, 0, 0);
        assertThat(regime.volatility()).isEqualTo(BasketRegime.UNKNOWN);
    }

    @Test
    void volatilityIsComparedWithWhatIsUsual() {
        bars(10 * DAY, 0.001, 0);
        bars(DAY / 4, 0.003, 0);
        assertThat(regime.volatility()).isEqualTo(2);
        bars(DAY, 0.0003, 0);
        assertThat(regime.volatility()).isZero();
    }

    @Test
    void aPriceFarFromItsAverageHasATrend() {
        bars(10 * DAY, 0.001, 0);
        bars(DAY, 0.001, 0.0005);
        assertThat(regime.trend()).isEqualTo(2);
        bars(2 * DAY, 0.001, -0.0005);
        assertThat(regime.trend()).isZero();
    }

    @Test
    void aRandomWalkIsMostlyUsualAndSideways() {
        int usual = 0;
        int sideways = 0;
        final int days = 200;
        bars(10 * DAY, 0.001, 0);
        for (int i = 0; i < days * 12; i++) {
            bars(DAY / 12, 0.001, 0);
            usual += regime.volatility() == 1 ? 1 : 0;
            sideways += regime.trend() == 1 ? 1 : 0;
        }
        assertThat(usual / (days * 12.0)).isGreaterThan(0.9);
        assertThat(sideways / (days * 12.0)).isBetween(0.5, 0.85);
    }
}
