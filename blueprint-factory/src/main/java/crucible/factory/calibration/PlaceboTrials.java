package crucible.factory.calibration;

import crucible.factory.trial.Trial;
import crucible.factory.trial.TrialHistory;
import crucible.factory.trial.TrialResult;
import crucible.factory.trial.TrialSettings;
import crucible.model.Bar;
import crucible.model.Blueprint;
import crucible.model.Condition;
import crucible.model.Direction;
import crucible.model.Distance;
import crucible.model.Draw;
import crucible.model.Instrument;
import crucible.model.Operand;
import crucible.model.Require;
import crucible.model.Timeframe;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * Runs placebos over candles of one instrument, a week at a time, each alone and with its starting capital. Immutable; any
 * thread.
 */
public final class PlaceboTrials {
    /** Length of a week. */
    public static final long WEEK_MS = 7 * 86_400_000L;
    /** Bars before a week that make the features complete. */
    private static final int WARM_UP_BARS = 60;
    /** A week with fewer of its 2,016 bars has holes, and is left out. */
    private static final int LEAST_BARS = 1_900;

    private final TrialSettings settings;
    private final int placebos;
    private final long seed;

    /**
     * @param settings capital, costs and spread
     * @param placebos of each week, 1 or more
     * @param seed of all draws
     */
    public PlaceboTrials(TrialSettings settings, int placebos, long seed) {
        this.settings = Require.present("settings", settings);
        this.placebos = (int) Require.positive("placebos", (long) placebos);
        this.seed = seed;
    }

    /** Where the whole weeks begin, in ascending order; each has its bars to warm up before it. */
    public static List<Integer> weeks(List<Bar> bars) {
        final List<Integer> starts = new ArrayList<>();
        int at = WARM_UP_BARS;
        while (at < bars.size()) {
            final int end = endOfWeek(bars, at);
            if (end == bars.size()
                    && bars.get(end - 1).closeTimeMs() - bars.get(at).openTimeMs() < WEEK_MS) {
                break;
            }
            if (end - at >= LEAST_BARS) {
                starts.add(at);
            }
            at = end;
        }
        return List.copyOf(starts);
    }

    /**
     * The placebos of one week; empty where none of them traded.
     *
     * @param bars 5m bars of the instrument, ascending
     * @param start one of {@link #weeks}
     */
    public Optional<PlaceboWeek> run(Instrument instrument, List<Bar> bars, int start) {
        final List<Bar> week = bars.subList(start - WARM_UP_BARS, endOfWeek(bars, start));
        final long fromMs = bars.get(start).openTimeMs();
        final Trial trial = new Trial(settings, List.of(instrument), TrialHistory.of(List.of(week)), fromMs);
        final Blueprint blueprint = blueprint(settings.costs().digest());
        final List<double[]> returns = new ArrayList<>();
        long trades = 0;
        for (int placebo = 0; placebo < placebos; placebo++) {
            final TrialResult result =
                    trial.runPlacebo(blueprint, Draw.bits(seed, "candle placebo", instrument.id(), fromMs, placebo));
            final double[] evidence = fromFirstOrder(result.equity().returns());
            if (evidence.length > 0) {
                returns.add(evidence);
                trades += result.trades().size();
            }
        }
        return returns.isEmpty()
                ? Optional.empty()
                : Optional.of(new PlaceboWeek(instrument.symbol(), fromMs, trades, returns));
    }

    private static int endOfWeek(List<Bar> bars, int start) {
        final long endMs = bars.get(start).openTimeMs() + WEEK_MS;
        int end = start;
        while (end < bars.size() && bars.get(end).openTimeMs() < endMs) {
            end++;
        }
        return end;
    }

    /** Equity stands still until the first order has been filled. */
    private static double[] fromFirstOrder(double[] returns) {
        int first = 0;
        while (first < returns.length && returns[first] == 0) {
            first++;
        }
        return Arrays.copyOfRange(returns, first, returns.length);
    }

    /** A placebo takes sizes, stops and holding times from it, and how often its rule holds: on about every second bar. */
    private static Blueprint blueprint(String costDigest) {
        return new Blueprint(
                "candle placebo",
                "placebo",
                new Blueprint.Scope(Timeframe.M5, List.of()),
                new Blueprint.EntryPlan(
                        Direction.LONG,
                        new Condition.Compare(
                                new Operand.FeatureRef("close", List.of()),
                                Condition.Comparison.GREATER,
                                new Operand.FeatureRef("ema", List.of(20.0))),
                        0.9,
                        4),
                new Blueprint.ExitPlan(null, new Distance.Percent(2), null, 12),
                costDigest);
    }
}
