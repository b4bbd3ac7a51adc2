package crucible.server.cli;

import crucible.exchange.Listing;
import crucible.exchange.feed.FeedSettings;
import crucible.server.arena.EngineSettings;
import crucible.server.arena.TournamentRules;
import crucible.server.config.ArenaConfig;
import crucible.server.config.ArenaSettings;
import crucible.server.config.VenueSettings;
import crucible.server.host.ExitCodes;
import crucible.server.host.HostPlan;
import crucible.server.host.TournamentHost;
import crucible.server.mode.ModeSettings;
import crucible.server.mode.NoRoom;
import crucible.server.security.Role;
import crucible.server.view.RunMode;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
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
        final PrintWriter out = spec.commandLine().getOut();
        final StopSignal stop = StopSignal.listen();
        try (TournamentHost host = TournamentHost.start(plan(loaded))) {
            out.println("Crucible runs; its page is " + host.url() + "/");
            if (host.hasNoTokens()) {
                out.println("First start: this admin token is shown once, only its hash is kept:");
                out.println("  " + host.createToken(Role.ADMIN));
                out.println("Open " + host.url() + "/ and paste it; make others with: crucible token create");
            }
            out.flush();
            host.onMustStop(stop::ask);
            host.compareNightly(loaded.arena().dataDir(), loaded.arena().parity());
            stop.await();
            host.mustStop().ifPresent(reason -> out.println("Nothing is lost, but " + reason + "."));
            out.println(
                    "Stopping: feeds first, then the ring drains, then the journal is synced. A second signal ends at once.");
            out.flush();
            return host.mustStop().isPresent() ? ExitCodes.DISK_FULL : ExitCodes.DONE;
        } catch (NoRoom e) {
            spec.commandLine().getErr().println("crucible: " + e.getMessage());
            return ExitCodes.DISK_FULL;
        }
    }

    private static HostPlan plan(ArenaConfig config) {
        final ArenaSettings arena = config.arena();
        final TournamentRules rules = new TournamentRules(
                arena.seed(),
                arena.capitalUsdE8(),
                arena.agents(),
                arena.timeframes(),
                config.costs(),
                config.watchtower(),
                config.factory());
        final EngineSettings engine = EngineSettings.defaults(arena.journalSettings())
                .withSnapshots(config.snapshots().in(arena.dataDir().resolve("snapshots")));
        return new HostPlan(
                rules,
                arena.lanes() == 0 ? engine : engine.withLanes(arena.lanes()),
                new ModeSettings(arena.disk(), config.limits()),
                feed(config),
                config.admin(),
                arena.dataDir(),
                RunMode.LIVE,
                System.currentTimeMillis(),
                "");
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
                venue.warmUpBars(),
                venue.quoteIntervalMs(),
                config.costs().latencyMs(),
                venue.staleAfterMs());
    }
}
