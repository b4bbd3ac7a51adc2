package crucible.server.acceptance;

import crucible.exchange.Listing;
import crucible.exchange.venue.Venue;
import crucible.factory.FactorySettings;
import crucible.fill.CostSettings;
import crucible.model.AgentCommand;
import crucible.model.Birth;
import crucible.model.Timeframe;
import crucible.model.UsdE8;
import crucible.runtime.dsl.BlueprintCodec;
import crucible.server.arena.EngineSettings;
import crucible.server.arena.TournamentRules;
import crucible.server.config.AdminSettings;
import crucible.server.crash.ChildProcess;
import crucible.server.host.HostPlan;
import crucible.server.host.TournamentHost;
import crucible.server.journal.Journal;
import crucible.server.snapshot.SnapshotSettings;
import crucible.server.view.RunMode;
import crucible.watchtower.WatchtowerSettings;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/** A server with agents made for {@link DowntimeMarket}; as a process of its own it says when it may be killed. */
final class DowntimeHost {
    static final String READY = "ready to be killed";

    /** Agent 0 is the tournament's founder; the others follow in the order of {@link #agents}. */
    static final int STOPPED = 1;

    static final int STOPPED_15M = 2;
    static final int GAPPED = 3;
    static final int BOTH = 4;
    static final int TARGET = 5;
    static final int WAITING_ENTRY = 6;
    static final int WAITING_EXIT = 7;
    static final int MISSING = 8;
    static final int EAGER = 9;
    static final int EXITS_IN_THE_HOLE = 10;
    static final int EXITS_AT_ITS_END = 11;

    private static final String ALWAYS = "{ greater: [\"close\", 0] }";

    private DowntimeHost() {}

    private static TournamentRules rules() {
        return new TournamentRules(
                42,
                200 * UsdE8.ONE_USD,
                1,
                List.of(Timeframe.M5, Timeframe.M15),
                CostSettings.DEFAULT,
                WatchtowerSettings.defaults(),
                FactorySettings.defaults());
    }

    private static List<String> agents() {
        return List.of(
                agent("5m", DowntimeMarket.STOPPED, ALWAYS, 1_000, "", "2"),
                agent("15m", DowntimeMarket.STOPPED, ALWAYS, 1_000, "", "2"),
                agent("5m", DowntimeMarket.GAPPED, ALWAYS, 1_000, "", "2"),
                agent("5m", DowntimeMarket.BOTH, ALWAYS, 1_000, "target: { percent: 2 }, ", "2"),
                agent("5m", DowntimeMarket.TARGET, ALWAYS, 1_000, "target: { percent: 2 }, ", "2"),
                agent("5m", DowntimeMarket.WAITING_ENTRY, "{ greater: [\"close\", 101] }", 1_000, "", "2"),
                agent("5m", DowntimeMarket.WAITING_EXIT, ALWAYS, 1_000, "when: { greater: [\"close\", 101] }, ", "2"),
                agent("5m", DowntimeMarket.MISSING, ALWAYS, 1_000, "", "2"),
                agent("5m", DowntimeMarket.EAGER, ALWAYS, 0, "", "2"),
                agent("5m", DowntimeMarket.RULES, ALWAYS, 1_000, "when: { less: [\"close\", 99] }, ", "5"),
                agent("5m", DowntimeMarket.RULES, ALWAYS, 1_000, "when: { greater: [\"close\", 104] }, ", "5"));
    }

    private static String agent(
            String timeframe, String symbol, String entry, int coolDown, String exit, String stopPercent) {
        return String.format(
                Locale.ROOT,
                "blueprint: 1%nname: Agent at %s%nfamily: test%ntimeframe: %s%ninstruments: [%s]%ndirection: long%n"
                        + "entry: { when: %s, equityFraction: 0.5, coolDownBars: %d }%n"
                        + "exit: { %sstop: { percent: %s }, maxHoldBars: 10000 }%n"
                        + "costDigest: \"%s\"%n",
                symbol,
                timeframe,
                symbol,
                entry,
                coolDown,
                exit,
                stopPercent,
                rules().costs().digest());
    }

    static TournamentHost start(String wsUrl, String restUrl, Path directory) throws Exception {
        final List<Listing> listings = new ArrayList<>();
        DowntimeMarket.symbols().forEach(symbol -> listings.add(new Listing(listings.size(), symbol)));
        return TournamentHost.start(new HostPlan(
                rules(),
                EngineSettings.defaults(Rehearsal.journal(directory), Journal.Fsync.NEVER)
                        .withLanes(2)
                        .withSnapshots(SnapshotSettings.defaults(directory.resolve("snapshots"))),
                Venue.BINANCE_SPOT.settings(listings).withUrls(wsUrl, restUrl),
                AdminSettings.defaults().withPort(0),
                directory,
                RunMode.DEMO,
                DowntimeMarket.START_MS + DowntimeMarket.HISTORY * DowntimeMarket.STEP_MS,
                "a downtime"));
    }

    /** Lets the agents be born and comes to the end of what the venue plays; returns when all of it is journaled. */
    static void playToTheKill(TournamentHost host) throws Exception {
        for (String blueprint : agents()) {
            host.arena()
                    .sequencer()
                    .birth(new Birth(
                            0,
                            -1,
                            BlueprintCodec.parse(blueprint),
                            0,
                            0,
                            List.of(),
                            Birth.Origin.OPERATOR,
                            "test",
                            "made for the downtime"));
        }
        Rehearsal.awaitCount(host, DowntimeMarket.HISTORY + DowntimeMarket.BEFORE);
        // Its answer comes when it has passed all stages, and with it everything before it.
        host.arena()
                .control()
                .command(new AgentCommand("r-1", AgentCommand.Kind.PAUSE, 0, "test", "a look", "key-1", "body"))
                .get(30, TimeUnit.SECONDS);
    }

    /** Arguments: addresses of streams and REST, data directory. */
    public static void main(String[] arguments) throws Exception {
        final TournamentHost host = start(arguments[0], arguments[1], Path.of(arguments[2]));
        playToTheKill(host);
        System.out.println(ChildProcess.MARK + READY);
        new CountDownLatch(1).await();
        host.close();
    }
}
