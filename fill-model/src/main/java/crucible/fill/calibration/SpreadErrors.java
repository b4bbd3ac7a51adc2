package crucible.fill.calibration;

import crucible.model.Require;
import java.util.Arrays;

/**
 * Modelled spreads against recorded ones, one pair per bar. All in basis points of the price.
 *
 * @param bars number of pairs, at least 1
 * @param recordedMeanBps mean of the recorded spreads
 * @param recordedMedianBps their median
 * @param recordedP90Bps what nine in ten of them do not exceed
 * @param modelledMeanBps mean of the modelled spreads
 * @param modelledMedianBps their median
 * @param biasBps mean of modelled less recorded: above 0 the model is dearer than the market
 * @param coverage part of the bars whose modelled spread is not below the recorded one, in [0, 1]
 * @param worstDecileBps mean of recorded less modelled over the tenth of the bars where that is largest, at least one bar:
 *     above 0 the model is kinder than the market there
 */
public record SpreadErrors(
        int bars,
        double recordedMeanBps,
        double recordedMedianBps,
        double recordedP90Bps,
        double modelledMeanBps,
        double modelledMedianBps,
        double biasBps,
        double coverage,
        double worstDecileBps) {
    private static final double EPSILON_BPS = 1e-9;

    /** Of pairs; both arrays have the same length, at least 1, and are left as they are. */
    static SpreadErrors of(double[] recordedBps, double[] modelledBps) {
        final int bars = recordedBps.length;
        Require.that(bars > 0 && modelledBps.length == bars, "as many modelled as recorded spreads, at least 1", bars);
        final double[] missing = new double[bars];
        int covered = 0;
        for (int i = 0; i < bars; i++) {
            missing[i] = recordedBps[i] - modelledBps[i];
            covered += missing[i] <= EPSILON_BPS ? 1 : 0;
        }
        final double[] recorded = sorted(recordedBps);
        final double[] modelled = sorted(modelledBps);
        Arrays.sort(missing);
        final int tenth = Math.max(1, bars / 10);
        return new SpreadErrors(
                bars,
                mean(recorded),
                quantile(recorded, 0.5),
                quantile(recorded, 0.9),
                mean(modelled),
                quantile(modelled, 0.5),
                mean(modelled) - mean(recorded),
                (double) covered / bars,
                mean(Arrays.copyOfRange(missing, bars - tenth, bars)));
    }

    private static double[] sorted(double[] values) {
        final double[] copy = values.clone();
        Arrays.sort(copy);
        return copy;
    }

    private static double mean(double[] values) {
        double sum = 0;
        for (double value : values) {
            sum += value;
        }
        return sum / values.length;
    }

    /** The smallest value that at least this part of the sorted values does not exceed. */
    static double quantile(double[] sorted, double part) {
        final int rank = (int) Math.ceil(part * sorted.length);
        return sorted[Math.max(0, Math.min(sorted.length, rank) - 1)];
    }
}
