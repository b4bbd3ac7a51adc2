package crucible.server.config;

import crucible.model.Require;
import crucible.model.Timeframe;
import crucible.model.UsdE8;
import crucible.server.journal.Journal;
import crucible.server.journal.JournalSettings;
import crucible.server.mode.DiskLimits;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * The tournament.
 *
 * @param agents number of tournament slots, in [1, 100000]
 * @param capitalUsdE8 starting capital of each agent, above 0
 * @param timeframes bars that are traded, at least one
 * @param dataDir where journal and tokens live
 * @param seed tournament seed
 * @param lanes threads that step agents, in [0, 64]; 0 takes one less than there are cores
 * @param journal how the journal is stored: {@code chronicle} or {@code segments}
 * @param fsync when it is forced to the disk: {@code never}, {@code everyBoundary} or {@code every}
 * @param journalKeepDays days that the journal must reach back, in [0, 36500]; 0 keeps all
 * @param minFreeBytes room that the disk must have, see {@link DiskLimits}
 * @param reserveBytes room that is kept for a stop on a full disk, see {@link DiskLimits}
 * @param parity the nightly comparison with a backtest
 */
public record ArenaSettings(
        int agents,
        long capitalUsdE8,
        List<Timeframe> timeframes,
        Path dataDir,
        long seed,
        int lanes,
        String journal,
        String fsync,
        int journalKeepDays,
        long minFreeBytes,
        long reserveBytes,
        ParitySettings parity) {
    private static final Map<String, Journal.Format> JOURNALS =
            new TreeMap<>(Map.of("chronicle", Journal.Format.CHRONICLE, "segments", Journal.Format.SEGMENTS));
    private static final Map<String, Journal.Fsync> FSYNCS = new TreeMap<>(Map.of(
            "never", Journal.Fsync.NEVER,
            "everyBoundary", Journal.Fsync.EVERY_BOUNDARY,
            "every", Journal.Fsync.EVERY));

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
        Require.that(JOURNALS.containsKey(journal), "journal is one of " + JOURNALS.keySet(), journal);
        Require.that(FSYNCS.containsKey(fsync), "fsync is one of " + FSYNCS.keySet(), fsync);
        Require.between("journalKeepDays", journalKeepDays, 0, 36_500);
        Require.present("disk", new DiskLimits(minFreeBytes, reserveBytes));
        Require.present("parity", parity);
    }

    /** Ten agents with 200 dollars each on 5m bars. */
    public static ArenaSettings defaults() {
        return new ArenaSettings(
                10,
                200 * UsdE8.ONE_USD,
                List.of(Timeframe.M5),
                Path.of("data"),
                42,
                0,
                "chronicle",
                "everyBoundary",
                0,
                DiskLimits.defaults().minFreeBytes(),
                DiskLimits.defaults().reserveBytes(),
                ParitySettings.defaults());
    }

    /** How much of the disk must stay free. */
    public DiskLimits disk() {
        return new DiskLimits(minFreeBytes, reserveBytes);
    }

    /** The journal in the data directory. */
    public JournalSettings journalSettings() {
        return JournalSettings.defaults(dataDir.resolve("journal"), FSYNCS.get(fsync))
                .withFormat(JOURNALS.get(journal))
                .withKeepDays(journalKeepDays);
    }
}
