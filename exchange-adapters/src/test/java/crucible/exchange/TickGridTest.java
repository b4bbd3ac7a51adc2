package crucible.exchange;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.Random;
import org.junit.jupiter.api.Test;

class TickGridTest {
    @Test
    void keepsPricesOnTheGridAndRoundsTheOthersAway() throws FrameRefused {
        final TickGrid cents = new TickGrid(new BigDecimal("0.01"));
        assertThat(cents.down("95000.01000000")).isEqualTo(9_500_001);
        assertThat(cents.up("95000.01000000")).isEqualTo(9_500_001);
        assertThat(cents.down("95000.019")).isEqualTo(9_500_001);
        assertThat(cents.up("95000.011")).isEqualTo(9_500_002);
        assertThat(cents.down("100")).isEqualTo(10_000);
        assertThat(cents.down("0.009")).isZero();
        final TickGrid quarters = new TickGrid(new BigDecimal("0.25"));
        assertThat(quarters.down("1.30")).isEqualTo(5);
        assertThat(quarters.up("1.30")).isEqualTo(6);
    }

    @Test
    void refusesAPriceBeyondTheLedger() {
        final TickGrid fine = new TickGrid(new BigDecimal("0.00000001"));
        assertThatThrownBy(() -> fine.down("99999999999999999999")).isInstanceOf(FrameRefused.class);
    }

    @Test
    void agreesWithDecimalArithmetic() throws FrameRefused {
        final long seed = 20_260_101;
        System.out.println("TickGridTest seed " + seed);
        final Random random = new Random(seed);
        for (int i = 0; i < 50_000; i++) {
            final BigDecimal tick = BigDecimal.valueOf(1 + random.nextInt(999), random.nextInt(13))
                    .stripTrailingZeros();
            final BigDecimal price = BigDecimal.valueOf(
                    1 + (random.nextLong() >>> (1 + random.nextInt(60))) % 1_000_000_000_000_000L, random.nextInt(16));
            final String text = price.toPlainString() + (price.scale() > 0 && random.nextBoolean() ? "000" : "");
            final BigDecimal down = price.divide(tick.scale() < 0 ? tick.setScale(0) : tick, 0, RoundingMode.FLOOR);
            if (down.precision() > 17 || text.length() > 40) {
                continue;
            }
            final TickGrid grid = new TickGrid(tick.scale() < 0 ? tick.setScale(0) : tick);
            assertThat(grid.down(text)).as(text + " by " + tick).isEqualTo(down.longValueExact());
            assertThat(grid.up(text))
                    .as(text + " by " + tick)
                    .isEqualTo(price.divide(tick, 0, RoundingMode.CEILING).longValueExact());
        }
    }

    @Test
    void knowsPlainDecimalsOnly() {
        for (String plain : new String[] {"0", "1.5", "-2", "00.10", "123456789012345678901234567890.12345"}) {
            assertThat(DecimalText.isPlain(plain)).as(plain).isTrue();
        }
        for (String other : new String[] {
            "",
            "-",
            ".",
            "1.",
            ".5",
            "-.5",
            "1e5",
            "0x1",
            "NaN",
            "1,5",
            " 1",
            "+1",
            "1.2.3",
            "Infinity",
            "1f",
            "1".repeat(41)
        }) {
            assertThat(DecimalText.isPlain(other)).as(other).isFalse();
        }
    }
}
