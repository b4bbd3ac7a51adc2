package crucible.runtime.feature;

import crucible.model.StateSink;

/** Recursive features: exponential averages of prices, ranges and moves. */
final class SmoothedFeatures {
    private SmoothedFeatures() {}

    /** Exponential average of the close. */
    static final class Ema extends StreamingFeature {
        private final Smoother average;

        Ema(int n) {
            average = Smoother.exponential(n);
        }

        @Override
        double next(BarHistory history, long bar, long fed) {
            return average.add(history.close(bar));
        }

        @Override
        public void visit(StateSink sink) {
            average.visit(sink);
        }
    }

    /** Wilder's average true range, in quote currency or in percent of the close. */
    static final class Atr extends StreamingFeature {
        private final Smoother average;
        private final boolean percent;

        Atr(int n, boolean percent) {
            average = Smoother.wilder(n);
            this.percent = percent;
        }

        @Override
        double next(BarHistory history, long bar, long fed) {
            if (fed < 2) {
                return Double.NaN;
            }
            final double atr = average.add(history.trueRange(bar));
            return percent ? 100 * atr / history.close(bar) : atr;
        }

        @Override
        public void visit(StateSink sink) {
            average.visit(sink);
        }
    }

    /** Wilder's relative strength index. */
    static final class Rsi extends StreamingFeature {
        private final Smoother rises;
        private final Smoother falls;

        Rsi(int n) {
            rises = Smoother.wilder(n);
            falls = Smoother.wilder(n);
        }

        @Override
        double next(BarHistory history, long bar, long fed) {
            if (fed < 2) {
                return Double.NaN;
            }
            final double change = history.close(bar) - history.close(bar - 1);
            final double rise = rises.add(Math.max(change, 0));
            final double fall = falls.add(Math.max(-change, 0));
            return rise + fall > 0 ? 100 * rise / (rise + fall) : Double.NaN;
        }

        @Override
        public void visit(StateSink sink) {
            rises.visit(sink);
            falls.visit(sink);
        }
    }

    /** Fast minus slow exponential average. */
    static final class Macd extends StreamingFeature {
        private final Smoother fast;
        private final Smoother slow;

        Macd(int fastBars, int slowBars) {
            fast = Smoother.exponential(fastBars);
            slow = Smoother.exponential(slowBars);
        }

        @Override
        double next(BarHistory history, long bar, long fed) {
            final double close = history.close(bar);
            return fast.add(close) - slow.add(close);
        }

        @Override
        public void visit(StateSink sink) {
            fast.visit(sink);
            slow.visit(sink);
        }
    }

    /** Exponential average of the fast minus slow average. */
    static final class MacdSignal extends StreamingFeature {
        private final Macd macd;
        private final Smoother signal;

        MacdSignal(int fastBars, int slowBars, int signalBars) {
            macd = new Macd(fastBars, slowBars);
            signal = Smoother.exponential(signalBars);
        }

        @Override
        double next(BarHistory history, long bar, long fed) {
            final double difference = macd.next(history, bar, fed);
            return Double.isNaN(difference) ? Double.NaN : signal.add(difference);
        }

        @Override
        public void visit(StateSink sink) {
            macd.visit(sink);
            signal.visit(sink);
        }
    }

    /** Wilder's average directional index, with TA-Lib's start: sums of n − 1 moves, then s − s/n + x. */
    static final class Adx extends StreamingFeature {
        private final int n;
        private final Smoother average;
        private double rises;
        private double falls;
        private double ranges;

        Adx(int n) {
            this.n = n;
            average = Smoother.wilder(n);
        }

        @Override
        double next(BarHistory history, long bar, long fed) {
            if (fed < 2) {
                return Double.NaN;
            }
            final double up = history.high(bar) - history.high(bar - 1);
            final double down = history.low(bar - 1) - history.low(bar);
            final double keep = fed <= n ? 1 : 1 - 1.0 / n;
            rises = keep * rises + (up > down && up > 0 ? up : 0);
            falls = keep * falls + (down > up && down > 0 ? down : 0);
            ranges = keep * ranges + history.trueRange(bar);
            return fed <= n ? Double.NaN : average.add(directionalIndex());
        }

        /** The true ranges cancel but for the market that stands still. */
        private double directionalIndex() {
            final double moves = rises + falls;
            return moves > 0 && ranges > 0 ? 100 * Math.abs(rises - falls) / moves : 0;
        }

        @Override
        public void visit(StateSink sink) {
            rises = sink.field("rises", rises);
            falls = sink.field("falls", falls);
            ranges = sink.field("ranges", ranges);
            average.visit(sink);
        }
    }
}
