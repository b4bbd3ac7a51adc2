package crucible.server.cli;

import crucible.exchange.Listing;
import crucible.exchange.feed.FeedSettings;
import crucible.exchange.venue.VenueAdapter;
import crucible.server.arena.EngineSettings;
import crucible.server.arena.TournamentRules;
import crucible.server.config.ArenaConfig;
import crucible.server.config.ArenaSettings;
import crucible.server.config.VenueSettings;
import crucible.server.host.Daemon;
import crucible.server.host.HostPlan;
import crucible.server.host.VenueTime;
import crucible.server.mode.ModeSettings;
import crucible.server.view.RunMode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code crucible run}: the daemon. */
@Command(
        name = "run",
        description = "Runs the tournament on live market data until it is told to stop.",
        mixinStandardHelpOptions = true,
        footer = {"", "Example:", "  crucible run --config crucible.yaml"})
public final class RunCommand implements Callable<Integer> {
    @Spec
    private CommandSpec spec;

    @Option(names = "--config", required = true, paramLabel = "FILE", description = "the configuration")
    private Path config;

    @Override
    public Integer call() throws IOException, InterruptedException {
        final ArenaConfig loaded = ArenaConfig.load(config).config();
        return Daemon.run(
                plan(loaded),
                host -> host.compareNightly(
                        loaded.arena().dataDir(), loaded.arena().parity()),
                spec.commandLine().getOut(),
                spec.commandLine().getErr());
    }

    private HostPlan plan(ArenaConfig config) {
        final FeedSettings feed = feed(config);
        final ArenaSettings arena = config.arena();
        final TournamentRules rules = new TournamentRules(
                arena.seed(),
                arena.capitalUsdE8(),
                arena.agents(),
                arena.timeframes(),
                config.costs(),
                config.watchtower(),
                config.factory(),
                config.risk());
        final EngineSettings engine = EngineSettings.defaults(arena.journalSettings())
                .withSnapshots(config.snapshots().in(arena.dataDir().resolve("snapshots")));
        return new HostPlan(
                rules,
                arena.lanes() == 0 ? engine : engine.withLanes(arena.lanes()),
                new ModeSettings(arena.disk(), config.limits()),
                feed,
                config.admin(),
                arena.dataDir(),
                RunMode.LIVE,
                presentMs(arena, feed),
                "");
    }

    /** Where a new tournament begins: our present, or that of a venue that plays another time. */
    private long presentMs(ArenaSettings arena, FeedSettings feed) {
        final long wallMs = System.currentTimeMillis();
        if (Files.exists(arena.journalSettings().directory())) {
            return wallMs;
        }
        try {
            final long presentMs = VenueTime.at(wallMs, VenueAdapter.timeMs(feed) - wallMs);
            if (presentMs != wallMs) {
                spec.commandLine()
                        .getOut()
                        .println(feed.venue() + " plays another time than ours: the tournament begins at "
                                + Instant.ofEpochMilli(presentMs));
            }
            return presentMs;
        } catch (IOException e) {
            spec.commandLine()
                    .getErr()
                    .println("crucible: " + feed.venue() + " does not say what time it is (" + e.getMessage()
                            + "); the tournament begins at ours");
            return wallMs;
        }
    }

    private static FeedSettings feed(ArenaConfig config) {
        final VenueSettings venue = config.venues().get(0);
        final List<Listing> listings = new ArrayList<>();
        for (String symbol : venue.instruments()) {
            listings.add(new Listing(listings.size(), symbol));
        }
        return new FeedSettings(
                venue.name(),
                venue.wsUrl(),
                venue.restUrl(),
                listings,
                config.arena().timeframes(),
                venue.quotes(),
                venue.trades(),
                venue.warmUpBars(),
                venue.quoteIntervalMs(),
                config.costs().latencyMs(),
                venue.staleAfterMs(),
                venue.rulesEveryMs());
    }
}
