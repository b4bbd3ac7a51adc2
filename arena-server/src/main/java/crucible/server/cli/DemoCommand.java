package crucible.server.cli;

import crucible.exchange.Listing;
import crucible.exchange.feed.FeedSettings;
import crucible.exchange.replay.ReplayVenue;
import crucible.exchange.replay.VenueOptions;
import crucible.exchange.replay.fault.FaultScript;
import crucible.exchange.replay.market.FileMarket;
import crucible.exchange.replay.market.GeneratedMarket;
import crucible.exchange.replay.market.MarketSource;
import crucible.exchange.replay.market.PlantedEdge;
import crucible.exchange.replay.market.SymbolRules;
import crucible.exchange.venue.Venue;
import crucible.factory.FactorySettings;
import crucible.fill.CostSettings;
import crucible.model.Timeframe;
import crucible.model.UsdE8;
import crucible.server.arena.EngineSettings;
import crucible.server.arena.TournamentRules;
import crucible.server.config.AdminSettings;
import crucible.server.host.HostPlan;
import crucible.server.host.TournamentHost;
import crucible.server.journal.ChronicleJournal;
import crucible.server.journal.JournalReader;
import crucible.server.snapshot.SnapshotSettings;
import crucible.server.view.RunMode;
import crucible.watchtower.WatchtowerSettings;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code crucible demo}: the whole tournament against the embedded replay venue, in accelerated time. */
@Command(
        name = "demo",
        description = "Runs a whole tournament against the embedded replay venue, in accelerated time.",
        mixinStandardHelpOptions = true,
        footer = {
            "",
            "Examples:",
            "  crucible demo",
            "  crucible demo --data ./candles --duration 2m --json",
            "  crucible demo --edge none --speed max --bars 5000",
            "  crucible demo --faults ops/faults/dead-minute.txt"
        })
public final class DemoCommand implements Callable<Integer> {
    static final int WARM_UP_BARS = 500;

    @Spec
    private CommandSpec spec;

    @Option(
            names = "--speed",
            paramLabel = "N|max",
            description = "market time per real time, or max: as fast as it goes (default: ${DEFAULT-VALUE},"
                    + " a 5m bar every 15 ms)")
    private String speed = "20000";

    @Option(names = "--agents", description = "tournament slots (default: ${DEFAULT-VALUE})")
    private int agents = 10;

    @Option(names = "--seed", description = "seed of market and tournament (default: ${DEFAULT-VALUE})")
    private long seed = 42;

    @Option(names = "--port", description = "port of the page, 0 for any free one (default: ${DEFAULT-VALUE})")
    private int port = 8080;

    @Option(
            names = "--duration",
            paramLabel = "D",
            converter = Durations.class,
            description = "end after this wall time, such as 90s or 2m (default: run until interrupted)")
    private Duration duration;

    @Option(names = "--bars", paramLabel = "N", description = "end after this many 5m boundaries of live bars")
    private Long bars;

    @Option(
            names = "--data",
            paramLabel = "DIR|FILE",
            description = "play candles: a folder with SYMBOL-5m.csv or .csv.gz files, or one of them"
                    + " (default: a generated market)")
    private Path data;

    @Option(
            names = "--edge",
            paramLabel = "planted|none",
            description = "whether the generated market holds its one inefficiency (default: ${DEFAULT-VALUE})")
    private String edge = "planted";

    @Option(
            names = "--faults",
            paramLabel = "FILE",
            description = "what goes wrong at the venue, line by line, such as: real at 20s outage for 60s"
                    + " (grammar: docs/venues.md)")
    private Path faults;

    @Option(
            names = "--data-dir",
            paramLabel = "DIR",
            description = "where journal and tokens are kept (default: a temporary folder, removed at the end)")
    private Path dataDir;

    @Option(
            names = "--ready-file",
            paramLabel = "FILE",
            description = "written as soon as agents run: addresses and tokens as JSON")
    private Path readyFile;

    @Option(names = "--snapshots", description = "take snapshots, as the daemon does (default: none)")
    private boolean withSnapshots;

    @Option(names = "--lanes", description = "agent threads (default: one less than cores)")
    private Integer lanes;

    @Option(names = "--json", description = "print the summary as JSON")
    private boolean json;

