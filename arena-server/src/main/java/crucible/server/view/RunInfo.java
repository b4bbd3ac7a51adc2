package crucible.server.view;

import crucible.model.Require;
import crucible.model.Timeframe;
import java.util.List;

/**
 * What holds for the whole life of a process.
 *
 * @param mode demo or live
 * @param version version of the software
 * @param startedTimeMs wall time of the start, epoch milliseconds; uptime counts from it
 * @param seed tournament seed
 * @param slots number of tournament slots
 * @param capitalUsdE8 starting capital of each agent
 * @param timeframes timeframes that the arena trades
 * @param costDigest digest of the cost settings
 * @param note one sentence for the page about the market being played, such as what is planted in it; may be empty
 */
public record RunInfo(
        RunMode mode,
        String version,
        long startedTimeMs,
        long seed,
        int slots,
        long capitalUsdE8,
        List<Timeframe> timeframes,
        String costDigest,
        String note)
        implements Inlined {
    public RunInfo {
        Require.present("mode", mode);
        Require.text("version", version);
        timeframes = List.copyOf(timeframes);
        Require.present("costDigest", costDigest);
        Require.present("note", note);
    }
}
