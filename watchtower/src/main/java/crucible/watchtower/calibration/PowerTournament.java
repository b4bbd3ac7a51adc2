package crucible.watchtower.calibration;

import crucible.model.Require;
import crucible.watchtower.WatchtowerSettings;
import crucible.watchtower.evidence.EProcess;
import crucible.watchtower.lifecycle.AnytimeGuard;
import crucible.watchtower.lifecycle.Finding;
import crucible.watchtower.lifecycle.PromotionRule;
import crucible.watchtower.stat.Moments;
import crucible.watchtower.stat.ProbabilisticSharpe;

/**
 * Agents with skill, each alone (N = 1): after how many trades the guard of a single agent lets them through, and after how
 * many a plain look at PSR would. Immutable; any thread.
 */
public final class PowerTournament {
    /** Rounding must not push a loss of exactly the bound beyond it. */
    private static final double INSIDE = 1 - 1e-12;

    private static final int NAIVE_FROM = 30;
    /** Who has not been found after so many times MinTRL is left as never found. */
    private static final double LONGEST_OF_MIN_TRL = 12;

    private final WatchtowerSettings settings;
    private final BoundedTrades trades;
    private final long seed;
    private final AnytimeGuard single;
    private final PromotionRule naive;
    private final double minTrl;

    /**
     * @param settings the live rules
     * @param trades with a Sharpe ratio above 0
     * @param seed of all draws
     */
    public PowerTournament(WatchtowerSettings settings, BoundedTrades trades, long seed) {
        this.settings = Require.present("settings", settings);
        this.trades = Require.present("trades", trades);
        Require.that(trades.sharpe() > 0, "the true Sharpe ratio is above 0", trades.sharpe());
        this.seed = seed;
        single = new AnytimeGuard(1, settings.promoteConfidence());
        naive = new PromotionRule(settings.promoteConfidence());
        minTrl = ProbabilisticSharpe.minTrackRecordLength(trades.sharpe(), 0, 0, 3, settings.promoteConfidence());
    }

    /** What one agent needed; the lists are by agent. */
    public PowerTimes watch(int first, int last) {
        final PowerTimes times = new PowerTimes(last - first);
        for (int agent = first; agent < last; agent++) {
            watch(agent, times, agent - first);
        }
        return times;
    }

    private void watch(int agent, PowerTimes times, int place) {
        final ReturnLaw.Stream returns = trades.stream(seed, agent);
        final EProcess betting = settings.newEProcess();
        final Moments record = new Moments();
        final double sigma = settings.lossBound().orElse(1) / trades.boundSigmas() * INSIDE;
        final double longest = LONGEST_OF_MIN_TRL * minTrl;
        int promoted = 0;
        int sure = 0;
        for (int n = 1; n <= longest && (promoted == 0 || sure == 0); n++) {
            final double value = sigma * returns.next();
            betting.add(value);
            record.add(value);
            if (promoted == 0 && single.at(betting.maximum(), betting.boundBreaks()) == Finding.PASS) {
                promoted = n;
            }
            if (sure == 0 && n >= NAIVE_FROM && naive.atPsr(ProbabilisticSharpe.psr(record, 0)) == Finding.PASS) {
                sure = n;
            }
        }
        times.found(place, promoted, sure);
    }

    /**
     * The fixed length to compare with: trades after which one look at PSR is sure enough if the sample shows the true
     * Sharpe ratio and the moments of a bell curve. Not rounded.
     */
    public double minTrl() {
        return minTrl;
    }
}
