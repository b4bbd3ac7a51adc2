package crucible.watchtower.stat;

import crucible.model.Require;
import crucible.model.StateHolder;
import crucible.model.StateSink;

/**
 * How far the numbers of a stream depend on the ones before them, and so how many independent ones the record is worth.
 * O(lags) per number, a constant; allocates nothing after construction; belongs to one thread. NaN where something does
 * not exist.
 *
 * <p>Autocovariances have divisor n. The long-run variance is that of Newey and West, "A simple, positive semi-definite,
 * heteroskedasticity and autocorrelation consistent covariance matrix", Econometrica 55 (1987): Bartlett's weights
 * {@code 1 − j/(L + 1)}, no correction for small samples, no prewhitening; the number of lags L by the rule of Newey and
 * West (1994), {@code ⌊4·(n/100)^(2/9)⌋}.
 */
public final class SerialDependence implements StateHolder {
    private final int lags;
    private long count;
    /** Subtracted from every number: sums stay small where the numbers are far from 0. */
    private double origin;

    private double sum;
    /** Of products of numbers j apart. */
    private double[] products;
    /** The first numbers, and the newest, which stand at index modulo lags. */
    private double[] first;

    private double[] newest;

    /** @param lags largest lag that is looked at, from 1 to 500; 24 serve records of up to 360,000 by the rule */
    public SerialDependence(int lags) {
        this.lags = Require.between("lags", lags, 1, 500);
        products = new double[lags + 1];
        first = new double[lags];
        newest = new double[lags];
    }

    /** Adds one finite number; NaN or an infinity is an {@link IllegalArgumentException} and changes nothing. */
    public void add(double value) {
        if (!(Math.abs(value) < Double.POSITIVE_INFINITY)) {
            throw new IllegalArgumentException("required: an observation is finite, but was " + value);
        }
        if (count == 0) {
            origin = value;
        }
        final double x = value - origin;
        final int place = (int) (count % lags);
        products[0] += x * x;
        final int known = (int) Math.min(count, lags);
        // The number j ago stands j places back, around the end.
        for (int j = 1, at = place; j <= known; j++) {
            at = at == 0 ? lags - 1 : at - 1;
            products[j] += x * newest[at];
        }
        if (count < lags) {
            first[(int) count] = x;
        }
        newest[place] = x;
        sum += x;
        count++;
    }

    /** How many numbers were added. */
    public long count() {
        return count;
    }

    /** Autocovariance at a lag, divisor n; NaN of nothing, 0 at lags that are not shorter than the record. */
    public double autocovariance(int lag) {
        Require.between("lag", lag, 0, lags);
        if (count == 0) {
            return Double.NaN;
        }
        if (lag >= count) {
            return 0;
        }
        double head = 0;
        double tail = 0;
        for (int i = 0; i < lag; i++) {
            head += first[i];
            tail += newest[(int) Math.floorMod(count - 1 - i, (long) lags)];
        }
        final double mean = sum / count;
        return (products[lag] - mean * (2 * sum - head - tail) + (count - lag) * mean * mean) / count;
    }

    /** Autocorrelation at a lag, in [−1, 1]; NaN where the numbers do not vary. */
    public double autocorrelation(int lag) {
        return varies() ? autocovariance(lag) / autocovariance(0) : Double.NaN;
    }

    /** Variance of √n times the mean, by Newey and West with {@code lag} lags; NaN of nothing. */
    public double longRunVariance(int lag) {
        double total = autocovariance(0);
        for (int j = 1; j <= lag; j++) {
            total += 2 * (1 - j / (lag + 1.0)) * autocovariance(j);
        }
        return total;
    }

    /** The rule's number of lags for this record, at most the largest that is looked at. */
    public int ruledLag() {
        // Not pow, which allocates.
        return (int) Math.min(lags, 4 * StrictMath.exp(2.0 / 9 * StrictMath.log(count / 100.0)));
    }

    /** Standard error of the mean by Newey and West with {@code lag} lags. */
    public double standardError(int lag) {
        return Math.sqrt(longRunVariance(lag) / count);
    }

    /**
     * How many independent numbers would tell as much about the mean: {@code n·variance / long-run variance}, at the ruled
     * lag. At most n: numbers that alternate would count for more, but to rely on that is to be optimistic. NaN where the
     * numbers do not vary.
     */
    public double effectiveSize() {
        if (!varies()) {
            return Double.NaN;
        }
        final double longRun = longRunVariance(ruledLag());
        return longRun > 0 ? Math.min((double) count, count * autocovariance(0) / longRun) : (double) count;
    }

    private boolean varies() {
        return count >= 2 && Moments.vary(origin + sum / count, Math.sqrt(Math.max(0, autocovariance(0))));
    }

    @Override
    public void visit(StateSink sink) {
        sink.begin("serialDependence", 1);
        count = sink.field("count", count);
        origin = sink.field("origin", origin);
        sum = sink.field("sum", sum);
        products = sink.field("products", products, lags + 1);
        first = sink.field("first", first, lags);
        newest = sink.field("newest", newest, lags);
        sink.end();
    }
}
