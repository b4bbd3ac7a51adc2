package crucible.model;

import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalLong;

/**
 * An agent's statistics as of a boundary; what does not exist is absent.
 *
 * @param observations length of the evidence series
 * @param sharpePerBar mean over standard deviation (n − 1) of the evidence returns, not annualised
 * @param psr probability that the true Sharpe ratio is above 0
 * @param dsr probability that it is above what the best of all trials would show by luck
 * @param eValue evidence against "no skill" that stays valid however often one looks, as of now
 * @param highestEValue the highest it ever was, the 1 of the start included
 * @param unseenBoundBreaks losses beyond the believed bound that no operator has seen; above 0 they bar promotion
 * @param tradesToPromotion about how many more trades at the present Sharpe ratio promotion would take; absent where
 *     the present one never gets there
 * @param held the record beside its own exposure; absent for who may go short, and before the first observation
 * @param regimes the record by what the market was like, the cells with an observation
 */
public record AgentScore(
        long observations,
        OptionalDouble sharpePerBar,
        OptionalDouble psr,
        OptionalDouble dsr,
        OptionalDouble eValue,
        OptionalDouble highestEValue,
        long unseenBoundBreaks,
        OptionalLong tradesToPromotion,
        Optional<Held> held,
        List<Regime> regimes) {
    public AgentScore {
        regimes = List.copyOf(regimes);
    }

    /**
     * The returns of the bars of one kind.
     *
     * @param name such as {@code session.asia}, {@code volatility.wild} or {@code trend.up}
     * @param observations how many, at least 1
     * @param meanPerBar their mean, 0.01 = 1 %
     * @param sharpePerBar mean over standard deviation (n − 1); absent where they do not vary
     */
    public record Regime(String name, long observations, double meanPerBar, OptionalDouble sharpePerBar) {}

    /**
     * What a record that was only ever long returned, beside the holding of its average exposure over the same bars.
     *
     * @param averageExposure part of equity that was held on average, 0.5 = 50 %
     * @param ownReturn what the record returned, 0.01 = 1 %
     * @param heldReturn what that part of equity would have returned if it had been held all the time, without costs
     */
    public record Held(double averageExposure, double ownReturn, double heldReturn) {}
}
