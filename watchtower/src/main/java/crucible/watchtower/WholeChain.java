package crucible.watchtower;

import crucible.model.AgentState;
import crucible.model.Draw;
import crucible.model.Require;
import crucible.model.TrialCount;
import crucible.watchtower.calibration.BoundedTrades;
import crucible.watchtower.evidence.Deflation;
import crucible.watchtower.evidence.EProcess;
import crucible.watchtower.lifecycle.DecayRule;
import crucible.watchtower.stat.Moments;
import crucible.watchtower.stat.ProbabilisticSharpe;
import crucible.watchtower.stat.RollingMoments;
import java.util.SplittableRandom;

/**
 * Agents of known skill under all rules of the arena at once, by default settings: the rising bar, the newest trades, PSR and
 * DSR among 200, and the season's guard. Beside them, what the naive promotion (PSR alone, at any trade) and the literal decay
 * rule would have done to the same agents. Stateless; agents may be spread over threads by their numbers.
 *
 * @param sharpe true Sharpe ratio per trade; 0 or below for agents without skill
 * @param boundSigmas the bound on the loss, in standard deviations of an observation
 * @param barsPerTrade observations from one closed trade to the next: 1 for a record of trades; the live rules see bars
 * @param trades how long each is watched
 * @param seed of all draws
 */
public record WholeChain(double sharpe, double boundSigmas, int barsPerTrade, int trades, long seed) {
    private static final WatchtowerSettings RULES = WatchtowerSettings.defaults();
    private static final Deflation AMONG_200 = new Deflation(TrialCount.Scope.LIVE_RECORDS, 200, 1);
    private static final long OLD_ENOUGH_MS = 3_650L * 86_400_000;

    public WholeChain {
        Require.positive("boundSigmas", boundSigmas);
        Require.positive("barsPerTrade", (long) barsPerTrade);
        Require.positive("trades", (long) trades);
    }

    /**
     * What became of one agent.
     *
     * @param promotedAt closed trades at its promotion; 0 where it was not
     * @param endedAt closed trades at its end; 0 where it was not ended
     * @param naivePromotedAt closed trades at which PSR was 99 % first, from the thirtieth on; 0 for never
     * @param literalEndedAt closed trades at which PSR was below 90 % first, from the thirtieth on; 0 for never
     */
    public record Life(int promotedAt, int endedAt, int naivePromotedAt, int literalEndedAt) {}

    /** The life of an agent. */
    public Life play(int agent) {
        final SplittableRandom random = new SplittableRandom(Draw.bits(seed, "chain", agent, barsPerTrade, 0));
        final BoundedTrades returns = new BoundedTrades(sharpe / Math.sqrt(barsPerTrade), boundSigmas);
        final double sigma = RULES.lossBound().orElse(1) / boundSigmas * (1 - 1e-12);
        final Simulated simulated = new Simulated();
        final Lifecycle lifecycle = new Lifecycle(RULES);
        final Looks looks = new Looks();
        int promotedAt = 0;
        int endedAt = 0;
        int naiveAt = 0;
        int literalAt = 0;
        for (int trade = 1; trade <= trades && (endedAt == 0 || naiveAt == 0 || literalAt == 0); trade++) {
            for (int bar = 0; bar < barsPerTrade; bar++) {
                simulated.observe(sigma * returns.next(random));
            }
            simulated.close();
            if (trade >= RULES.minTrades() && (naiveAt == 0 || literalAt == 0)) {
                final double psr = simulated.psr();
                naiveAt = naiveAt == 0 && psr >= RULES.promoteConfidence() ? trade : naiveAt;
                literalAt = literalAt == 0 && psr < RULES.decayConfidence() ? trade : literalAt;
            }
            final Ruling ruling = endedAt > 0 ? null : lifecycle.judge(simulated, looks, AMONG_200, OLD_ENOUGH_MS);
            if (ruling != null && ruling.isPromotion()) {
                promotedAt = trade;
                simulated.state = AgentState.PROMOTED;
            } else if (ruling != null) {
                endedAt = trade;
            }
        }
        return new Life(promotedAt, endedAt, naiveAt, literalAt);
    }

    /** An agent of which only the evidence matters. */
    private static final class Simulated implements Standing {
        private final Moments evidence = new Moments();
        private final Moments window = new Moments();
        private final RollingMoments newest =
                new RollingMoments(1 + DecayRule.ROLLING_TRADES / DecayRule.FURTHER_LOOKS_TRADES);
        private final EProcess betting = RULES.newEProcess();
        private AgentState state = AgentState.ACTIVE;
        private long closedTrades;

        void observe(double value) {
            evidence.add(value);
            newest.addToBlock(value, closedTrades / DecayRule.FURTHER_LOOKS_TRADES);
            betting.add(value);
        }

        void close() {
            closedTrades++;
            newest.advanceToBlock(closedTrades / DecayRule.FURTHER_LOOKS_TRADES);
        }

        @Override
        public AgentState state() {
            return state;
        }

        @Override
        public boolean isPromoted() {
            return state == AgentState.PROMOTED;
        }

        @Override
        public long equityUsdE8() {
            return 1;
        }

        @Override
        public long peakUsdE8() {
            return 1;
        }

        @Override
        public long closedTrades() {
            return closedTrades;
        }

        @Override
        public long birthTimeMs() {
            return 0;
        }

        @Override
        public long idleMs() {
            return 0;
        }

        @Override
        public long staleMs() {
            return 0;
        }

        @Override
        public long untradeableMs() {
            return 0;
        }

        @Override
        public double psr() {
            return ProbabilisticSharpe.psr(evidence, 0);
        }

        @Override
        public double rollingPsr() {
            newest.mergeInto(window);
            return ProbabilisticSharpe.psr(window, 0);
        }

        @Override
        public double dsr(Deflation field) {
            return field.dsr(evidence);
        }

        @Override
        public double highestEValue() {
            return betting.maximum();
        }

        @Override
        public long unseenBreaks() {
            return betting.boundBreaks();
        }
    }
}
