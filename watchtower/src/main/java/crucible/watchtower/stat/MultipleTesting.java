package crucible.watchtower.stat;

import crucible.model.Require;
import java.util.Arrays;
import java.util.Comparator;
import java.util.stream.IntStream;

/**
 * Many tests at once. Adjusted p-values, as R's {@code p.adjust} gives them: a test is rejected at level α where its
 * adjusted p-value is at most α. Y. Benjamini and Y. Hochberg, JRSS B 57 (1995); Y. Benjamini and D. Yekutieli, Annals
 * of Statistics 29 (2001); S. Holm, Scandinavian Journal of Statistics 6 (1979); Y. Hochberg, Biometrika 75 (1988). And
 * e-BH: R. Wang and A. Ramdas, "False discovery rate control with e-values", JRSS B 84 (2022). Order and ties of the
 * tests do not matter.
 */
public final class MultipleTesting {
    /** Against what the adjustment guards. */
    public enum Method {
        /** False discovery rate, for independent or positively dependent tests. */
        BH,
        /** False discovery rate, whatever the dependence. */
        BY,
        /** Any false rejection, whatever the dependence. */
        HOLM,
        /** Any false rejection, for independent or positively dependent tests. */
        HOCHBERG,
        /** Any false rejection, whatever the dependence; never better than {@link #HOLM}. */
        BONFERRONI
    }

    private MultipleTesting() {}

    /** Adjusted p-values, in the order of {@code p}, each in [0, 1]; fails for a p-value outside of it. */
    public static double[] adjust(double[] p, Method method) {
        for (double one : p) {
            Require.between("a p-value", one, 0, 1);
        }
        final int m = p.length;
        final int[] ascending = order(p, Comparator.naturalOrder());
        final double[] adjusted = new double[m];
        double harmonic = 0;
        for (int i = 1; i <= m; i++) {
            harmonic += 1.0 / i;
        }
        final boolean stepsUp = method != Method.HOLM && method != Method.BONFERRONI;
        double running = stepsUp ? 1 : 0;
        for (int step = 0; step < m; step++) {
            final int rank = stepsUp ? m - step : step + 1;
            final int test = ascending[rank - 1];
            final double factor = switch (method) {
                case BH -> (double) m / rank;
                case BY -> harmonic * m / rank;
                case HOLM, HOCHBERG -> m - rank + 1;
                case BONFERRONI -> m;
            };
            final double scaled = factor * p[test];
            running = stepsUp ? Math.min(running, scaled) : Math.max(running, scaled);
            adjusted[test] = Math.min(1, method == Method.BONFERRONI ? scaled : running);
        }
        return adjusted;
    }

    /**
     * Which tests e-BH rejects: the k largest e-values, for the largest k whose k-th is at least m/(k·α). The false
     * discovery rate is at most α whatever the dependence, for e-values as of one moment; not for the highest that each
     * ever was.
     *
     * @param eValues each 0 or more
     * @param alpha in (0, 1)
     * @return indices from 0, ascending
     */
    public static int[] eBh(double[] eValues, double alpha) {
        Require.that(alpha > 0 && alpha < 1, "alpha lies in (0, 1)", alpha);
        for (double one : eValues) {
            Require.that(one >= 0, "an e-value is 0 or more", one);
        }
        final int m = eValues.length;
        final int[] descending = order(eValues, Comparator.reverseOrder());
        int rejected = 0;
        for (int k = 1; k <= m; k++) {
            if (k * eValues[descending[k - 1]] >= m / alpha) {
                rejected = k;
            }
        }
        return Arrays.stream(descending, 0, rejected).sorted().toArray();
    }

    private static int[] order(double[] values, Comparator<Double> by) {
        return IntStream.range(0, values.length)
                .boxed()
                .sorted(Comparator.comparing(i -> values[i], by))
                .mapToInt(Integer::intValue)
                .toArray();
    }
}
