package crucible.runtime.feature;

import crucible.model.Bar;
import crucible.model.Operand;
import crucible.model.Provenance;
import crucible.model.Timeframe;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/** Bars for tests. */
final class Walks {
    private Walks() {}

    /** A random walk with fat tails, prices on a grid of 0.01 and now and then a flat stretch. */
    static List<Bar> random(long seed, int count) {
        final Random random = new Random(seed);
        final List<Bar> bars = new ArrayList<>(count);
        double close = 1_000;
        for (int i = 0; i < count; i++) {
            final boolean still = i % 97 > 90;
            final double step = still ? 0 : random.nextGaussian() * (random.nextInt(20) == 0 ? 0.02 : 0.003);
            final double open = close;
            close = tick(open * StrictMath.exp(step));
            final double high = tick(Math.max(open, close) * (1 + (still ? 0 : 0.002 * random.nextDouble())));
            final double low = tick(Math.min(open, close) * (1 - (still ? 0 : 0.002 * random.nextDouble())));
            final double volume = still ? 0 : StrictMath.exp(random.nextGaussian()) * 10;
            bars.add(bar(
                    i,
                    open,
                    Math.max(high, Math.max(open, close)),
                    Math.min(low, Math.min(open, close)),
                    close,
                    volume));
        }
        return bars;
    }

    static Bar bar(long number, double open, double high, double low, double close, double volume) {
        return new Bar(
                0, Timeframe.M5, number * Timeframe.M5.intervalMs(), open, high, low, close, volume, Provenance.LIVE);
    }

    /** Every feature with its usual parameters, and some with others. */
    static List<Operand.FeatureRef> features() {
        final List<Operand.FeatureRef> refs = new ArrayList<>();
        for (FeatureDefinition definition : FeatureCatalogue.all()) {
            refs.add(definition.withUsualParameters());
        }
        for (String text : List.of(
                "sma(2)",
                "ema(2)",
                "rsi(2)",
                "atr(2)",
                "stdev(2)",
                "zscore(3)",
                "donchian_high(1)",
                "donchian_low(1)",
                "volume_ratio(1)",
                "return_z(2)",
                "adx(2)",
                "efficiency_ratio(2)",
                "stochastic_k(2)",
                "roc(1)",
                "macd(2,3)",
                "macd_signal(2,3,2)",
                "bollinger_upper(150,0.5)",
                "stdev(300)",
                "stochastic_k(200)",
                "donchian_low(90)",
                "return_z(200)",
                "efficiency_ratio(100)",
                "roc(250)")) {
            refs.add(FeatureCatalogue.parse(text));
        }
        return refs;
    }

    private static double tick(double price) {
        return Math.rint(price * 100) / 100;
    }
}
