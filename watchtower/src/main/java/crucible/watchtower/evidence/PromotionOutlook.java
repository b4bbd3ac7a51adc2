package crucible.watchtower.evidence;

import crucible.watchtower.stat.Moments;
import crucible.watchtower.stat.Normal;

/**
 * How far promotion is, by rules of thumb over the t statistic of a record: for people to plan by, never to decide by. PSR
 * and DSR pass at {@code z(confidence) + hurdle}; an e-value of g is reached near {@code t = √(2·(ln g + price))}, because
 * the bet that suits a record of n returns best grows by about exp(t²/2), less what the mixture pays for not knowing it.
 */
public final class PromotionOutlook {
    /** ln of one over the part of the first unit of wealth that the fitting bet has: about 7 of 32. */
    private static final double PRICE_OF_THE_MIXTURE = 1.52;

    private PromotionOutlook() {}

    /** The t statistic near which the e-value reaches {@code guard}; 0 for a guard of 1 or less, which is none. */
    public static double tOfGuard(double guard) {
        return guard > 1 ? Math.sqrt(2 * (StrictMath.log(guard) + PRICE_OF_THE_MIXTURE)) : 0;
    }

    /** The t statistic near which all gates are passed. */
    public static double tNeeded(Deflation field, double confidence, double guard) {
        return Math.max(Normal.inverse(confidence) + field.hurdle(1), tOfGuard(guard));
    }

    /**
     * About how likely an agent with this true Sharpe ratio per observation would pass all gates at a look after {@code n}
     * observations; NaN for none.
     */
    public static double power(double sharpe, double n, Deflation field, double confidence, double guard) {
        return n >= 1 ? Normal.cdf(sharpe * Math.sqrt(n) - tNeeded(field, confidence, guard)) : Double.NaN;
    }

    /**
     * About how many observations in all the record needs if its Sharpe ratio stays; NaN where it is not above 0.
     *
     * @param guard e-value still to be reached; 1 where it has been, or there is no guard
     */
    public static double observationsNeeded(Moments record, Deflation field, double confidence, double guard) {
        final double root = tOfGuard(guard) / record.sharpe();
        final double byRatios = field.observationsNeeded(record, confidence);
        return Double.isNaN(byRatios) ? Double.NaN : Math.max(byRatios, root * root);
    }
}
