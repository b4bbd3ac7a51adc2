package crucible.model;

import java.util.List;

/**
 * The first event of every journal: what the tournament was started with.
 *
 * @param formatVersion version of the event encoding
 * @param codeVersion version of the software
 * @param seed tournament seed
 * @param capitalUsdE8 starting capital of each agent
 * @param slots number of tournament slots
 * @param timeframes timeframes that the arena trades, ascending
 * @param costDigest digest of the cost settings
 * @param configuration effective configuration as canonical JSON, secrets left out
 */
public record Genesis(
        int formatVersion,
        String codeVersion,
        long seed,
        long capitalUsdE8,
        int slots,
        List<Timeframe> timeframes,
        String costDigest,
        String configuration) {
    public Genesis {
        Require.positive("formatVersion", (long) formatVersion);
        Require.text("codeVersion", codeVersion);
        Require.positive("capitalUsdE8", capitalUsdE8);
        Require.positive("slots", (long) slots);
        timeframes = List.copyOf(timeframes);
        Require.that(!timeframes.isEmpty(), "at least one timeframe", timeframes);
        Require.text("costDigest", costDigest);
        Require.present("configuration", configuration);
    }
}
