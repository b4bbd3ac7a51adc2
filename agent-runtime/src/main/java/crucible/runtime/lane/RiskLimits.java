package crucible.runtime.lane;

import crucible.model.Require;
import java.util.OptionalDouble;

/**
 * What an order to enter may lead to, looked at before it reaches the desk. What is absent is not limited. Immutable.
 *
 * @param maxPositionFraction part of the agent's equity that one position may take, in (0, 1]
 * @param maxPositionUsd dollars that one position may take, above 0
 * @param maxGrossLeverage value of all positions and waiting entries of an agent over its equity, in (0, 20]; up to the
 *     desk's own leverage the desk itself holds it, by granting no more than the cash that is free is a margin of
 * @param maxInstrumentUsd dollars that all agents together may hold of one instrument, above 0
 * @param maxArenaUsd dollars that all agents together may hold, above 0
 * @param minPotentialToCost potential over cost below which an instrument's timeframe is too fast to be entered, above 0
 */
public record RiskLimits(
        OptionalDouble maxPositionFraction,
        OptionalDouble maxPositionUsd,
        double maxGrossLeverage,
        OptionalDouble maxInstrumentUsd,
        OptionalDouble maxArenaUsd,
        OptionalDouble minPotentialToCost) {
    /** No limit but a gross leverage of 1. */
    public static final RiskLimits NONE = new RiskLimits(
            OptionalDouble.empty(),
            OptionalDouble.empty(),
            1,
            OptionalDouble.empty(),
            OptionalDouble.empty(),
            OptionalDouble.empty());

    private static final double MOST_USD = 1e9;

    public RiskLimits {
        fraction("maxPositionFraction", maxPositionFraction);
        dollars("maxPositionUsd", maxPositionUsd);
        Require.that(
                maxGrossLeverage > 0 && maxGrossLeverage <= 20, "maxGrossLeverage lies in (0, 20]", maxGrossLeverage);
        dollars("maxInstrumentUsd", maxInstrumentUsd);
        dollars("maxArenaUsd", maxArenaUsd);
        dollars("minPotentialToCost", minPotentialToCost);
    }

    private static void fraction(String name, OptionalDouble value) {
        final double held = value.orElse(1);
        Require.that(held > 0 && held <= 1, name + " lies in (0, 1]", held);
    }

    private static void dollars(String name, OptionalDouble value) {
        final double held = value.orElse(1);
        Require.that(held > 0 && held <= MOST_USD, name + " lies in (0, 1e9]", held);
    }

    /** The same without limits over all agents. */
    public RiskLimits ofOneAgent() {
        return new RiskLimits(
                maxPositionFraction,
                maxPositionUsd,
                maxGrossLeverage,
                OptionalDouble.empty(),
                OptionalDouble.empty(),
                minPotentialToCost);
    }

    /** Whether the totals over all agents matter, so that they are counted and journaled at every boundary. */
    public boolean limitsArena() {
        return maxInstrumentUsd.isPresent() || maxArenaUsd.isPresent();
    }
}
