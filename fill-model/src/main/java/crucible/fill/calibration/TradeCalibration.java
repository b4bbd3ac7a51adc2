package crucible.fill.calibration;

import crucible.fill.spread.SpreadEstimator;
import crucible.model.Require;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.TreeMap;

/**
 * One instrument's recorded trades against what the model charges for a round trip: the modelled spread and slippage twice.
 * What trades paid is their effective spread, by the best of three {@linkplain Method methods} that the recording allows.
 * Give it bars, quotes and trades, each in ascending time, then ask. Belongs to one thread.
 */
public final class TradeCalibration {
    /** How old a quote may be at a trade; an older middle is another market's. */
    public static final long MOST_QUOTE_AGE_MS = 10_000;

    /** How far apart neighbouring trades of opposite sides may be: later the market has moved with the first of them. */
    public static final long MOST_BOUNCE_MS = 1_000;

    private static final int FEWEST_QUOTED = 30;
    private static final int FEWEST_BOUNCES = 5;
    private static final int FEWEST_MATCHED = 12;
    private static final long HOUR_MS = 3_600_000;
    private static final double BPS = 1e4;

    private final ModelledSpreads modelled;
    private final double slippageBps;
    private final TreeMap<Long, Double> mids = new TreeMap<>();
    private final TreeMap<Long, double[]> quoted = new TreeMap<>();
    private final TreeMap<Long, double[]> bounced = new TreeMap<>();
    private long trades;
    private long quotedTrades;
    private boolean allSided = true;
    private int lastSide;
    private double lastPrice;
    private long lastTimeMs;
    private int lastTick;

    /** How the effective spread of trades is measured. */
    public enum Method {
        /** Twice the distance from the middle of a quote at most ten seconds old: a measurement. Windows are 5m bars. */
        QUOTED,
        /**
         * The mean of what a buyer paid more than a seller got, over neighbouring trades of opposite sides at most a second
         * apart (Huang and Stoll, 1997, their basic regression): moves between the two add noise, and what a trade moves the
         * market is missing. Windows are hours with five such pairs or more.
         */
        SIDES,
        /** The same with sides guessed by the tick rule (Lee and Ready, 1991): every move counts as a bounce, too wide. */
        TICK_RULE
    }

    /**
     * @param tickSize price step, above 0
     * @param bars how many bars the model looks back on
     * @param slippageBps what the model charges a side beside the touch
     */
    public TradeCalibration(double tickSize, SpreadEstimator estimator, int bars, double slippageBps) {
        this.modelled = new ModelledSpreads(tickSize, estimator, bars);
        this.slippageBps = slippageBps;
    }

    /** A closed bar of trades. What it shows is believed from the next bar on. */
    public void bar(long openTimeMs, double open, double high, double low, double close) {
        modelled.bar(openTimeMs, open, high, low, close);
    }

    /** A recorded quote, before the trades of its time; one that is crossed says nothing. */
    public void quote(long timeMs, double bid, double ask) {
        if (Require.positive("bid", bid) <= Require.positive("ask", ask)) {
            mids.put(timeMs, (bid + ask) / 2);
        }
    }

    /**
     * A recorded trade.
     *
     * @param price above 0
     * @param side 1 where the taker bought, −1 where it sold, 0 where that is not recorded
     */
    public void trade(long timeMs, double price, int side) {
        Require.positive("price", price);
        Require.that(side >= -1 && side <= 1, "side is 1, -1 or 0", side);
        trades++;
        final Map.Entry<Long, Double> mid = mids.floorEntry(timeMs);
        if (mid != null && timeMs - mid.getKey() <= MOST_QUOTE_AGE_MS) {
            quotedTrades++;
            add(
                    quoted,
                    Math.floorDiv(timeMs, SpreadCalibration.BAR_MS) * SpreadCalibration.BAR_MS,
                    2 * BPS * Math.abs(price - mid.getValue()) / mid.getValue());
        }
        allSided &= side != 0;
        if (lastPrice > 0 && price != lastPrice) {
            lastTick = price > lastPrice ? 1 : -1;
        }
        final int taken = side != 0 ? side : lastTick;
        if (lastSide * taken == -1 && timeMs - lastTimeMs <= MOST_BOUNCE_MS) {
            add(
                    bounced,
                    Math.floorDiv(timeMs, HOUR_MS) * HOUR_MS,
                    taken * BPS * (price - lastPrice) / ((price + lastPrice) / 2));
        }
        lastSide = taken;
        lastPrice = price;
        lastTimeMs = timeMs;
    }

