package crucible.fill.spread;

import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;

/** Bars of a random walk whose trades hit bid and ask by the toss of a coin. */
final class SimulatedBars {
    private final List<double[]> bars = new ArrayList<>();

    private SimulatedBars() {}

    /** @param sigma of a trade's log return; {@code spread} as a fraction of the price */
    SimulatedBars(SplittableRandom random, int count, int tradesPerBar, double sigma, double spread) {
        double middle = 0;
        for (int i = 0; i < count; i++) {
            final double[] bar = {Double.NaN, 0, Double.POSITIVE_INFINITY, 0};
            for (int trade = 0; trade < tradesPerBar; trade++) {
                middle += (random.nextDouble() - 0.5) * Math.sqrt(12) * sigma;
                final double price = Math.exp(middle) * (1 + (random.nextBoolean() ? spread : -spread) / 2);
                bar[0] = trade == 0 ? price : bar[0];
                bar[1] = Math.max(bar[1], price);
                bar[2] = Math.min(bar[2], price);
                bar[3] = price;
            }
            bars.add(bar);
        }
    }

    List<double[]> list() {
        return bars;
    }

    /** The same bars, each price times {@code factor}. */
    SimulatedBars times(double factor) {
        final SimulatedBars scaled = new SimulatedBars();
        for (double[] bar : bars) {
            scaled.bars.add(new double[] {bar[0] * factor, bar[1] * factor, bar[2] * factor, bar[3] * factor});
        }
        return scaled;
    }

    double over(SpreadEstimator estimator) {
        final RollingSpread spread = new RollingSpread(estimator, bars.size());
        for (double[] bar : bars) {
            spread.onBar(bar[0], bar[1], bar[2], bar[3]);
        }
        return spread.spreadFrac();
    }
}
