package crucible.runtime.feature;

import crucible.model.StateSink;

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
            extreme.add(bar, sign > 0 ? history.high(bar) : -history.low(bar));
            return value;
        }

        @Override
        void visitState(StateSink sink) {
            extreme.visit(sink);
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
            highest.add(bar, history.high(bar));
            lowest.add(bar, -history.low(bar));
            final double low = -lowest.largest();
            final double width = highest.largest() - low;
            return fed >= n && width > 0 ? 100 * (history.close(bar) - low) / width : Double.NaN;
        }

        @Override
        void visitState(StateSink sink) {
            highest.visit(sink);
            lowest.visit(sink);
        }
    }
}
