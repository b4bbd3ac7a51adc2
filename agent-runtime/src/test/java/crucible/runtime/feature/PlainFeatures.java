package crucible.runtime.feature;

import crucible.model.Bar;
import crucible.model.Operand;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.ToDoubleFunction;
import java.util.stream.IntStream;

/** The judge of the streaming features: each formula computed anew from the whole history, slowly and plainly. */
final class PlainFeatures {
    private static final double NONE = Double.NaN;

    private final List<Bar> bars;
    private final int last;

    /** Judges by {@code bars}; the last one is the newest. */
    PlainFeatures(List<Bar> bars) {
        this.bars = bars;
        last = bars.size() - 1;
    }

    double value(Operand.FeatureRef feature) {
        final List<Double> p = feature.parameters();
        final int n = p.isEmpty() ? 0 : p.get(0).intValue();
        final Bar bar = bars.get(last);
        return switch (feature.name()) {
            case "open" -> bar.open();
            case "high" -> bar.high();
            case "low" -> bar.low();
            case "close" -> bar.close();
            case "volume" -> bar.volumeBase();
            case "range_pct" -> 100 * (bar.high() - bar.low()) / bar.close();
            case "hour_utc" -> bar.closeTimeMs() / 3_600_000 % 24;
            case "return_pct" -> change(1);
            case "roc" -> change(n);
            case "sma" -> mean(newest(Bar::close, n, 0));
            case "stdev" -> deviation(newest(Bar::close, n, 0));
            case "zscore" -> ratio(bar.close() - mean(newest(Bar::close, n, 0)), deviation(newest(Bar::close, n, 0)));
            case "bollinger_upper" -> mean(newest(Bar::close, n, 0)) + p.get(1) * deviation(newest(Bar::close, n, 0));
            case "bollinger_lower" -> mean(newest(Bar::close, n, 0)) - p.get(1) * deviation(newest(Bar::close, n, 0));
            case "return_z" -> returnScore(n);
            case "volume_ratio" -> ratio(bar.volumeBase(), mean(newest(Bar::volumeBase, n, 1)));
            case "efficiency_ratio" -> efficiency(n);
            case "donchian_high" -> largest(newest(Bar::high, n, 1));
            case "donchian_low" -> -largest(newest(b -> -b.low(), n, 1));
            case "stochastic_k" -> stochastic(n);
            case "ema" -> lastOf(smoothed(all(Bar::close), n, 2.0 / (n + 1)));
            case "atr" -> lastOf(smoothed(trueRanges(), n, 1.0 / n));
            case "atr_pct" -> 100 * lastOf(smoothed(trueRanges(), n, 1.0 / n)) / bar.close();
            case "rsi" -> strength(n);
            case "adx" -> adx(n);
            case "macd" -> lastOf(macd(n, p.get(1).intValue()));
            case "macd_signal" -> {
                final int g = p.get(2).intValue();
                yield lastOf(smoothed(defined(macd(n, p.get(1).intValue())), g, 2.0 / (g + 1)));
            }
            default -> throw new IllegalArgumentException(feature.toString());
        };
    }

    private double[] all(ToDoubleFunction<Bar> column) {
        return bars.stream().mapToDouble(column).toArray();
    }

    /** The {@code n} values that end {@code ago} bars before the newest; none if they are not all there. */
    private double[] newest(ToDoubleFunction<Bar> column, int n, int ago) {
        final int first = last - ago - n + 1;
        return first < 0
                ? new double[0]
                : IntStream.range(first, first + n)
                        .mapToDouble(i -> column.applyAsDouble(bars.get(i)))
                        .toArray();
    }

    private double change(int n) {
        return last < n
                ? NONE
                : 100 * (bars.get(last).close() / bars.get(last - n).close() - 1);
    }

    private double[] returns() {
        return IntStream.range(1, bars.size())
                .mapToDouble(i ->
                        StrictMath.log(bars.get(i).close() / bars.get(i - 1).close()))
                .toArray();
    }

    private double returnScore(int n) {
        final double[] returns = returns();
        if (returns.length < n + 1) {
            return NONE;
        }
        final double[] before = Arrays.copyOfRange(returns, returns.length - 1 - n, returns.length - 1);
        return ratio(lastOf(returns), deviation(before));
    }

    private double efficiency(int n) {
        if (last < n) {
            return NONE;
        }
        double way = 0;
        for (int i = last - n + 1; i <= last; i++) {
            way += Math.abs(bars.get(i).close() - bars.get(i - 1).close());
        }
        return ratio(Math.abs(bars.get(last).close() - bars.get(last - n).close()), way);
    }

