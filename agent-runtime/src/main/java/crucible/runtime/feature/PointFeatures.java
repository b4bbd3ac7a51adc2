package crucible.runtime.feature;

/** Features that read a fixed number of bars and keep nothing. */
final class PointFeatures {
    private static final long HOUR_MS = 3_600_000L;

    private PointFeatures() {}

    /** A function of the history at a bar. */
    interface Reading {
        double at(BarHistory history, long bar);
    }

    /** {@code reading}, defined once {@code neededBars} bars are there. */
    static StreamingFeature of(int neededBars, Reading reading) {
        return new StreamingFeature() {
            @Override
            double next(BarHistory history, long bar, long fed) {
                return fed < neededBars ? Double.NaN : reading.at(history, bar);
            }
        };
    }

    /** Percent change of the close over {@code n} bars. */
    static StreamingFeature rateOfChange(int n) {
        return of(n + 1, (history, bar) -> 100 * (history.close(bar) / history.close(bar - n) - 1));
    }

    static double rangePercent(BarHistory history, long bar) {
        return 100 * (history.high(bar) - history.low(bar)) / history.close(bar);
    }

    static double closingHour(BarHistory history, long bar) {
        return Math.floorMod(Math.floorDiv(history.closeTimeMs(bar), HOUR_MS), 24L);
    }
}
