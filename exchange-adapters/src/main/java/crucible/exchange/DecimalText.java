package crucible.exchange;

import java.math.BigDecimal;
import java.math.RoundingMode;

/** Prices and sizes as venues write them: plain decimals such as {@code 0.00012300}. */
public final class DecimalText {
    private static final int MAX_CHARS = 40;

    private DecimalText() {}

    /** The nearest double of a price: finite and above 0. */
    public static double price(String name, String text) throws FrameRefused {
        final double value = notNegative(name, text, "negative-price");
        if (value == 0) {
            throw new FrameRefused("negative-price", name + " is above 0, but was " + text);
        }
        return value;
    }

    /** The nearest double of a quantity: finite and not negative. */
    public static double quantity(String name, String text) throws FrameRefused {
        // Adding zero turns the text -0 into plain zero.
        return notNegative(name, text, "negative-quantity") + 0.0;
    }

    private static double notNegative(String name, String text, String negativeReason) throws FrameRefused {
        if (!isPlain(text)) {
            throw new FrameRefused("bad-number", name + " is a plain decimal number, but was " + text);
        }
        final double value = Double.parseDouble(text);
        if (value < 0) {
            throw new FrameRefused(negativeReason, name + " is not negative, but was " + text);
        }
        return value;
    }

    /** A price in 1e-12, above 0; what is finer is rounded to the nearest. */
    public static long priceE12(String name, String text) throws FrameRefused {
        price(name, text);
        final long value = e12(name, text);
        if (value == 0) {
            throw new FrameRefused("bad-number", name + " is 1e-12 or more, but was " + text);
        }
        return value;
    }

    /** A number of either sign in 1e-12; what is finer is rounded to the nearest. */
    public static long e12(String name, String text) throws FrameRefused {
        if (!isPlain(text)) {
            throw new FrameRefused("bad-number", name + " is a plain decimal number, but was " + text);
        }
        final BigDecimal value = new BigDecimal(text).movePointRight(12).setScale(0, RoundingMode.HALF_EVEN);
        if (value.precision() > 18) {
            throw new FrameRefused("bad-number", name + " fits the ledger, but was " + text);
        }
        return value.longValueExact();
    }

    /** Whether a text is an optional minus, digits, and optionally a point and digits; at most 40 characters. */
    static boolean isPlain(String text) {
        final int length = text.length();
        int i = length > 0 && text.charAt(0) == '-' ? 1 : 0;
        if (length > MAX_CHARS || i == length || text.charAt(i) == '.' || text.charAt(length - 1) == '.') {
            return false;
        }
        boolean point = false;
        for (; i < length; i++) {
            final char c = text.charAt(i);
            if (c == '.' && !point) {
                point = true;
            } else if (c < '0' || c > '9') {
                return false;
            }
        }
        return true;
    }
}
