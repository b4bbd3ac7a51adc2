package crucible.server.host;

import crucible.exchange.feed.FeedSettings;
import crucible.model.Require;
import crucible.server.arena.EngineSettings;
import crucible.server.arena.TournamentRules;
import crucible.server.config.AdminSettings;
import crucible.server.mode.ModeSettings;
import crucible.server.view.RunMode;
import java.nio.file.Path;

/**
 * What a host runs.
 *
 * @param rules the tournament
 * @param engine how it runs
 * @param modes when it is in trouble
 * @param feed where prices come from
 * @param admin the face
 * @param dataDirectory where tokens, journal and everything else lie
 * @param mode demo or live; only a live arena's event time is moved by our clock
 * @param beginMs event time at which a new tournament begins: the venue's present, epoch milliseconds
 * @param note one sentence about the market, for people
 */
public record HostPlan(
        TournamentRules rules,
        EngineSettings engine,
        ModeSettings modes,
        FeedSettings feed,
        AdminSettings admin,
        Path dataDirectory,
        RunMode mode,
        long beginMs,
        String note) {
    public HostPlan {
        Require.present("rules", rules);
        Require.present("engine", engine);
        Require.present("modes", modes);
        Require.present("feed", feed);
        Require.present("admin", admin);
        Require.present("dataDirectory", dataDirectory);
        Require.present("mode", mode);
        Require.notNegative("beginMs", beginMs);
        Require.present("note", note);
    }

    /** The same for a run whose data nobody wants to keep. */
    public HostPlan(
            TournamentRules rules,
            EngineSettings engine,
            FeedSettings feed,
            AdminSettings admin,
            Path dataDirectory,
            RunMode mode,
            long beginMs,
            String note) {
        this(rules, engine, ModeSettings.passing(), feed, admin, dataDirectory, mode, beginMs, note);
    }
}
