package crucible.model;

/**
 * What a venue charged for holding a perpetual at an instant: the settled rate, never a predicted one. A long pays
 * {@code value × rate} and a short receives it; a negative rate turns that round.
 *
 * @param instrumentId dense id, from 0
 * @param fundingTimeMs the venue's funding time, a whole minute: venues stamp a few milliseconds late
 * @param rateE12 rate in 1e-12 of the position's value, in [-1e12, 1e12]
 * @param markPriceUsdE12 mark price at which the venue settled, in 1e-12 USD; 0 where it does not say
 */
public record Funding(int instrumentId, long fundingTimeMs, long rateE12, long markPriceUsdE12) {
    /** A rate of one: the position's whole value. */
    public static final long ONE_E12 = 1_000_000_000_000L;

    /** Funding times are whole minutes. */
    public static final long GRID_MS = 60_000;

    public Funding {
        Require.notNegative("instrumentId", instrumentId);
        Require.that(
                fundingTimeMs > 0 && fundingTimeMs % GRID_MS == 0, "fundingTimeMs is a whole minute", fundingTimeMs);
        Require.that(-ONE_E12 <= rateE12 && rateE12 <= ONE_E12, "rateE12 lies in [-1e12, 1e12]", rateE12);
        Require.notNegative("markPriceUsdE12", markPriceUsdE12);
    }

    /** The funding time of a venue's stamp, which may be late by milliseconds. */
    public static long onGrid(long stampMs) {
        return Math.floorDiv(stampMs, GRID_MS) * GRID_MS;
    }
}
