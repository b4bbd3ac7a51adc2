package crucible.model;

/**
 * How far from the market's reference a venue lets order prices lie: multiples of the reference in parts per million, by
 * the side of the order; 0 where there is no such bound.
 *
 * @param bidUpPpm highest price of a buy
 * @param bidDownPpm lowest price of a buy
 * @param askUpPpm highest price of a sale
 * @param askDownPpm lowest price of a sale
 */
public record PriceBand(long bidUpPpm, long bidDownPpm, long askUpPpm, long askDownPpm) {
    /** No bounds. */
    public static final PriceBand NONE = new PriceBand(0, 0, 0, 0);

    private static final long MAX_PPM = 1_000_000_000_000L;

    public PriceBand {
        bounded("bidUpPpm", bidUpPpm);
        bounded("bidDownPpm", bidDownPpm);
        bounded("askUpPpm", askUpPpm);
        bounded("askDownPpm", askDownPpm);
    }

    private static void bounded(String name, long ppm) {
        Require.that(ppm >= 0 && ppm <= MAX_PPM, name + " lies in [0, " + MAX_PPM + "]", ppm);
    }

    /** Highest price of an order of that side, 0 where there is no bound. */
    public long upPpm(Side side) {
        return side == Side.BUY ? bidUpPpm : askUpPpm;
    }

    /** Lowest price of an order of that side, 0 where there is no bound. */
    public long downPpm(Side side) {
        return side == Side.BUY ? bidDownPpm : askDownPpm;
    }
}
