package crucible.fill.calibration;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import crucible.fill.calibration.TradeCalibration.Method;
import crucible.fill.calibration.TradeCalibration.Result;
import crucible.fill.spread.SpreadEstimator;
import java.util.Random;
import org.junit.jupiter.api.Test;

class TradeCalibrationTest {
    private static final long T0 = 1_735_689_600_000L;
    private static final long MINUTE_MS = 60_000;
    private static final int HOURS = 48;

    /** What the trades of a market are told with. */
    private enum Told {
        QUOTES,
        SIDES,
        PRICES
    }

    /** A walk of middles; every minute a buyer and half a second later a seller take at 10 bps around it. */
    private static TradeCalibration market(Told told, double slippageBps) {
        final TradeCalibration calibration =
                new TradeCalibration(0.01, SpreadEstimator.CORWIN_SCHULTZ, 24, slippageBps);
        final Random random = new Random(11);
        double mid = 3000;
        double open = mid;
        double high = 0;
        double low = Double.MAX_VALUE;
        for (int minute = 0; minute < HOURS * 60; minute++) {
            final long timeMs = T0 + minute * MINUTE_MS;
            mid += 0.3 * random.nextGaussian();
            final double half = mid * 5e-4;
            if (told == Told.QUOTES) {
                calibration.quote(timeMs - 9_000, mid - half, mid + half);
            }
            open = minute % 5 == 0 ? mid + half : open;
            high = Math.max(high, mid + half);
            low = Math.min(low, mid - half);
            if (minute % 5 == 4) {
                calibration.bar(timeMs - 4 * MINUTE_MS, open, high, low, mid - half);
                high = 0;
                low = Double.MAX_VALUE;
            }
            calibration.trade(timeMs, mid + half, told == Told.PRICES ? 0 : 1);
            calibration.trade(timeMs + 500, mid - half, told == Told.PRICES ? 0 : -1);
        }
        return calibration;
    }

    @Test
    void eachMethodFindsASpreadOfTenBasisPoints() {
        for (Told told : Told.values()) {
            final Result result = market(told, 1).result().orElseThrow();
            assertThat(result.method())
                    .isEqualTo(
                            switch (told) {
                                case QUOTES -> Method.QUOTED;
                                case SIDES -> Method.SIDES;
                                case PRICES -> Method.TICK_RULE;
                            });
            assertThat(result.matched()).isTrue();
            assertThat(result.trades()).isEqualTo(HOURS * 120);
            assertThat(result.total().recordedMeanBps()).as("%s", told).isCloseTo(10, within(0.05));
            assertThat(result.byHour()).hasSize(24);
        }
    }

    @Test
    void theModelIsChargedItsSpreadAndSlippageTwice() {
        final double without =
                market(Told.SIDES, 0).result().orElseThrow().total().modelledMeanBps();
        final double with =
                market(Told.SIDES, 1.5).result().orElseThrow().total().modelledMeanBps();
        assertThat(with - without).isCloseTo(3, within(1e-9));
    }

    @Test
    void oldQuotesAndFarNeighboursSayNothing() {
        final TradeCalibration calibration = new TradeCalibration(0.01, SpreadEstimator.CORWIN_SCHULTZ, 24, 1);
        for (int i = 0; i < 600; i++) {
            final long timeMs = T0 + i * MINUTE_MS;
            calibration.quote(timeMs - TradeCalibration.MOST_QUOTE_AGE_MS - 1, 99, 101);
            calibration.trade(timeMs, i % 2 == 0 ? 101 : 99, i % 2 == 0 ? 1 : -1);
            calibration.bar(T0 + i * 300_000L, 100, 101, 99, 100);
        }
        assertThat(calibration.result()).isEmpty();
    }

    @Test
    void refusesWhatIsNoTrade() {
        final TradeCalibration calibration = new TradeCalibration(0.01, SpreadEstimator.CORWIN_SCHULTZ, 24, 1);
        assertThatThrownBy(() -> calibration.trade(T0, 0, 1)).hasMessageContaining("price");
        assertThatThrownBy(() -> calibration.trade(T0, 1, 2)).hasMessageContaining("side");
    }
}
