package crucible.watchtower.evidence;

import crucible.model.Require;
import crucible.watchtower.stat.Moments;
import crucible.watchtower.stat.ProbabilisticSharpe;

/**
 * What is kept of a trial's returns: enough for its PSR and DSR and for the N and V of others. Immutable; what does not
 * exist is NaN.
 *
 * @param observations number of returns, not negative
 * @param mean of them
 * @param sd standard deviation, divisor n − 1
 * @param skewness divisor n
 * @param kurtosis Pearson's, divisor n: 3 for the bell curve
 */
public record ReturnSummary(long observations, double mean, double sd, double skewness, double kurtosis) {
    public ReturnSummary {
        Require.notNegative("observations", observations);
        Require.that(!(sd < 0), "sd is 0 or more, or does not exist", sd);
    }

    /** Of a record as it is now. */
    public static ReturnSummary of(Moments moments) {
        return new ReturnSummary(moments.count(), moments.mean(), moments.sd(), moments.skewness(), moments.kurtosis());
    }

    /** Sharpe ratio per observation; NaN where the returns do not vary. */
    public double sharpe() {
        return Double.isNaN(skewness) ? Double.NaN : mean / sd;
    }

    /** {@code SR·√n}; NaN where there is no Sharpe ratio. */
    public double t() {
        return sharpe() * Math.sqrt((double) observations);
    }

    /** Probability that the true Sharpe ratio is above {@code benchmark}; NaN where it does not exist. */
    public double psr(double benchmark) {
        return ProbabilisticSharpe.psr(sharpe(), benchmark, (double) observations, skewness, kurtosis);
    }

    /** PSR against what the best of those who competed would show by luck over as many observations. */
    public double dsr(Deflation field) {
        return observations < 2 ? Double.NaN : psr(field.hurdle((double) observations));
    }
}
