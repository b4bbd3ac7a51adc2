package crucible.fill.volatility;

/** Returns less their mean, over their standard deviation: whatever their unit was, a fit sees numbers of order one. */
final class StandardReturns {
    /** Below this part of the largest return a deviation is dust of rounding. */
    private static final double DUST = 1e-12;

    /** Squares of smaller deviations leave the range of a double. */
    private static final double SMALLEST = 1e-100;

    private static final double LARGEST = 1e100;

    final double[] values;
    final double mean;
    final double sd;

    private StandardReturns(double[] values, double mean, double sd) {
        this.values = values;
        this.mean = mean;
        this.sd = sd;
    }

    /** Why these returns cannot be standardised, or null where they can. */
    static FallBackReason refusal(double[] returns, int fewest) {
        if (returns.length < fewest) {
            return FallBackReason.TOO_FEW_RETURNS;
        }
        double largest = 0;
        for (double r : returns) {
            if (!(Math.abs(r) < LARGEST)) {
                return FallBackReason.NOT_FINITE;
            }
            largest = Math.max(largest, Math.abs(r));
        }
        final double sd = Math.sqrt(variance(returns, mean(returns)));
        return sd > Math.max(SMALLEST, DUST * largest) ? null : FallBackReason.ZERO_VARIANCE;
    }

    /** Standardises returns that are not refused. */
    static StandardReturns of(double[] returns) {
        final double mean = mean(returns);
        final double sd = Math.sqrt(variance(returns, mean));
        final double[] values = new double[returns.length];
        for (int i = 0; i < values.length; i++) {
            values[i] = (returns[i] - mean) / sd;
        }
        return new StandardReturns(values, mean, sd);
    }

    private static double mean(double[] returns) {
        double sum = 0;
        for (double r : returns) {
            sum += r;
        }
        return sum / returns.length;
    }

    /** Mean square around {@code mu}. */
    static double variance(double[] returns, double mu) {
        double squares = 0;
        for (double r : returns) {
            squares += (r - mu) * (r - mu);
        }
        return squares / returns.length;
    }
}
