package crucible.fill.spread;

import java.util.ArrayList;
import java.util.List;

/** Estimates from a list of bars, written down as the papers do: the judge of the streamed ones. */
public final class NaiveSpread {
    private NaiveSpread() {}

    /** @param bars open, high, low and close of each, in order, without gaps */
    public static double signed(SpreadEstimator estimator, List<double[]> bars) {
        return switch (estimator) {
            case CORWIN_SCHULTZ -> mean(corwinSchultz(bars, true));
            case CORWIN_SCHULTZ_UNADJUSTED -> mean(corwinSchultz(bars, false));
            case ABDI_RANALDO -> root(mean(abdiRanaldo(bars)));
            case ROLL -> roll(bars);
            case EDGE -> edge(bars);
        };
    }

    public static double used(SpreadEstimator estimator, List<double[]> bars) {
        return switch (estimator) {
            case CORWIN_SCHULTZ ->
                mean(corwinSchultz(bars, true).stream().map(s -> Math.max(s, 0)).toList());
            case CORWIN_SCHULTZ_UNADJUSTED ->
                mean(corwinSchultz(bars, false).stream()
                        .map(s -> Math.max(s, 0))
                        .toList());
            case ABDI_RANALDO ->
                mean(abdiRanaldo(bars).stream()
                        .map(s -> Math.sqrt(Math.max(s, 0)))
                        .toList());
            case ROLL, EDGE -> signed(estimator, bars) > 0 ? signed(estimator, bars) : Double.NaN;
        };
    }

    private static List<Double> corwinSchultz(List<double[]> bars, boolean adjusted) {
        final double constant = 3 - 2 * Math.sqrt(2);
        final List<Double> pairs = new ArrayList<>();
        for (int i = 1; i < bars.size(); i++) {
            final double[] one = bars.get(i - 1);
            double shift = 0;
            if (adjusted && one[3] > bars.get(i)[1]) {
                shift = Math.log(one[3] / bars.get(i)[1]);
            } else if (adjusted && one[3] < bars.get(i)[2]) {
                shift = Math.log(one[3] / bars.get(i)[2]);
            }
            final double high = bars.get(i)[1] * Math.exp(shift);
            final double low = bars.get(i)[2] * Math.exp(shift);
            final double beta = Math.pow(Math.log(one[1] / one[2]), 2) + Math.pow(Math.log(high / low), 2);
            final double gamma = Math.pow(Math.log(Math.max(one[1], high) / Math.min(one[2], low)), 2);
            final double alpha = (Math.sqrt(2 * beta) - Math.sqrt(beta)) / constant - Math.sqrt(gamma / constant);
            pairs.add(2 * (Math.exp(alpha) - 1) / (1 + Math.exp(alpha)));
        }
        return pairs;
    }

    private static List<Double> abdiRanaldo(List<double[]> bars) {
        final List<Double> squares = new ArrayList<>();
        for (int i = 1; i < bars.size(); i++) {
            final double close = Math.log(bars.get(i - 1)[3]);
            squares.add(4 * (close - middle(bars.get(i - 1))) * (close - middle(bars.get(i))));
        }
        return squares;
    }

    private static double roll(List<double[]> bars) {
        final List<Double> now = new ArrayList<>();
        final List<Double> then = new ArrayList<>();
        for (int i = 2; i < bars.size(); i++) {
            now.add(Math.log(bars.get(i)[3] / bars.get(i - 1)[3]));
            then.add(Math.log(bars.get(i - 1)[3] / bars.get(i - 2)[3]));
        }
        double covariance = 0;
        for (int i = 0; i < now.size(); i++) {
            covariance += (now.get(i) - mean(now)) * (then.get(i) - mean(then)) / (now.size() - 1);
        }
        return now.size() < 2 ? Double.NaN : 2 * root(-covariance);
    }

    private static double edge(List<double[]> bars) {
        final int n = bars.size() - 1;
        double moved = 0;
        double open = 0;
        double close = 0;
        final double[] means = new double[3];
        for (int i = 1; i <= n; i++) {
            final double[] one = bars.get(i - 1);
            final double[] two = bars.get(i);
            final double[] r = edgeReturns(one, two);
            for (int k = 0; k < 3; k++) {
                means[k] += r[k] / n;
            }
            if (edgeMoved(one, two)) {
                moved++;
                open += ((two[0] != two[1] ? 1.0 : 0) + (two[0] != two[2] ? 1.0 : 0)) / n;
                close += ((one[3] != one[1] ? 1.0 : 0) + (one[3] != one[2] ? 1.0 : 0)) / n;
            }
        }
        if (moved < 2 || open == 0 || close == 0) {
            return Double.NaN;
        }
        final List<Double> x1 = new ArrayList<>();
        final List<Double> x2 = new ArrayList<>();
        for (int i = 1; i <= n; i++) {
            final double[] r = edgeReturns(bars.get(i - 1), bars.get(i));
            final double weight = edgeMoved(bars.get(i - 1), bars.get(i)) ? n / moved : 0;
            final double d1 = r[0] - weight * means[0];
            final double d3 = r[1] - weight * means[1];
            final double d5 = r[2] - weight * means[2];
            x1.add(-4 / open * d1 * r[3] - 4 / close * d3 * r[4]);
            x2.add(-4 / open * d1 * r[2] - 4 / close * d5 * r[4]);
        }
        final double v1 = variance(x1);
        final double v2 = variance(x2);
        return root(v1 + v2 > 0 ? (v2 * mean(x1) + v1 * mean(x2)) / (v1 + v2) : (mean(x1) + mean(x2)) / 2);
    }

    /** m − o, m − c₋₁, o − c₋₁, o − m₋₁ and c₋₁ − m₋₁. */
    private static double[] edgeReturns(double[] one, double[] two) {
        final double open = Math.log(two[0]);
        final double close = Math.log(one[3]);
        return new double[] {
            middle(two) - open, middle(two) - close, open - close, open - middle(one), close - middle(one)
        };
    }

    private static boolean edgeMoved(double[] one, double[] two) {
        return two[1] != two[2] || two[2] != one[3];
    }

    private static double middle(double[] bar) {
        return Math.log(bar[1] * bar[2]) / 2;
    }

    private static double root(double square) {
        return Math.signum(square) * Math.sqrt(Math.abs(square));
    }

    private static double mean(List<Double> values) {
        return values.stream().mapToDouble(Double::doubleValue).average().orElse(Double.NaN);
    }

    private static double variance(List<Double> values) {
        final double mean = mean(values);
        return values.stream()
                .mapToDouble(x -> (x - mean) * (x - mean))
                .average()
                .orElse(Double.NaN);
    }
}
