package crucible.factory.trial;

import crucible.fill.CostSettings;
import crucible.model.Require;
import crucible.model.UsdE8;
import crucible.runtime.lane.LifecycleThresholds;
import crucible.runtime.lane.RiskLimits;
import crucible.watchtower.WatchtowerSettings;
import java.util.OptionalDouble;

/**
 * Under what a trial runs.
 *
 * @param capitalUsdE8 starting capital, above 0
 * @param costs what trading costs; a blueprint found under others is refused
 * @param halfSpreadPpm distance of bid and ask from a bar's open in parts per million of it, in [0, 100000]: candles have
 *     no quotes, so the trial makes them; both sides are rounded against the agent, to at least one tick between them
 * @param watchtower how the agent is judged; what ends it there ends the trial
 * @param risk what its orders may lead to; limits over all agents do not bind an agent that is alone
 */
public record TrialSettings(
        long capitalUsdE8, CostSettings costs, int halfSpreadPpm, WatchtowerSettings watchtower, RiskLimits risk) {
    /** One basis point on each side. */
    public static final int DEFAULT_HALF_SPREAD_PPM = 100;

    public TrialSettings {
        Require.positive("capitalUsdE8", capitalUsdE8);
        Require.present("costs", costs);
        Require.between("halfSpreadPpm", halfSpreadPpm, 0, 100_000);
        Require.present("watchtower", watchtower);
        risk = Require.present("risk", risk).ofOneAgent();
    }

    /** Without limits of risk but what the desk holds itself. */
    public TrialSettings(long capitalUsdE8, CostSettings costs, int halfSpreadPpm, WatchtowerSettings watchtower) {
        this(capitalUsdE8, costs, halfSpreadPpm, watchtower, RiskLimits.NONE);
    }

    /** 200 dollars, a half-spread of one basis point, and no rule but loss of half the capital. */
    public static TrialSettings of(CostSettings costs) {
        return new TrialSettings(
                200 * UsdE8.ONE_USD, costs, DEFAULT_HALF_SPREAD_PPM, lossOnly(WatchtowerSettings.defaults()));
    }

    /** The same judge without any rule that ends or promotes an agent, but for loss of capital. */
    public static WatchtowerSettings lossOnly(WatchtowerSettings judge) {
        return new WatchtowerSettings(
                judge.maxLossOfCapital(),
                OptionalDouble.empty(),
                judge.minTrades(),
                judge.minDays(),
                false,
                false,
                judge.decayLooks(),
                judge.decayConfidence(),
                false,
                judge.promoteConfidence(),
                OptionalDouble.empty());
    }

    LifecycleThresholds thresholds() {
        return new LifecycleThresholds(
                watchtower.maxLossOfCapital().orElse(1), watchtower.minTrades(), watchtower.minDays(), risk);
    }
}
