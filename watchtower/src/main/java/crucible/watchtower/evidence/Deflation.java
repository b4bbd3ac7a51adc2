package crucible.watchtower.evidence;

import crucible.model.Require;
import crucible.model.TrialCount;
import crucible.watchtower.stat.DeflatedSharpe;
import crucible.watchtower.stat.Moments;
import crucible.watchtower.stat.ProbabilisticSharpe;

/**
 * What a record has to beat: the best that those who competed for the same sample would show by luck. Immutable; a value of
 * this type says how many there were and who was counted, so that nobody deflates by 1 unawares.
 *
 * @param scope who was counted
 * @param trials N: how many competed, 1 or more; need not be whole, since copies of each other count for fewer
 * @param varianceOfT V: variance of the trials' t = SR·√(their length), at least 1 because luck alone spreads them by that
 * @param records how many records N comes from, where those that move together are counted once; else 0
 * @param groups how many of them are left so; else 0
 */
public record Deflation(TrialCount.Scope scope, double trials, double varianceOfT, long records, long groups) {
    /** Fails for fewer trials than 1 and a variance below 1. */
    public Deflation {
        Require.present("scope", scope);
        Require.that(trials >= 1 && trials < Double.POSITIVE_INFINITY, "trials is 1 or more", trials);
        Require.that(
                varianceOfT >= 1 && varianceOfT < Double.POSITIVE_INFINITY, "varianceOfT is 1 or more", varianceOfT);
    }

    /** Where every record counts. */
    public Deflation(TrialCount.Scope scope, double trials, double varianceOfT) {
        this(scope, trials, varianceOfT, 0, 0);
    }

    /** As an event tells it. */
    public static Deflation of(TrialCount count) {
        return new Deflation(count.scope(), count.trials(), count.varianceOfT(), count.records(), count.groups());
    }

    /**
     * The Sharpe ratio per observation to beat with {@code n} observations, {@code √(V/n)·z(N)}; 0 at N = 1, never
     * negative.
     */
    public double hurdle(double n) {
        return DeflatedSharpe.scaledHurdle(trials, varianceOfT, n);
    }

    /** Deflated Sharpe ratio of a record: PSR against the hurdle for its length. NaN where PSR does not exist. */
    public double dsr(Moments moments) {
        return DeflatedSharpe.scaledDsr(moments, trials, varianceOfT);
    }

    /** How far a record's t statistic lies above the best that luck is expected to show; NaN where it has none. */
    public double lead(Moments moments) {
        return moments.t() - hurdle(1);
    }

    /**
     * Observations in all at which PSR against 0 and DSR would both be at {@code confidence}, if nothing but the length
     * changed; NaN where the Sharpe ratio is not above 0.
     */
    public double observationsNeeded(Moments moments, double confidence) {
        return DeflatedSharpe.observationsNeeded(moments, trials, varianceOfT, confidence);
    }

    /**
     * Whether a record is better than 0 and than luck's best, both at {@code confidence}; false where either does not
     * exist.
     */
    public boolean passes(Moments moments, double confidence) {
        return ProbabilisticSharpe.psr(moments, 0) >= confidence && dsr(moments) >= confidence;
    }
}
