package crucible.runtime.lane;

import crucible.model.Require;

/**
 * What a lane can judge about an agent alone.
 *
 * @param maxLossFrac part of the starting capital that may be lost before the agent dies at once, in (0, 1]
 * @param minTrades closed trades before an agent is {@code ACTIVE}, at least 1
 * @param minDays days since its first complete features before an agent is {@code ACTIVE}, not negative
 * @param risk what its orders may lead to
 */
public record LifecycleThresholds(double maxLossFrac, int minTrades, double minDays, RiskLimits risk) {
    /** Milliseconds of a day. */
    public static final long DAY_MS = 86_400_000L;

    public LifecycleThresholds {
        Require.that(maxLossFrac > 0 && maxLossFrac <= 1, "maxLossFrac lies in (0, 1]", maxLossFrac);
        Require.positive("minTrades", (long) minTrades);
        Require.between("minDays", minDays, 0, 3650);
        Require.present("risk", risk);
    }

    /** Without limits of risk but what the desk holds itself. */
    public LifecycleThresholds(double maxLossFrac, int minTrades, double minDays) {
        this(maxLossFrac, minTrades, minDays, RiskLimits.NONE);
    }

    /** Equity at or below this ends an agent; rounded up, so that the limit is never looser than it says. */
    long equityFloorUsdE8(long capitalUsdE8) {
        return (long) Math.ceil(capitalUsdE8 * (1 - maxLossFrac));
    }
}