    @Override
    public Integer call() throws IOException, InterruptedException {
        inRange("--agents", agents, 1, 100_000);
        inRange("--port", port, 0, 65_535);
        inRange("--lanes", lanes == null ? 1 : lanes, 1, 64);
        final PrintWriter out = spec.commandLine().getOut();
        final PrintWriter talk = json ? spec.commandLine().getErr() : out;
        if (dataDir != null && JournalReader.hasRecords(dataDir.resolve("journal"))) {
            throw wrong(
                    "--data-dir " + dataDir + " holds the journal of an earlier run, and a demo's market begins anew"
                            + " each time; name an empty folder (crucible replay --journal reads the old one)");
        }
        final MarketSource market = market(talk);
        final Path directory = dataDir == null ? Files.createTempDirectory("crucible-demo-") : dataDir;
        final DemoRun.Limits limits = new DemoRun.Limits(duration, bars);
        try (ReplayVenue venue = ReplayVenue.start(options(market))) {
            try (TournamentHost host = TournamentHost.start(plan(market, venue, directory))) {
                final DemoRun run = new DemoRun(venue, host, limits, directory);
                run.announce(talk, market.description(), readyFile);
                final DemoSummary summary = run.await(talk);
                summary.print(out, json);
                return summary.isSound() ? 0 : 1;
            }
        } finally {
            if (dataDir == null) {
                Folders.delete(directory);
            }
        }
    }

    private VenueOptions options(MarketSource market) {
        final VenueOptions options;
        try {
            options = VenueOptions.of(market)
                    .withSpeed(speedFactor())
                    .withFaults(faults == null ? FaultScript.none() : FaultScript.read(faults));
        } catch (IllegalArgumentException refused) {
            throw wrong(refused.getMessage());
        }
        return bars == null ? options : options.withMaxBoundaries(positive("--bars", bars));
    }

    private HostPlan plan(MarketSource market, ReplayVenue venue, Path directory) {
        final TournamentRules rules = new TournamentRules(
                seed,
                200 * UsdE8.ONE_USD,
                agents,
                List.of(Timeframe.M5, Timeframe.M15),
                CostSettings.DEFAULT,
                WatchtowerSettings.defaults(),
                FactorySettings.defaults());
        final List<Listing> listings = new ArrayList<>();
        for (SymbolRules symbol : market.symbols()) {
            listings.add(new Listing(listings.size(), symbol.symbol()));
        }
        final FeedSettings feed = Venue.BINANCE_SPOT
                .settings(listings)
                .withUrls(venue.wsUrl(), venue.restUrl())
                .withWarmUpBars(WARM_UP_BARS);
        EngineSettings engine = EngineSettings.defaults(directory.resolve("journal"), ChronicleJournal.Fsync.NEVER);
        if (lanes != null) {
            engine = engine.withLanes(lanes);
        }
        if (withSnapshots) {
            engine = engine.withSnapshots(SnapshotSettings.defaults(directory.resolve("snapshots")));
        }
        return new HostPlan(
                rules,
                engine,
                feed,
                AdminSettings.defaults().withPort(port),
                directory,
                RunMode.DEMO,
                venue.marketTimeMs(),
                note());
    }

    private String note() {
        if (data != null) {
            return "recorded candles: most classic rules lose their costs on them";
        }
        return edge.equals("none")
                ? "no edge is planted: an honest desert, everyone should lose their costs"
                : "a planted edge; can the Watchtower find it?";
    }

    private MarketSource market(PrintWriter talk) {
        try {
            if (data == null) {
                return new GeneratedMarket(GeneratedMarket.DEFAULT_SYMBOLS, seed, plantedEdge());
            }
            final FileMarket market = FileMarket.open(data);
            market.refused().forEach(reason -> talk.println("Refused: " + reason));
            market.notes().forEach(note -> talk.println("Note: " + note));
            return market;
        } catch (IllegalArgumentException refused) {
            throw wrong(refused.getMessage());
        }
    }

    private PlantedEdge plantedEdge() {
        return switch (edge) {
            case "planted" -> PlantedEdge.planted();
            case "none" -> PlantedEdge.none();
            default -> throw wrong("--edge is planted or none, but was " + edge);
        };
    }

    private double speedFactor() {
        if (speed.equals("max")) {
            return VenueOptions.MAX_SPEED;
        }
        try {
            final double factor = Double.parseDouble(speed);
            if (factor > 0) {
                return factor;
            }
        } catch (NumberFormatException e) {
            throw wrong("--speed is a number above 0 or max, but was " + speed);
        }
        throw wrong("--speed is a number above 0 or max, but was " + speed);
    }

    private long positive(String option, long value) {
        if (value <= 0) {
            throw wrong(option + " is above 0, but was " + value);
        }
        return value;
    }

    private void inRange(String option, int value, int least, int most) {
        if (value < least || value > most) {
            throw wrong(option + " lies in [" + least + ", " + most + "], but was " + value);
        }
    }

    private ParameterException wrong(String message) {
        return new ParameterException(spec.commandLine(), message);
    }
}