    private double stochastic(int n) {
        if (last + 1 < n) {
            return NONE;
        }
        final double low = -largest(newest(b -> -b.low(), n, 0));
        return 100 * ratio(bars.get(last).close() - low, largest(newest(Bar::high, n, 0)) - low);
    }

    private double[] trueRanges() {
        return IntStream.range(1, bars.size())
                .mapToDouble(i -> {
                    final Bar bar = bars.get(i);
                    final double before = bars.get(i - 1).close();
                    return Math.max(
                            bar.high() - bar.low(),
                            Math.max(Math.abs(bar.high() - before), Math.abs(bar.low() - before)));
                })
                .toArray();
    }

    private double strength(int n) {
        final double[] changes = IntStream.range(1, bars.size())
                .mapToDouble(i -> bars.get(i).close() - bars.get(i - 1).close())
                .toArray();
        final double[] rises = Arrays.stream(changes).map(x -> x > 0 ? x : 0).toArray();
        final double[] falls = Arrays.stream(changes).map(x -> x < 0 ? -x : 0).toArray();
        final double rise = lastOf(smoothed(rises, n, 1.0 / n));
        return 100 * ratio(rise, rise + lastOf(smoothed(falls, n, 1.0 / n)));
    }

    private double[] macd(int fast, int slow) {
        final double[] fasts = smoothed(all(Bar::close), fast, 2.0 / (fast + 1));
        final double[] slows = smoothed(all(Bar::close), slow, 2.0 / (slow + 1));
        return IntStream.range(0, fasts.length)
                .mapToDouble(i -> fasts[i] - slows[i])
                .toArray();
    }

    /** With the directional indicators written out, as the books do. */
    private double adx(int n) {
        final double[] ranges = trueRanges();
        final double[] plus = new double[ranges.length];
        final double[] minus = new double[ranges.length];
        for (int i = 0; i < ranges.length; i++) {
            final double up = bars.get(i + 1).high() - bars.get(i).high();
            final double down = bars.get(i).low() - bars.get(i + 1).low();
            plus[i] = up > down && up > 0 ? up : 0;
            minus[i] = down > up && down > 0 ? down : 0;
        }
        final double[] plusSums = wilderSums(plus, n);
        final double[] minusSums = wilderSums(minus, n);
        final double[] rangeSums = wilderSums(ranges, n);
        final List<Double> dx = new ArrayList<>();
        for (int i = n - 1; i < ranges.length; i++) {
            final double plusDi = 100 * plusSums[i] / rangeSums[i];
            final double minusDi = 100 * minusSums[i] / rangeSums[i];
            final double x = 100 * Math.abs(plusDi - minusDi) / (plusDi + minusDi);
            dx.add(Double.isNaN(x) ? 0 : x);
        }
        return lastOf(smoothed(dx.stream().mapToDouble(x -> x).toArray(), n, 1.0 / n));
    }

    private static double[] wilderSums(double[] values, int n) {
        final double[] sums = new double[values.length];
        double sum = 0;
        for (int i = 0; i < values.length; i++) {
            sum = i < n - 1 ? sum + values[i] : sum - sum / n + values[i];
            sums[i] = sum;
        }
        return sums;
    }

    private static double[] smoothed(double[] values, int n, double weight) {
        final double[] averages = new double[values.length];
        for (int i = 0; i < values.length; i++) {
            if (i < n - 1) {
                averages[i] = NONE;
            } else if (i == n - 1) {
                averages[i] = mean(Arrays.copyOf(values, n));
            } else {
                averages[i] = weight * values[i] + (1 - weight) * averages[i - 1];
            }
        }
        return averages;
    }

    private static double[] defined(double[] values) {
        return Arrays.stream(values).filter(x -> !Double.isNaN(x)).toArray();
    }

    private static double lastOf(double[] values) {
        return values.length == 0 ? NONE : values[values.length - 1];
    }

    private static double largest(double[] values) {
        return Arrays.stream(values).max().orElse(NONE);
    }

    private static double mean(double[] values) {
        return Arrays.stream(values).average().orElse(NONE);
    }

    private static double deviation(double[] values) {
        if (largest(values) == -largest(Arrays.stream(values).map(x -> -x).toArray())) {
            return 0;
        }
        final double mean = mean(values);
        return StrictMath.sqrt(
                mean(Arrays.stream(values).map(x -> (x - mean) * (x - mean)).toArray()));
    }

    private static double ratio(double dividend, double divisor) {
        return divisor > 1e-15 ? dividend / divisor : NONE;
    }
}
