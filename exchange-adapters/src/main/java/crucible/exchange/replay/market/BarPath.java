package crucible.exchange.replay.market;

import crucible.model.Draw;

/**
 * The way of the price within a bar: open, one extreme, a price between, the other extreme, close. A rising bar mostly
 * visits its low first, a falling one its high. A function of the bar, its time and the symbol alone. Reused.
 */
final class BarPath {
    /** Points of a bar. */
    static final int POINTS = 5;

    /** How often the nearer extreme comes first. */
    private static final double USUAL_ORDER = 0.75;

    private static final long JITTER_MS = 20_000;

    final double[] price = new double[POINTS];
    final double[] volumeSoFar = new double[POINTS];

    /** Time of a point after the open, the same for all symbols: the first after a second, the last 2 s before the close. */
    static long offsetMs(long openTimeMs, int point) {
        if (point == 0) {
            return 1_000;
        }
        if (point == POINTS - 1) {
            return Candle.INTERVAL_MS - 2_000;
        }
        final long slot = openTimeMs / Candle.INTERVAL_MS;
        return point * Candle.INTERVAL_MS / (POINTS - 1) + (long) (JITTER_MS * uniform("path-time", slot, point, 0));
    }

    /**
     * Lays the path of {@code candle}; volumes are whole steps of {@code lots} where there are enough of them, and each
     * point is a trade.
     */
    void lay(Candle candle, PriceGrid ticks, PriceGrid lots, int symbol) {
        final long slot = candle.openTimeMs / Candle.INTERVAL_MS;
        final boolean usual = uniform("path-order", slot, symbol, 0) < USUAL_ORDER;
        final boolean lowFirst = candle.close >= candle.open == usual;
        final double first = lowFirst ? candle.low : candle.high;
        final double second = lowFirst ? candle.high : candle.low;
        final double between = first + (second - first) * (0.3 + 0.4 * uniform("path-middle", slot, symbol, 0));
        price[0] = candle.open;
        price[1] = first;
        price[2] = Math.min(candle.high, Math.max(candle.low, ticks.value(ticks.nearest(between))));
        price[3] = second;
        price[4] = candle.close;
        double sum = 0;
        for (int i = 0; i < POINTS; i++) {
            sum += 0.5 + uniform("path-volume", slot, symbol, i);
            volumeSoFar[i] = sum;
        }
        boolean enough = true;
        double before = 0;
        for (int i = 0; i < POINTS; i++) {
            volumeSoFar[i] = candle.volumeBase * volumeSoFar[i] / sum;
            final double whole = i < POINTS - 1 ? lots.value(lots.floor(volumeSoFar[i])) : candle.volumeBase;
            enough &= whole > before;
            before = whole;
        }
        for (int i = 0; enough && i < POINTS - 1; i++) {
            volumeSoFar[i] = lots.value(lots.floor(volumeSoFar[i]));
        }
        volumeSoFar[POINTS - 1] = candle.volumeBase;
    }

    private static double uniform(String purpose, long slot, long symbol, long index) {
        return Draw.uniform(0, purpose, slot, symbol, index);
    }
}
