package crucible.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.math.RoundingMode;
import java.util.Random;
import org.junit.jupiter.api.Test;

final class UsdE8Test {
    @Test
    void parsesAndFormatsToTheLastUnit() {
        assertThat(UsdE8.parse("200")).isEqualTo(20_000_000_000L);
        assertThat(UsdE8.parse("-0.00000001")).isEqualTo(-1);
        assertThat(UsdE8.format(-1)).isEqualTo("-0.00000001");
        assertThat(UsdE8.format(19_950_000_000L)).isEqualTo("199.5");
        assertThat(UsdE8.format(0)).isEqualTo("0");
        assertThat(UsdE8.format(1_000_000_000_000L)).isEqualTo("10000");
        assertThat(UsdE8.format(Long.MIN_VALUE)).isEqualTo("-92233720368.54775808");
    }

    @Test
    void whatIsFormattedParsesBack() {
        final long seed = 11;
        final Random random = new Random(seed);
        for (int i = 0; i < 10_000; i++) {
            final long amount = random.nextLong() >> random.nextInt(64);
            assertThat(UsdE8.parse(UsdE8.format(amount))).as("seed " + seed).isEqualTo(amount);
        }
    }

    @Test
    void refusesAmountsThatAreFinerThanAUnitOrTooLarge() {
        assertThatThrownBy(() -> UsdE8.parse("0.000000001")).isInstanceOf(ArithmeticException.class);
        assertThatThrownBy(() -> UsdE8.parse("92233720369")).isInstanceOf(ArithmeticException.class);
    }

    @Test
    void costsRoundUp() {
        assertThat(UsdE8.costUp(0, 1000)).isZero();
        assertThat(UsdE8.costUp(1, 1)).isEqualTo(1);
        assertThat(UsdE8.costUp(1_000_000, 1)).isEqualTo(1);
        assertThat(UsdE8.costUp(1_000_001, 1)).isEqualTo(2);
        assertThat(UsdE8.costUp(100, 0)).isZero();
        assertThatThrownBy(() -> UsdE8.costUp(-1, 1)).hasMessageContaining("amountUsdE8");
        assertThatThrownBy(() -> UsdE8.costUp(1, -1)).hasMessageContaining("ratePpm");
        assertThatThrownBy(() -> UsdE8.costUp(Long.MAX_VALUE, 2)).isInstanceOf(ArithmeticException.class);
    }

    @Test
    void splittingAnAmountNeverLowersItsCost() {
        final long seed = 12;
        final Random random = new Random(seed);
        for (int i = 0; i < 100_000; i++) {
            final long first = random.nextInt(Integer.MAX_VALUE);
            final long second = random.nextInt(Integer.MAX_VALUE);
            final long ppm = random.nextInt(5000);
            assertThat(UsdE8.costUp(first, ppm) + UsdE8.costUp(second, ppm))
                    .as("seed " + seed)
                    .isGreaterThanOrEqualTo(UsdE8.costUp(first + second, ppm));
        }
    }

    @Test
    void aShareIsExactBeyondSixtyFourBits() {
        final long seed = 13;
        final Random random = new Random(seed);
        for (int i = 0; i < 100_000; i++) {
            final long amount = random.nextLong() >> random.nextInt(64);
            final long whole = (random.nextLong() >>> 1 >> random.nextInt(60)) + 1;
            final long part = (long) (random.nextDouble() * whole);
            final BigInteger exact = BigInteger.valueOf(amount)
                    .multiply(BigInteger.valueOf(part))
                    .divide(BigInteger.valueOf(whole));
            assertThat(UsdE8.share(amount, part, whole))
                    .as("seed " + seed + ": " + part + "/" + whole + " of " + amount)
                    .isEqualTo(exact.longValueExact());
        }
    }

    @Test
    void aShareIsAPartOfTheWhole() {
        assertThat(UsdE8.share(Long.MAX_VALUE, 7, 7)).isEqualTo(Long.MAX_VALUE);
        assertThat(UsdE8.share(10, 0, 7)).isZero();
        assertThatThrownBy(() -> UsdE8.share(10, 8, 7)).hasMessageContaining("8 of 7");
        assertThatThrownBy(() -> UsdE8.share(10, 0, 0)).hasMessageContaining("0 of 0");
        assertThatThrownBy(() -> UsdE8.share(10, -1, 7)).hasMessageContaining("-1 of 7");
    }

    @Test
    void divisionRoundsTowardsPositiveInfinity() {
        final long seed = 14;
        final Random random = new Random(seed);
        for (int i = 0; i < 10_000; i++) {
            final long dividend = random.nextLong() >> random.nextInt(62);
            final long divisor = random.nextInt(1_000_000) + 1L;
            assertThat(UsdE8.ceilDiv(dividend, divisor))
                    .as("seed " + seed)
                    .isEqualTo(BigDecimal.valueOf(dividend)
                            .divide(BigDecimal.valueOf(divisor), 0, RoundingMode.CEILING)
                            .longValueExact());
        }
    }

    @Test
    void scalingRoundsExactlyAsWideArithmeticDoes() {
        final Random random = new Random(42);
        int wide = 0;
        for (int i = 0; i < 200_000; i++) {
            final long amount = random.nextLong() >> random.nextInt(64);
            final long factor = random.nextLong() >> random.nextInt(64);
            final long divisor = 1 + (random.nextLong() >>> 1 + random.nextInt(62));
            final BigDecimal exact = BigDecimal.valueOf(amount).multiply(BigDecimal.valueOf(factor));
            final BigDecimal down = exact.divide(BigDecimal.valueOf(divisor), 0, RoundingMode.FLOOR);
            final BigDecimal up = exact.divide(BigDecimal.valueOf(divisor), 0, RoundingMode.CEILING);
            final String seen = "seed 42: " + amount + " x " + factor + " / " + divisor;
            if (down.abs().max(up.abs()).compareTo(BigDecimal.valueOf(Long.MAX_VALUE)) <= 0
                    && amount != Long.MIN_VALUE) {
                assertThat(UsdE8.scaledDown(amount, factor, divisor)).as(seen).isEqualTo(down.longValueExact());
                assertThat(UsdE8.scaledUp(amount, factor, divisor)).as(seen).isEqualTo(up.longValueExact());
                wide += exact.toBigInteger().bitLength() > 63 ? 1 : 0;
            } else if (amount != Long.MIN_VALUE && down.compareTo(BigDecimal.valueOf(Long.MAX_VALUE)) > 0) {
                assertThatThrownBy(() -> UsdE8.scaledDown(amount, factor, divisor))
                        .as(seen)
                        .isInstanceOf(ArithmeticException.class);
            }
        }
        assertThat(wide).isGreaterThan(10_000);
    }
}
