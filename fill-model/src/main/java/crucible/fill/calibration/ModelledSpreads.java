package crucible.fill.calibration;

import crucible.fill.spread.RollingSpread;
import crucible.fill.spread.SpreadEstimator;
import crucible.model.Require;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.OptionalDouble;
import java.util.TreeMap;

/**
 * The spread that the model lets believe where it has bars alone, by the bar in which it is believed: the estimate over the
 * bars before, at least a tick. In basis points.
 */
final class ModelledSpreads {
    private static final long HOUR_MS = 3_600_000;
    private static final long HOURS = 24;
    private static final double BPS = 1e4;

    private final double tickSize;
    private final RollingSpread spread;
    private final TreeMap<Long, Double> modelled = new TreeMap<>();
    private long nextOpenMs = Long.MIN_VALUE;

    ModelledSpreads(double tickSize, SpreadEstimator estimator, int bars) {
        this.tickSize = Require.positive("tickSize", tickSize);
        this.spread = new RollingSpread(estimator, bars);
    }

    /** A closed bar of trades. What it shows is believed from the next bar on. */
    void bar(long openTimeMs, double open, double high, double low, double close) {
        if (openTimeMs != nextOpenMs) {
            spread.onGap();
        }
        final double frac = spread.spreadFrac();
        if (!Double.isNaN(frac) && openTimeMs == nextOpenMs) {
            modelled.put(openTimeMs, BPS * Math.max(frac, tickSize / open));
        }
        spread.onBar(open, high, low, close);
        nextOpenMs = openTimeMs + SpreadCalibration.BAR_MS;
    }

    /** The mean of what was believed in the bars that open in {@code [fromMs, toMs)}. */
    OptionalDouble mean(long fromMs, long toMs) {
        final NavigableMap<Long, Double> within = modelled.subMap(fromMs, true, toMs, false);
        return within.values().stream().mapToDouble(Double::doubleValue).average();
    }

    /** The median of what was believed by hour of day in UTC. */
    Map<Integer, Double> medianByHour() {
        final Map<Integer, List<Double>> hours = new TreeMap<>();
        modelled.forEach((open, bps) ->
                hours.computeIfAbsent(hourOf(open), hour -> new ArrayList<>()).add(bps));
        final Map<Integer, Double> medians = new HashMap<>();
        hours.forEach((hour, all) -> medians.put(
                hour,
                SpreadErrors.quantile(
                        all.stream().mapToDouble(Double::doubleValue).sorted().toArray(), 0.5)));
        return medians;
    }

    /** Hour of day in UTC. */
    static int hourOf(long timeMs) {
        return (int) Math.floorMod(Math.floorDiv(timeMs, HOUR_MS), HOURS);
    }
}
