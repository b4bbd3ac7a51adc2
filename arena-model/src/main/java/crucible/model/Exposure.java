package crucible.model;

import java.util.List;

/**
 * What all agents together hold, as counted at a boundary: a ring event. From its place in the total order on, limits over
 * all agents are measured by it.
 *
 * @param countedTimeMs boundary at which it was counted
 * @param grossUsdE8 value of all open positions, long and short, not negative
 * @param instrumentsUsdE8 the same by instrument id, as far as any is held
 */
public record Exposure(long countedTimeMs, long grossUsdE8, List<Long> instrumentsUsdE8) {
    public Exposure {
        Require.notNegative("grossUsdE8", grossUsdE8);
        instrumentsUsdE8 = List.copyOf(instrumentsUsdE8);
    }

    /** Value of what is held of one instrument. */
    public long instrumentUsdE8(int instrumentId) {
        return instrumentId < instrumentsUsdE8.size() ? instrumentsUsdE8.get(instrumentId) : 0;
    }

    /** Whether the totals are the same, whenever they were counted. */
    public boolean saysTheSameAs(Exposure other) {
        return grossUsdE8 == other.grossUsdE8 && instrumentsUsdE8.equals(other.instrumentsUsdE8);
    }
}
