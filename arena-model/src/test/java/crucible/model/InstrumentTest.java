package crucible.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.math.BigDecimal;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class InstrumentTest {
    private static Instrument instrument(String tick, String step, String minQuantity, String minNotional) {
        return new Instrument(
                3,
                "binance-spot",
                "ABCUSDT",
                "ABC",
                "USDT",
                InstrumentKind.SPOT,
                new TradingRules(
                        new BigDecimal(tick),
                        new BigDecimal(step),
                        new BigDecimal(minQuantity),
                        new BigDecimal(minNotional),
                        0));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "100",
                "10",
                "1",
                "0.5",
                "0.25",
                "0.1",
                "0.05",
                "0.01",
                "0.001",
                "0.0001",
                "0.000001",
                "0.00000001",
                "0.0000000001"
            })
    void aPriceOnTheGridStaysOnItsTickBothWays(String tick) {
        final Instrument instrument = instrument(tick, "1", "0", "0");
        final BigDecimal size = new BigDecimal(tick);
        final long seed = 17;
        final Random random = new Random(seed);
        for (int i = 1; i <= 40_000; i++) {
            final long ticks = i <= 20_000 ? i : 1 + random.nextInt(100_000_000);
            final double price = size.multiply(BigDecimal.valueOf(ticks)).doubleValue();
            final boolean stays = instrument.priceTicks(price, Side.BUY) == ticks
                    && instrument.priceTicks(price, Side.SELL) == ticks
                    && instrument.isOnGrid(price);
            if (!stays) {
                throw new AssertionError("seed " + seed + ": " + price + " is " + ticks + " ticks of " + tick);
            }
        }
    }

    @Test
    void aPriceOffTheGridIsRoundedAgainstTheAgent() {
        final Instrument instrument = instrument("0.1", "0.001", "0", "0");
        final long seed = 18;
        final Random random = new Random(seed);
        for (int i = 0; i < 100_000; i++) {
            final double ticks = 1 + random.nextInt(1_000_000) + 0.001 + 0.998 * random.nextDouble();
            final double price = ticks * 0.1;
            assertThat(instrument.priceTicks(price, Side.BUY))
                    .as("seed " + seed)
                    .isEqualTo((long) ticks + 1);
            assertThat(instrument.priceTicks(price, Side.SELL))
                    .as("seed " + seed)
                    .isEqualTo((long) ticks);
            assertThat(instrument.isOnGrid(price)).isFalse();
        }
    }

    @Test
    void refusesPricesThatAreNone() {
        final Instrument instrument = instrument("0.00000001", "1", "0", "0");
        for (double price : new double[] {0, -1, Double.NaN, Double.POSITIVE_INFINITY, 1e300}) {
            assertThatThrownBy(() -> instrument.priceTicks(price, Side.BUY))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageContaining(String.valueOf(price));
        }
    }

    @ParameterizedTest
    @CsvSource({
        "0.1, 0.00001, 1, 100",
        "0.01, 0.00000001, 100, 1",
        "0.1, 0.00000001, 10, 1",
        "0.00000001, 1, 1, 1",
        "0.00000001, 0.1, 10, 1",
        "0.0000000001, 1, 100, 1",
        "0.005, 0.0000001, 20, 1",
        "100, 10, 1, 100000000000"
    })
    void theLotIsTheSmallestMultipleThatKeepsMoneyWhole(String tick, String step, long multiple, long tickLotUsdE8) {
        final Instrument instrument = instrument(tick, step, "0", "0");
        assertThat(instrument.lotMultiple()).isEqualTo(multiple);
        assertThat(instrument.tickLotUsdE8()).isEqualTo(tickLotUsdE8);
        final BigDecimal exact = new BigDecimal(tick)
                .multiply(new BigDecimal(step))
                .multiply(BigDecimal.valueOf(multiple))
                .movePointRight(8);
        assertThat(exact).isEqualByComparingTo(BigDecimal.valueOf(tickLotUsdE8));
    }

    /** The shortest text of the double is the decimal itself. */
    @ParameterizedTest
    @CsvSource({"0.001, 1", "0.01, 0.00001", "0.1, 0.001", "0.00000001, 1", "5, 0.0001", "0.25, 10", "0.0000125, 8"})
    void pricesAndQuantitiesReadAsTheDecimalsThatTheyAre(String tick, String step) {
        final Instrument instrument = instrument(tick, step, "0", "0");
        final BigDecimal lot = new BigDecimal(step).multiply(BigDecimal.valueOf(instrument.lotMultiple()));
        for (long number = 1; number < 3_000_000; number = number * 3 / 2 + 1) {
            assertThat(BigDecimal.valueOf(instrument.price(number)))
                    .isEqualByComparingTo(new BigDecimal(tick).multiply(BigDecimal.valueOf(number)));
            assertThat(BigDecimal.valueOf(instrument.quantityBase(number)))
                    .isEqualByComparingTo(lot.multiply(BigDecimal.valueOf(number)));
        }
    }

    @Test
    void theSmallestMultipleIsTheSmallest() {
        final long seed = 19;
        final Random random = new Random(seed);
        for (int i = 0; i < 500; i++) {
            final BigDecimal tick = BigDecimal.valueOf(1 + random.nextInt(50), 3 + random.nextInt(4));
            final BigDecimal step = BigDecimal.valueOf(1 + random.nextInt(50), 3 + random.nextInt(4));
            final Instrument instrument = instrument(tick.toPlainString(), step.toPlainString(), "0", "0");
            final BigDecimal unit = tick.multiply(step).movePointRight(8);
            long smallest = 1;
            while (unit.multiply(BigDecimal.valueOf(smallest))
                            .stripTrailingZeros()
                            .scale()
                    > 0) {
                smallest++;
            }
            assertThat(instrument.lotMultiple()).as("seed " + seed).isEqualTo(smallest);
        }
    }

    @Test
    void theSmallestOrderIsInWholeLots() {
        assertThat(instrument("0.01", "0.00000001", "0.00001", "5").minLots()).isEqualTo(10);
        assertThat(instrument("0.01", "0.00000001", "0.000010001", "5").minLots())
                .isEqualTo(11);
        assertThat(instrument("0.01", "0.01", "0", "5").minLots()).isEqualTo(1);
        assertThat(instrument("0.01", "0.01", "0", "5").minNotionalUsdE8()).isEqualTo(500_000_000L);
    }

    @Test
    void aNotionalIsExactOrAnError() {
        final Instrument instrument = instrument("0.1", "0.00001", "0", "0");
        assertThat(instrument.notionalUsdE8(600_000, 2)).isEqualTo(120_000_000L);
        assertThat(instrument.lotValueUsdE8(600_000)).isEqualTo(60_000_000L);
        assertThatThrownBy(() -> instrument.notionalUsdE8(Long.MAX_VALUE / 2, 3))
                .isInstanceOf(ArithmeticException.class);
        assertThatThrownBy(() -> instrument.notionalUsdE8(Long.MAX_VALUE / 50, 1))
                .isInstanceOf(ArithmeticException.class);
    }

    @Test
    void refusesWhatHasNoExactLedger() {
        assertThatThrownBy(() -> instrument("0.0000000001", "0.00000001", "0", "0"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("lot multiple of ABCUSDT");
        assertThatThrownBy(() -> instrument("0", "1", "0", "0")).hasMessageContaining("tickSize");
        assertThatThrownBy(() -> instrument("1", "-1", "0", "0")).hasMessageContaining("stepSize");
        final TradingRules rules =
                new TradingRules(BigDecimal.ONE, BigDecimal.ONE, BigDecimal.ZERO, BigDecimal.ZERO, 0);
        assertThatThrownBy(() -> new Instrument(0, "v", "ABCEUR", "ABC", "EUR", InstrumentKind.SPOT, rules))
                .hasMessageContaining("ABCEUR")
                .hasMessageContaining("EUR");
    }
}
