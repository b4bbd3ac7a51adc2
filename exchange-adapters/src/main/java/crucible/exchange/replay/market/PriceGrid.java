package crucible.exchange.replay.market;

import java.math.BigDecimal;

/**
 * The multiples of a decimal step as doubles. Every value handed out is the double nearest to its decimal, so that it
 * prints and parses as that decimal. Immutable.
 */
final class PriceGrid {
    /** More decimals than any exchange writes; with them a whole number of steps still fits a double. */
    static final int MAX_PLACES = 12;

    private final double unit;
    private final double scale;

    PriceGrid(BigDecimal step) {
        final BigDecimal plain = step.stripTrailingZeros();
        final int places = Math.max(0, plain.scale());
        this.unit = plain.movePointRight(places).doubleValue();
        this.scale = BigDecimal.TEN.pow(places).doubleValue();
    }

    /** The value of {@code steps} steps. */
    double value(long steps) {
        return steps * unit / scale;
    }

    /** Steps nearest to {@code value}. */
    long nearest(double value) {
        return (long) Math.rint(value * scale / unit);
    }

    /** Whole steps in {@code value}, a value on the grid counting fully. */
    long floor(double value) {
        return (long) Math.floor(value * scale / unit + 1e-6);
    }

    /** Whether {@code value} is a multiple of the step. */
    boolean holds(double value) {
        return value(nearest(value)) == value;
    }

    /**
     * The largest power of ten of which both {@code tick} and {@code price} are multiples; null where none has 12
     * decimals or fewer.
     */
    static BigDecimal finerTick(BigDecimal tick, double price) {
        for (int places = Math.max(0, tick.scale()); places <= MAX_PLACES; places++) {
            final BigDecimal finer = BigDecimal.ONE.movePointLeft(places);
            if (new PriceGrid(finer).holds(price)) {
                return finer;
            }
        }
        return null;
    }
}
