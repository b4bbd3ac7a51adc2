package crucible.exchange;

import java.math.BigDecimal;
import java.math.RoundingMode;

/** From a venue's price text to whole ticks, exactly: on the grid it stays, off the grid it is rounded as asked. */
public final class TickGrid {
    private static final long[] TEN_TO = new long[19];

    static {
        TEN_TO[0] = 1;
        for (int i = 1; i < TEN_TO.length; i++) {
            TEN_TO[i] = TEN_TO[i - 1] * 10;
        }
    }

    private final BigDecimal tickSize;
    private final long tickUnscaled;
    private final int tickScale;

    /** {@code tickSize} is above 0. */
    public TickGrid(BigDecimal tickSize) {
        this.tickSize = tickSize;
        final boolean small = tickSize.precision() <= 18 && tickSize.scale() >= 0 && tickSize.scale() <= 18;
        this.tickUnscaled = small ? tickSize.unscaledValue().longValueExact() : 0;
        this.tickScale = small ? tickSize.scale() : 0;
    }

    /** Ticks of a bid: rounded down. The text has passed {@link DecimalText#price}. */
    public long down(String price) throws FrameRefused {
        return ticks(price, false);
    }

    /** Ticks of an ask: rounded up. The text has passed {@link DecimalText#price}. */
    public long up(String price) throws FrameRefused {
        return ticks(price, true);
    }

    private long ticks(String price, boolean up) throws FrameRefused {
        final int point = price.indexOf('.');
        int end = price.length();
        while (point >= 0 && end > point && (price.charAt(end - 1) == '0' || end - 1 == point)) {
            end--;
        }
        final int scale = point < 0 || end <= point ? 0 : end - point - 1;
        // With up to 18 digits on both sides of the division nothing can overflow.
        if (tickUnscaled == 0 || end > 18 || scale > 18) {
            return slowTicks(price, up);
        }
        long unscaled = 0;
        for (int i = 0; i < end; i++) {
            if (i != point) {
                unscaled = unscaled * 10 + (price.charAt(i) - '0');
            }
        }
        final int priceShift = Math.max(0, tickScale - scale);
        final int tickShift = Math.max(0, scale - tickScale);
        if (unscaled > Long.MAX_VALUE / TEN_TO[priceShift] || tickUnscaled > Long.MAX_VALUE / TEN_TO[tickShift]) {
            return slowTicks(price, up);
        }
        final long dividend = unscaled * TEN_TO[priceShift];
        final long divisor = tickUnscaled * TEN_TO[tickShift];
        final long down = dividend / divisor;
        return up && down * divisor != dividend ? down + 1 : down;
    }

    private long slowTicks(String price, boolean up) throws FrameRefused {
        final BigDecimal ticks =
                new BigDecimal(price).divide(tickSize, 0, up ? RoundingMode.CEILING : RoundingMode.FLOOR);
        if (ticks.precision() > 18) {
            throw new FrameRefused("bad-number", "a price fits the ledger, but was " + price);
        }
        return ticks.longValueExact();
    }
}
