package crucible.server.arena;

import crucible.factory.FactorySettings;
import crucible.fill.CostSettings;
import crucible.model.Require;
import crucible.model.Timeframe;
import crucible.runtime.lane.LifecycleThresholds;
import crucible.runtime.lane.RiskLimits;
import crucible.watchtower.WatchtowerSettings;
import java.util.List;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.MapperFeature;
import tools.jackson.databind.json.JsonMapper;

/**
 * Everything about a tournament that can change a result: written into its first event, so that a journal can be replayed
 * without any file beside it.
 *
 * @param seed tournament seed
 * @param capitalUsdE8 starting capital of each agent
 * @param slots number of tournament slots
 * @param timeframes timeframes that are traded, ascending
 * @param costs what trading costs
 * @param watchtower how agents are judged
 * @param factory how replacements are bred
 * @param risk what agents' orders may lead to
 */
public record TournamentRules(
        long seed,
        long capitalUsdE8,
        int slots,
        List<Timeframe> timeframes,
        CostSettings costs,
        WatchtowerSettings watchtower,
        FactorySettings factory,
        RiskLimits risk) {
    private static final JsonMapper JSON = JsonMapper.builder()
            .enable(MapperFeature.SORT_PROPERTIES_ALPHABETICALLY)
            .enable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
            .enable(DeserializationFeature.FAIL_ON_NULL_FOR_PRIMITIVES)
            .build();

    public TournamentRules {
        Require.positive("capitalUsdE8", capitalUsdE8);
        Require.between("slots", slots, 1, 100_000);
        timeframes = List.copyOf(timeframes);
        Require.that(!timeframes.isEmpty(), "at least one timeframe", timeframes);
        Require.present("costs", costs);
        Require.present("watchtower", watchtower);
        Require.present("factory", factory);
        Require.present("risk", risk);
    }

    /** Without limits of risk but what the desk holds itself. */
    public TournamentRules(
            long seed,
            long capitalUsdE8,
            int slots,
            List<Timeframe> timeframes,
            CostSettings costs,
            WatchtowerSettings watchtower,
            FactorySettings factory) {
        this(seed, capitalUsdE8, slots, timeframes, costs, watchtower, factory, RiskLimits.NONE);
    }

    /** Canonical JSON; {@link #parse} reads it back to an equal value. */
    public String toJson() {
        return JSON.writeValueAsString(this);
    }

    /** Reads what {@link #toJson} wrote. */
    public static TournamentRules parse(String json) {
        try {
            return JSON.readValue(json, TournamentRules.class);
        } catch (JacksonException e) {
            throw new IllegalArgumentException("the tournament's rules cannot be read: " + e.getOriginalMessage(), e);
        }
    }

    /** Whether a text that this or a former build wrote tells of these rules: what it lacks counts as what it meant then. */
    public boolean areToldBy(String json) {
        try {
            return json.equals(toJson()) || parse(json).equals(this);
        } catch (IllegalArgumentException unreadable) {
            return false;
        }
    }

    /** What a lane may judge alone; without a limit an agent still dies when nothing is left. */
    public LifecycleThresholds thresholds() {
        return new LifecycleThresholds(
                watchtower.maxLossOfCapital().orElse(1), watchtower.minTrades(), watchtower.minDays(), risk);
    }
}
