package crucible.runtime.feature;

/** Features of the highest and lowest prices of a sliding window. */
final class ExtremeFeatures {
    private ExtremeFeatures() {}

    /** One border of Donchian's channel over the n bars before the newest; {@code sign} +1 = highs, −1 = lows. */
    static final class Donchian extends StreamingFeature {
        private final int n;
        private final int sign;
        private final RollingExtreme extreme;

        Donchian(int n, int sign) {
            this.n = n;
            this.sign = sign;
            extreme = new RollingExtreme(n);
        }

        @Override
        double next(BarHistory history, long bar, long fed) {
            final double value = fed > n ? sign * extreme.largest() : Double.NaN;
            add(history, bar);
            return value;
        }

        private void add(BarHistory history, long bar) {
            extreme.add(bar, sign > 0 ? history.high(bar) : -history.low(bar));
        }

        @Override
        void refill(BarHistory history, long fed) {
            for (long bar = history.count() - Math.min(fed, n); bar < history.count(); bar++) {
                add(history, bar);
            }
        }
    }

    /** Where the close lies between the extremes of the last n bars, 0 to 100. */
    static final class StochasticK extends StreamingFeature {
        private final int n;
        private final RollingExtreme highest;
        private final RollingExtreme lowest;

        StochasticK(int n) {
            this.n = n;
            highest = new RollingExtreme(n);
            lowest = new RollingExtreme(n);
        }

        @Override
        double next(BarHistory history, long bar, long fed) {
            add(history, bar);
            final double low = -lowest.largest();
            final double width = highest.largest() - low;
            return fed >= n && width > 0 ? 100 * (history.close(bar) - low) / width : Double.NaN;
        }

        private void add(BarHistory history, long bar) {
            highest.add(bar, history.high(bar));
            lowest.add(bar, -history.low(bar));
        }

        @Override
        void refill(BarHistory history, long fed) {
            for (long bar = history.count() - Math.min(fed, n); bar < history.count(); bar++) {
                add(history, bar);
            }
        }
    }
}
