package crucible.model;

import java.math.BigDecimal;
import java.math.RoundingMode;

/**
 * Exact money: {@code long} units of 1e-8 US dollar. Overflow is an {@link ArithmeticException}; money never wraps.
 * Amounts that must round are rounded against the agent, here and nowhere else.
 */
public final class UsdE8 {
    /** One dollar. */
    public static final long ONE_USD = 100_000_000L;

    private static final long PPM = 1_000_000L;

    private UsdE8() {}

    /** Exact units of a decimal amount of dollars; more than eight decimals is an error. */
    public static long of(BigDecimal usd) {
        return usd.movePointRight(8).setScale(0, RoundingMode.UNNECESSARY).longValueExact();
    }

    /** Exact units of a decimal text such as {@code 200} or {@code -0.01}. */
    public static long parse(String usd) {
        return of(new BigDecimal(usd));
    }

    /**
     * A cost of {@code ratePpm} parts per million of {@code amountUsdE8}, rounded up, so that paper trading is never
     * cheaper than trading. 1 bps = 100 ppm. Both arguments are not negative.
     */
    public static long costUp(long amountUsdE8, long ratePpm) {
        Require.notNegative("amountUsdE8", amountUsdE8);
        Require.notNegative("ratePpm", ratePpm);
        return ceilDiv(Math.multiplyExact(amountUsdE8, ratePpm), PPM);
    }

    /** {@code part / whole} of {@code amountUsdE8}, rounded towards zero; 128-bit inside. {@code 0 ≤ part ≤ whole}. */
    public static long share(long amountUsdE8, long part, long whole) {
        if (!(0 <= part && part <= whole && whole > 0)) {
            throw new IllegalArgumentException("required: 0 <= part <= whole, but was " + part + " of " + whole);
        }
        if (part == whole) {
            return amountUsdE8;
        }
        final long high = Math.multiplyHigh(amountUsdE8, part);
        final long low = amountUsdE8 * part;
        if ((high == 0 && low >= 0) || (high == -1 && low < 0)) {
            return low / whole;
        }
        if (whole <= Integer.MAX_VALUE) {
            // Whole shares first, so that no product leaves 64 bits: an account of any size costs the same.
            return amountUsdE8 / whole * part + amountUsdE8 % whole * part / whole;
        }
        return amountUsdE8 < 0
                ? -scaledDown(Math.negateExact(amountUsdE8), part, whole)
                : scaledDown(amountUsdE8, part, whole);
    }

    /**
     * {@code amount × factor / divisor}, rounded towards negative infinity; 128-bit inside, {@code divisor} above 0. A
     * quotient that does not fit is an {@link ArithmeticException}.
     */
    public static long scaledDown(long amount, long factor, long divisor) {
        Require.positive("divisor", divisor);
        long high = Math.multiplyHigh(amount, factor);
        long low = amount * factor;
        if (high == low >> 63) {
            return Math.floorDiv(low, divisor);
        }
        final boolean negative = high < 0;
        if (negative) {
            low = -low;
            high = ~high + (low == 0 ? 1 : 0);
        }
        if (high >= divisor) {
            throw new ArithmeticException("amounts overflow");
        }
        // Long division, bit by bit: the rest stays below the divisor, twice the rest fits 64 bits without a sign.
        long rest = high;
        long quotient = 0;
        for (int bit = 63; bit >= 0; bit--) {
            rest = rest << 1 | low >>> bit & 1;
            quotient <<= 1;
            if (Long.compareUnsigned(rest, divisor) >= 0) {
                rest -= divisor;
                quotient |= 1;
            }
        }
        if (quotient < 0) {
            throw new ArithmeticException("amounts overflow");
        }
        return negative ? -quotient - (rest == 0 ? 0 : 1) : quotient;
    }

    /** {@link #scaledDown}, rounded towards positive infinity. */
    public static long scaledUp(long amount, long factor, long divisor) {
        return Math.negateExact(scaledDown(Math.negateExact(amount), factor, divisor));
    }

    /** Quotient rounded towards positive infinity; {@code divisor} is above 0. */
    public static long ceilDiv(long dividend, long divisor) {
        return -Math.floorDiv(-dividend, divisor);
    }

    /** Dollars as a double, for display and statistics only. */
    public static double toUsd(long usdE8) {
        return usdE8 / 1e8;
    }

    /** Plain decimal text without exponent or superfluous zeros: {@code 199.5}, {@code -0.00000001}, {@code 0}. */
    public static String format(long usdE8) {
        final String text = BigDecimal.valueOf(usdE8, 8).stripTrailingZeros().toPlainString();
        return text.equals("0E-8") ? "0" : text;
    }
}