    private static void add(TreeMap<Long, double[]> windows, long openMs, double bps) {
        final double[] sum = windows.computeIfAbsent(openMs, open -> new double[2]);
        sum[0] += bps;
        sum[1]++;
    }

    /**
     * What the comparison came to.
     *
     * @param matched whether bars and trades are of the same time; else each window is compared with the model's median at
     *     that hour of day
     * @param trades trades that were read
     * @param used trades, or neighbouring pairs of opposite sides, that the comparison rests on
     * @param total over all windows; recorded is the effective spread, modelled the spread and slippage twice
     * @param byHour by hour of day in UTC
     * @param pairs each window's begin with both
     */
    public record Result(
            Method method,
            boolean matched,
            long trades,
            long used,
            SpreadErrors total,
            Map<Integer, SpreadErrors> byHour,
            List<SpreadCalibration.Pair> pairs) {
        public Result {
            Require.present("method", method);
            Require.present("total", total);
            byHour = Map.copyOf(byHour);
            pairs = List.copyOf(pairs);
        }
    }

    /** The comparison; empty where too few trades or no estimate for any hour that has trades. */
    public Optional<Result> result() {
        final Method method =
                quotedTrades >= FEWEST_QUOTED ? Method.QUOTED : allSided ? Method.SIDES : Method.TICK_RULE;
        final boolean isQuoted = method == Method.QUOTED;
        final TreeMap<Long, double[]> windows = new TreeMap<>(isQuoted ? quoted : bounced);
        windows.values().removeIf(sum -> !isQuoted && sum[1] < FEWEST_BOUNCES);
        final long windowMs = isQuoted ? SpreadCalibration.BAR_MS : HOUR_MS;
        final List<SpreadCalibration.Pair> matched = new ArrayList<>();
        windows.forEach((open, sum) -> {
            final OptionalDouble model = modelled.mean(open, open + windowMs);
            if (model.isPresent()) {
                matched.add(pair(open, sum, model.getAsDouble()));
            }
        });
        final boolean isMatched = matched.size() >= FEWEST_MATCHED;
        final List<SpreadCalibration.Pair> pairs = isMatched ? matched : byHourOfDay(windows);
        if (pairs.isEmpty()) {
            return Optional.empty();
        }
        final long used =
                (long) windows.values().stream().mapToDouble(sum -> sum[1]).sum();
        return Optional.of(new Result(
                method,
                isMatched,
                trades,
                used,
                SpreadCalibration.errors(pairs),
                SpreadCalibration.byHour(pairs),
                pairs));
    }

    private SpreadCalibration.Pair pair(long openMs, double[] sum, double modelledBps) {
        return new SpreadCalibration.Pair(openMs, sum[0] / sum[1], modelledBps + 2 * slippageBps);
    }

    private List<SpreadCalibration.Pair> byHourOfDay(TreeMap<Long, double[]> windows) {
        final Map<Integer, Double> medians = modelled.medianByHour();
        final List<SpreadCalibration.Pair> pairs = new ArrayList<>();
        windows.forEach((open, sum) -> {
            final Double median = medians.get(ModelledSpreads.hourOf(open));
            if (median != null) {
                pairs.add(pair(open, sum, median));
            }
        });
        return pairs;
    }
}
