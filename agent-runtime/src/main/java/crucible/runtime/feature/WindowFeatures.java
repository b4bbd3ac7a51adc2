package crucible.runtime.feature;

import crucible.model.StateSink;

/** Features that are functions of a sliding window, kept as rolling sums. */
final class WindowFeatures {
    /** Relative to the mean (for returns: to 1), what is less is rounding: prices move by ticks far larger. */
    private static final double FLAT = 1e-12;

    private WindowFeatures() {}

    /** {@code sma + k × population standard deviation} of the closes. */
    static StreamingFeature band(int n, double k) {
        return new Closes(n) {
            @Override
            double value(double close, double mean, double sd) {
                return mean + k * sd;
            }
        };
    }

    static StreamingFeature standardDeviation(int n) {
        return new Closes(n) {
            @Override
            double value(double close, double mean, double sd) {
                return sd;
            }
        };
    }

    static StreamingFeature zScore(int n) {
        return new Closes(n) {
            @Override
            double value(double close, double mean, double sd) {
                return sd > 0 ? (close - mean) / sd : Double.NaN;
            }
        };
    }

    /** Mean and population standard deviation of the last n closes. */
    private abstract static class Closes extends StreamingFeature {
        private final int n;
        private final RollingSum sums = new RollingSum();
        private final RollingSum squares = new RollingSum();

        Closes(int n) {
            this.n = n;
        }

        abstract double value(double close, double mean, double sd);

        @Override
        double next(BarHistory history, long bar, long fed) {
            final double close = history.close(bar);
            sums.add(close);
            squares.addSquare(close);
            if (fed > n) {
                final double left = history.close(bar - n);
                sums.add(-left);
                squares.removeSquare(left);
            }
            if (fed < n) {
                return Double.NaN;
            }
            final double mean = sums.mean(n);
            final double sd = StrictMath.sqrt(RollingSum.scaledVariance(sums, squares, n)) / n;
            return value(close, mean, sd > FLAT * mean ? sd : 0);
        }

        @Override
        public void visit(StateSink sink) {
            sums.visit(sink);
            squares.visit(sink);
        }
    }

    /** The newest log return over the population standard deviation of the n before it. */
    static final class ReturnScore extends StreamingFeature {
        private final int n;
        private final RollingSum sums = new RollingSum();
        private final RollingSum squares = new RollingSum();

        ReturnScore(int n) {
            this.n = n;
        }

        @Override
        double next(BarHistory history, long bar, long fed) {
            if (fed < 2) {
                return Double.NaN;
            }
            final double value = fed < n + 2 ? Double.NaN : score(history.logReturn(bar));
            add(history.logReturn(bar));
            if (fed >= n + 2) {
                remove(history.logReturn(bar - n));
            }
            return value;
        }

        private double score(double logReturn) {
            final double sd = StrictMath.sqrt(RollingSum.scaledVariance(sums, squares, n)) / n;
            return sd > FLAT ? logReturn / sd : Double.NaN;
        }

        private void add(double logReturn) {
            sums.add(logReturn);
            squares.addSquare(logReturn);
        }

        private void remove(double logReturn) {
            sums.add(-logReturn);
            squares.removeSquare(logReturn);
        }

        @Override
        public void visit(StateSink sink) {
            sums.visit(sink);
            squares.visit(sink);
        }
    }

    /** The newest volume over the mean of the n before it. */
    static final class VolumeRatio extends StreamingFeature {
        private final int n;
        private final RollingSum sum = new RollingSum();

        VolumeRatio(int n) {
            this.n = n;
        }

        @Override
        double next(BarHistory history, long bar, long fed) {
            final double volume = history.volumeBase(bar);
            final double mean = sum.mean(n);
            final double value = fed > n && mean > 0 ? volume / mean : Double.NaN;
            sum.add(volume);
            if (fed > n) {
                sum.add(-history.volumeBase(bar - n));
            }
            return value;
        }

        @Override
        public void visit(StateSink sink) {
            sum.visit(sink);
        }
    }

    /** Kaufman's way covered over way gone. */
    static final class EfficiencyRatio extends StreamingFeature {
        private final int n;
        private final RollingSum way = new RollingSum();

        EfficiencyRatio(int n) {
            this.n = n;
        }

        @Override
        double next(BarHistory history, long bar, long fed) {
            if (fed < 2) {
                return Double.NaN;
            }
            way.add(step(history, bar));
            if (fed > n + 1) {
                way.add(-step(history, bar - n));
            }
            if (fed < n + 1 || !(way.value() > FLAT * history.close(bar))) {
                return Double.NaN;
            }
            return Math.min(1, Math.abs(history.close(bar) - history.close(bar - n)) / way.value());
        }

        private static double step(BarHistory history, long bar) {
            return Math.abs(history.close(bar) - history.close(bar - 1));
        }

        @Override
        public void visit(StateSink sink) {
            way.visit(sink);
        }
    }
}
