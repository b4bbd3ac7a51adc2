package crucible.watchtower.calibration;

import crucible.model.Draw;
import crucible.model.Require;
import java.util.SplittableRandom;

/**
 * Trades as brackets make them: Student-t with 4 degrees of freedom whose losses are cut off at a bound, shifted and
 * scaled to a variance of 1 and a given mean, so that the mean is the true Sharpe ratio and no loss is beyond
 * {@code boundSigmas}. Immutable.
 */
public final class BoundedTrades {
    private static final int STEPS = 20_000;

    private final double cut;
    private final double mean;
    private final double sd;
    private final double sharpe;
    private final double boundSigmas;

    /**
     * @param sharpe true Sharpe ratio of a trade, between −1 and 1
     * @param boundSigmas the largest loss in standard deviations, in [2, 100]
     */
    public BoundedTrades(double sharpe, double boundSigmas) {
        Require.that(Math.abs(sharpe) < 1, "sharpe lies between -1 and 1", sharpe);
        Require.between("boundSigmas", boundSigmas, 2, 100);
        this.sharpe = sharpe;
        this.boundSigmas = boundSigmas;
        double limit = Math.sqrt(2) * (boundSigmas + sharpe);
        double m = 0;
        double s = 1;
        for (int i = 0; i < 60; i++) {
            m = integral(limit, 0);
            s = Math.sqrt(2 - 2 * integral(limit, 1) - m * m);
            limit = s * (boundSigmas + sharpe) - m;
        }
        cut = limit;
        mean = m;
        sd = s;
    }

    /** True Sharpe ratio of a trade. */
    public double sharpe() {
        return sharpe;
    }

    /** The largest loss, in standard deviations. */
    public double boundSigmas() {
        return boundSigmas;
    }

    /** Trades of one agent, in standard deviations; agents of one number are dealt the same luck under every law. */
    public ReturnLaw.Stream stream(long seed, int agent) {
        final SplittableRandom random = new SplittableRandom(Draw.bits(seed, "trade", agent, 0, 0));
        return () -> sharpe + (Math.max(ReturnLaw.student(random, 4), -cut) - mean) / sd;
    }

    /** Of x^power · P(T > x) from {@code from} to infinity, by the midpoint rule in from/x. */
    private static double integral(double from, int power) {
        double sum = 0;
        for (int i = 0; i < STEPS; i++) {
            final double v = (i + 0.5) / STEPS;
            final double x = from / v;
            sum += (power == 0 ? 1 : x) * upperTail(x) * from / (v * v);
        }
        return sum / STEPS;
    }

    /** P(T > x) of Student's t with 4 degrees of freedom; the difference of nearly equal numbers is avoided. */
    private static double upperTail(double x) {
        final double root = x / Math.sqrt(4 + x * x);
        // 1/2 − 3/4·root + 1/4·root³ = (1 − root)²·(2 + root)/4, and 1 − root = 4 / ((4 + x²)(1 + root)).
        final double rest = 4 / ((4 + x * x) * (1 + root));
        return rest * rest * (2 + root) / 4;
    }
}
