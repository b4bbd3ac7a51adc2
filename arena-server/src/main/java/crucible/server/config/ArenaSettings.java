package crucible.server.config;

import crucible.model.Require;
import crucible.model.Timeframe;
import crucible.model.UsdE8;
import java.nio.file.Path;
import java.util.List;

/**
 * The tournament.
 *
 * @param agents number of tournament slots, in [1, 100000]
 * @param capitalUsdE8 starting capital of each agent, above 0
 * @param timeframes bars that are traded, at least one
 * @param dataDir where journal and tokens live
 * @param seed tournament seed
 * @param lanes threads that step agents, in [0, 64]; 0 takes one less than there are cores
 */
public record ArenaSettings(
        int agents, long capitalUsdE8, List<Timeframe> timeframes, Path dataDir, long seed, int lanes) {
    public ArenaSettings {
        Require.between("agents", agents, 1, 100_000);
        Require.that(
                capitalUsdE8 > 0 && capitalUsdE8 <= 1_000_000 * UsdE8.ONE_USD,
                "capitalUsd lies in (0, 1000000]",
                UsdE8.format(capitalUsdE8));
        timeframes = timeframes.stream().distinct().sorted().toList();
        Require.that(!timeframes.isEmpty(), "timeframes has at least one", timeframes);
        Require.present("dataDir", dataDir);
        Require.between("lanes", lanes, 0, 64);
    }

    /** Ten agents with 200 dollars each on 5m bars. */
    public static ArenaSettings defaults() {
        return new ArenaSettings(10, 200 * UsdE8.ONE_USD, List.of(Timeframe.M5), Path.of("data"), 42, 0);
    }
}
