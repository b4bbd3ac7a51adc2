package crucible.factory.dna;

import crucible.model.Require;
import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;

/**
 * One number of a blueprint that may vary. Its scale maps {@code [low, high]} onto {@code [0, 1]}, so that a step means
 * the same for a period of 10 and one of 200. Values that breeding makes are rounded to what people would write.
 *
 * @param kind what it is, and with it its scale
 * @param path where it sits, such as {@code entry.rule.all[0].left.rsi[0]}
 * @param low smallest value
 * @param high largest value, at least {@code low}
 * @param value present value, within the range
 */
public record Gene(Kind kind, String path, double low, double high, double value) {
    private static final MathContext THREE_DIGITS = new MathContext(3, RoundingMode.HALF_EVEN);

    public Gene {
        Require.present("kind", kind);
        Require.text("path", path);
        Require.that(
                Double.isFinite(low) && Double.isFinite(high), "range of " + path + " is finite", low + ".." + high);
        Require.that(!kind.logarithmic || low >= 0, "range of " + path + " starts at 0 or above", low);
        Require.between(path, value, low, high);
    }

    /** What a gene is. */
    public enum Kind {
        /** A whole number of bars that a feature looks back. */
        PERIOD(true, true),
        /** A number that a feature is compared with. */
        THRESHOLD(false, false),
        /** A distance in percent of the price. */
        PERCENT(true, false),
        /** A multiple of a measure of spread. */
        MULTIPLE(true, false),
        /** A part of the equity. */
        FRACTION(false, false),
        /** A waiting or holding time in whole bars. */
        BARS(true, true);

        private final boolean logarithmic;
        private final boolean whole;

        Kind(boolean logarithmic, boolean whole) {
            this.logarithmic = logarithmic;
            this.whole = whole;
        }
    }

    /** Whether the range has but one value. */
    public boolean isFixed() {
        return low == high;
    }

    /** The same gene with another value of its range. */
    Gene withValue(double other) {
        return new Gene(kind, path, low, high, other);
    }

    /** The same gene over both ranges. */
    Gene spanning(Gene other) {
        return new Gene(kind, path, Math.min(low, other.low), Math.max(high, other.high), value);
    }

    /** Where the value lies on the scale, in {@code [0, 1]}; 0 for a fixed gene. */
    public double position() {
        return isFixed() ? 0 : (scaled(value) - scaled(low)) / (scaled(high) - scaled(low));
    }

    /** The rounded value at a position; positions outside {@code [0, 1]} are reflected at the ends. */
    double valueAt(double position) {
        final double folded = Math.abs(position - 2 * Math.rint(position / 2));
        final double scaled = scaled(low) + folded * (scaled(high) - scaled(low));
        return rounded(kind.logarithmic ? StrictMath.exp(scaled) - shift() : scaled);
    }

    /** The value after a step of {@code distance} scale lengths; another value than the present one unless fixed. */
    double moved(double distance) {
        final double there = valueAt(position() + distance);
        if (there != value || isFixed()) {
            return there;
        }
        final double next = rounded(value + Math.copySign(grain(), distance));
        return next != value ? next : rounded(value - Math.copySign(grain(), distance));
    }

    private double scaled(double number) {
        return kind.logarithmic ? StrictMath.log(number + shift()) : number;
    }

    /** Logarithmic scales that start at 0 count from 1. */
    private double shift() {
        return low == 0 ? 1 : 0;
    }

    private double rounded(double number) {
        final BigDecimal exact = BigDecimal.valueOf(number);
        final double round;
        if (kind.whole) {
            round = Math.rint(number);
        } else if (kind.logarithmic) {
            round = exact.round(THREE_DIGITS).doubleValue();
        } else {
            round = exact.setScale(decimals(), RoundingMode.HALF_EVEN).doubleValue();
        }
        return Math.max(low, Math.min(high, round));
    }

    /** The smallest visible step. */
    private double grain() {
        if (kind.whole) {
            return 1;
        }
        return kind.logarithmic
                ? value / 100
                : BigDecimal.ONE.movePointLeft(decimals()).doubleValue();
    }

    /** Decimals with which a linear range has at least 500 steps. */
    private int decimals() {
        return isFixed() ? 0 : Math.max(0, (int) Math.ceil(-StrictMath.log10((high - low) / 500)));
    }
}
