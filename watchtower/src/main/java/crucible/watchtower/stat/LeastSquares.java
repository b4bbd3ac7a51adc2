package crucible.watchtower.stat;

/**
 * The straight line through points that makes the squares of the vertical distances least. NaN where it does not exist:
 * fewer than two points or no variation in x; {@code rSquared} also where there is none in y.
 *
 * @param slope of y on x
 * @param intercept y at x = 0
 * @param rSquared share of the variance of y that the line explains, in [0, 1]
 */
public record LeastSquares(double slope, double intercept, double rSquared) {
    /** The line through the points (x[i], y[i]); both are finite and of one length. */
    public static LeastSquares of(double[] x, double[] y) {
        final Moments xs = Moments.of(x);
        final Moments ys = Moments.of(y);
        double xx = 0;
        double xy = 0;
        double yy = 0;
        for (int i = 0; i < x.length; i++) {
            final double dx = x[i] - xs.mean();
            final double dy = y[i] - ys.mean();
            xx += dx * dx;
            xy += dx * dy;
            yy += dy * dy;
        }
        final double slope = xs.varies() ? xy / xx : Double.NaN;
        return new LeastSquares(slope, ys.mean() - slope * xs.mean(), ys.varies() ? slope * xy / yy : Double.NaN);
    }
}
