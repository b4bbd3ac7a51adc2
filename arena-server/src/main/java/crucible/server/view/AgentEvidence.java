package crucible.server.view;

import crucible.model.AgentScore;
import java.util.OptionalDouble;
import java.util.OptionalLong;

/**
 * An agent's statistics as of the last boundary; what does not exist is absent.
 *
 * @param observations length of the evidence series
 * @param sharpe Sharpe ratio per observation, not annualised
 * @param psr probability that the true Sharpe ratio is above 0
 * @param dsr probability that it is above what the best of all trials would show by luck
 * @param eValue evidence against "no skill" that stays valid however often one looks
 * @param highestEValue the highest it ever was: what promotion asks for
 * @param unseenBoundBreaks losses beyond the believed bound that no operator has acknowledged; they bar promotion
 * @param tradesToPromotion about how many more trades at this Sharpe ratio promotion would take
 * @param held the record beside its own exposure
 */
public record AgentEvidence(
        long observations,
        OptionalDouble sharpe,
        OptionalDouble psr,
        OptionalDouble dsr,
        OptionalDouble eValue,
        OptionalDouble highestEValue,
        long unseenBoundBreaks,
        OptionalLong tradesToPromotion,
        Held held)
        implements Inlined {
    /**
     * A record that was only ever long beside the holding of its own average exposure in its own instruments over the same
     * bars.
     *
     * @param averageExposure part of equity that was held on average
     * @param ownReturnFrac what the record returned
     * @param heldReturnFrac what holding that part all the time would have returned, without costs
     */
    public record Held(OptionalDouble averageExposure, OptionalDouble ownReturnFrac, OptionalDouble heldReturnFrac)
            implements Inlined {
        /** Nothing to compare: it may go short, or has no record yet. */
        public static final Held NONE =
                new Held(OptionalDouble.empty(), OptionalDouble.empty(), OptionalDouble.empty());

        private static Held of(AgentScore.Held held) {
            return new Held(
                    OptionalDouble.of(held.averageExposure()),
                    OptionalDouble.of(held.ownReturn()),
                    OptionalDouble.of(held.heldReturn()));
        }
    }

    /** Before the first observation. */
    public static final AgentEvidence NONE = new AgentEvidence(
            0,
            OptionalDouble.empty(),
            OptionalDouble.empty(),
            OptionalDouble.empty(),
            OptionalDouble.empty(),
            OptionalDouble.empty(),
            0,
            OptionalLong.empty(),
            Held.NONE);

    /** The same once an operator has seen the losses beyond the bound. */
    public AgentEvidence acknowledged() {
        return new AgentEvidence(observations, sharpe, psr, dsr, eValue, highestEValue, 0, tradesToPromotion, held);
    }

    /** What the judge says. */
    public static AgentEvidence of(AgentScore score) {
        return new AgentEvidence(
                score.observations(),
                score.sharpePerBar(),
                score.psr(),
                score.dsr(),
                score.eValue(),
                score.highestEValue(),
                score.unseenBoundBreaks(),
                score.tradesToPromotion(),
                score.held().map(Held::of).orElse(Held.NONE));
    }
}
