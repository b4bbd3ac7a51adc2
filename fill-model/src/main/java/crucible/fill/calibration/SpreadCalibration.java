package crucible.fill.calibration;

import crucible.fill.spread.SpreadEstimator;
import crucible.model.Require;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * One instrument's recorded quotes against the spread that the model lets believe where it has bars alone: the estimate over
 * the bars before, at least a tick. Give it the quotes and the bars, each in ascending time, then ask. Belongs to one
 * thread.
 */
public final class SpreadCalibration {
    /** The bars that are compared. */
    public static final long BAR_MS = 300_000;

    /** Fewer bars that have both quotes and an estimate are no comparison in time. */
    private static final int FEWEST_MATCHED = 12;

    private static final int HOURS = 24;
    private static final double BPS = 1e4;

    private final ModelledSpreads modelled;
    private final TreeMap<Long, double[]> quotes = new TreeMap<>();
    private long crossed;
    private long used;

    /**
     * @param tickSize price step, above 0
     * @param bars how many bars an estimate looks back on
     */
    public SpreadCalibration(double tickSize, SpreadEstimator estimator, int bars) {
        this.modelled = new ModelledSpreads(tickSize, estimator, bars);
    }

    /** A recorded quote, both prices above 0; one that is crossed is counted and left out. */
    public void quote(long timeMs, double bid, double ask) {
        Require.positive("bid", bid);
        Require.positive("ask", ask);
        if (ask < bid) {
            crossed++;
            return;
        }
        used++;
        final double[] sum = quotes.computeIfAbsent(Math.floorDiv(timeMs, BAR_MS) * BAR_MS, open -> new double[2]);
        sum[0] += 2 * BPS * (ask - bid) / (ask + bid);
        sum[1]++;
    }

    /** A closed bar of trades. What it shows is believed from the next bar on. */
    public void bar(long openTimeMs, double open, double high, double low, double close) {
        modelled.bar(openTimeMs, open, high, low, close);
    }

    /**
     * What the comparison came to.
     *
     * @param matched whether bars and quotes are of the same time; else each bar with quotes is compared with the median of
     *     the model at that hour of day
     * @param quotes quotes that were used
     * @param crossed quotes that were left out because the bid was above the ask
     * @param total over all bars
     * @param byHour by hour of day in UTC, those that have bars
     * @param pairs each bar's open time with its recorded and its modelled spread in basis points
     */
    public record Result(
            boolean matched,
            long quotes,
            long crossed,
            SpreadErrors total,
            Map<Integer, SpreadErrors> byHour,
            List<Pair> pairs) {
        public Result {
            Require.present("total", total);
            byHour = Map.copyOf(byHour);
            pairs = List.copyOf(pairs);
        }

        /**
         * For each hour of day the spread in parts per million, rounded up, that nine in ten recorded bars do not exceed;
         * an hour without quotes has that of all of them.
         */
        public List<Integer> floorsPpm() {
            final List<Integer> floors = new ArrayList<>();
            for (int hour = 0; hour < HOURS; hour++) {
                final double bps = byHour.getOrDefault(hour, total).recordedP90Bps();
                floors.add((int) Math.ceil(bps * 100 - 1e-9));
            }
            return floors;
        }
    }

    /** One bar's recorded and modelled spread, in basis points. */
    public record Pair(long openTimeMs, double recordedBps, double modelledBps) {}

    /** The comparison; empty where there is no quote, or no estimate for any hour that has quotes. */
    public Optional<Result> result() {
        final List<Pair> matched = new ArrayList<>();
        quotes.forEach((open, sum) -> {
            modelled.mean(open, open + BAR_MS).ifPresent(model -> matched.add(new Pair(open, sum[0] / sum[1], model)));
        });
        final boolean isMatched = matched.size() >= FEWEST_MATCHED;
        final List<Pair> pairs = isMatched ? matched : byHourOfDay();
        if (pairs.isEmpty()) {
            return Optional.empty();
        }
        return Optional.of(new Result(isMatched, used, crossed, errors(pairs), byHour(pairs), pairs));
    }

    private List<Pair> byHourOfDay() {
        final Map<Integer, Double> medians = modelled.medianByHour();
        final List<Pair> pairs = new ArrayList<>();
        quotes.forEach((open, sum) -> {
            final Double median = medians.get(ModelledSpreads.hourOf(open));
            if (median != null) {
                pairs.add(new Pair(open, sum[0] / sum[1], median));
            }
        });
        return pairs;
    }

    /** The pairs of each hour of day in UTC. */
    static Map<Integer, SpreadErrors> byHour(List<Pair> pairs) {
        final Map<Integer, List<Pair>> hours = new TreeMap<>();
        pairs.forEach(
                pair -> hours.computeIfAbsent(ModelledSpreads.hourOf(pair.openTimeMs()), hour -> new ArrayList<>())
                        .add(pair));
        final Map<Integer, SpreadErrors> byHour = new TreeMap<>();
        hours.forEach((hour, of) -> byHour.put(hour, errors(of)));
        return byHour;
    }

    /** How far pairs lie apart. */
    static SpreadErrors errors(List<Pair> pairs) {
        return SpreadErrors.of(
                pairs.stream().mapToDouble(Pair::recordedBps).toArray(),
                pairs.stream().mapToDouble(Pair::modelledBps).toArray());
    }
}
