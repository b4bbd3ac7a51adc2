package crucible.watchtower.evidence;

import crucible.model.Require;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * How many of the trials are really different ones: children of one parent that hold the same positions are one trial, not
 * ten. Trials are put together, two groups at a time, as long as the average correlation between the members of two
 * groups is at least a threshold (average linkage). O(trials³); for reports, not for the judge's thread.
 */
public final class EffectiveTrials {
    private EffectiveTrials() {}

    /**
     * Groups of trials.
     *
     * @param labels group of each trial, numbered from 0 in the order of their first members
     * @param clusters how many groups there are: the effective N
     */
    public record Clusters(int[] labels, int clusters) {}

    /**
     * @param returns one series per trial, all of one length of two or more; a trial whose returns do not vary correlates
     *     with none
     * @param threshold average correlation from which on two groups are one, in (−1, 1]
     */
    public static Clusters of(List<double[]> returns, double threshold) {
        Require.that(threshold > -1 && threshold <= 1, "threshold lies in (-1, 1]", threshold);
        final int n = returns.size();
        final double[][] correlation = correlations(returns);
        final List<List<Integer>> groups = new ArrayList<>();
        for (int i = 0; i < n; i++) {
            groups.add(new ArrayList<>(List.of(i)));
        }
        boolean joined = n > 1;
        while (joined) {
            joined = joinClosest(groups, correlation, threshold);
        }
        final int[] labels = new int[n];
        groups.sort((a, b) -> Integer.compare(a.get(0), b.get(0)));
        for (int group = 0; group < groups.size(); group++) {
            for (int trial : groups.get(group)) {
                labels[trial] = group;
            }
        }
        return new Clusters(labels, groups.size());
    }

    private static boolean joinClosest(List<List<Integer>> groups, double[][] correlation, double threshold) {
        int first = -1;
        int second = -1;
        double closest = threshold;
        for (int a = 0; a < groups.size(); a++) {
            for (int b = a + 1; b < groups.size(); b++) {
                final double average = average(groups.get(a), groups.get(b), correlation);
                if (average > closest || first < 0 && average == closest) {
                    closest = average;
                    first = a;
                    second = b;
                }
            }
        }
        if (first < 0) {
            return false;
        }
        groups.get(first).addAll(groups.remove(second));
        groups.get(first).sort(null);
        return true;
    }

    private static double average(List<Integer> one, List<Integer> other, double[][] correlation) {
        double sum = 0;
        for (int a : one) {
            for (int b : other) {
                sum += correlation[a][b];
            }
        }
        return sum / ((double) one.size() * other.size());
    }

    private static double[][] correlations(List<double[]> returns) {
        final int n = returns.size();
        final double[][] standard = new double[n][];
        for (int i = 0; i < n; i++) {
            final double[] series = returns.get(i);
            Require.that(
                    series.length >= 2 && series.length == returns.get(0).length,
                    "every trial has as many returns as the first, at least two",
                    series.length);
            standard[i] = standardised(series);
        }
        final double[][] correlation = new double[n][n];
        for (int i = 0; i < n; i++) {
            for (int j = 0; j < i; j++) {
                double sum = 0;
                for (int t = 0; t < standard[i].length; t++) {
                    sum += standard[i][t] * standard[j][t];
                }
                correlation[i][j] = sum;
                correlation[j][i] = sum;
            }
        }
        return correlation;
    }

    /** Mean 0 and sum of squares 1; all 0 where it does not vary. */
    private static double[] standardised(double[] series) {
        final double mean = Arrays.stream(series).sum() / series.length;
        final double[] centred = Arrays.stream(series).map(one -> one - mean).toArray();
        final double norm =
                Math.sqrt(Arrays.stream(centred).map(one -> one * one).sum());
        return Arrays.stream(centred)
                .map(one -> norm > 1e-12 * Math.abs(mean) && norm > 0 ? one / norm : 0)
                .toArray();
    }
}
