package crucible.server.acceptance;

import crucible.exchange.Listing;
import crucible.exchange.replay.ReplayVenue;
import crucible.exchange.replay.VenueOptions;
import crucible.exchange.replay.market.GeneratedMarket;
import crucible.exchange.replay.market.MarketSource;
import crucible.exchange.replay.market.PlantedEdge;
import crucible.exchange.venue.Venue;
import crucible.factory.FactorySettings;
import crucible.fill.CostSettings;
import crucible.model.Timeframe;
import crucible.model.UsdE8;
import crucible.server.arena.DigestLog;
import crucible.server.arena.EngineSettings;
import crucible.server.arena.Replay;
import crucible.server.arena.TournamentRules;
import crucible.server.config.AdminSettings;
import crucible.server.host.HostPlan;
import crucible.server.host.TournamentHost;
import crucible.server.journal.ChronicleJournal;
import crucible.server.view.RunMode;
import crucible.watchtower.WatchtowerSettings;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.WebSocket;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;

/** Plans and starts what {@code crucible demo} runs, on a generated market of nine symbols. */
final class Rehearsal {
    static final int HISTORY = 600;
    static final int WARM_UP = 500;
    static final int SYMBOLS = GeneratedMarket.DEFAULT_SYMBOLS;
    static final GeneratedMarket MARKET = new GeneratedMarket(SYMBOLS, 42, PlantedEdge.planted());

    private Rehearsal() {}

    static TournamentRules rules() {
        return new TournamentRules(
                42,
                200 * UsdE8.ONE_USD,
                10,
                List.of(Timeframe.M5, Timeframe.M15),
                CostSettings.DEFAULT,
                WatchtowerSettings.defaults(),
                FactorySettings.defaults());
    }

    static ReplayVenue venue(double speed, long boundaries) {
        return venue(MARKET, speed, boundaries);
    }

    static ReplayVenue venue(MarketSource market, double speed, long boundaries) {
        return ReplayVenue.start(VenueOptions.of(market)
                .withHistoryBars(HISTORY)
                .withSpeed(speed)
                .withMaxBoundaries(boundaries));
    }

    /** The same market at full speed, later: so many boundaries are past that others were told of, or nobody. */
    static ReplayVenue venueAfter(long boundaries) {
        return ReplayVenue.start(VenueOptions.of(MARKET)
                .withHistoryBars(Math.toIntExact(HISTORY + boundaries))
                .withSpeed(VenueOptions.MAX_SPEED));
    }

    static HostPlan plan(String wsUrl, String restUrl, Path directory, int lanes) {
        return plan(MARKET, wsUrl, restUrl, directory, lanes);
    }

    static HostPlan plan(MarketSource market, String wsUrl, String restUrl, Path directory, int lanes) {
        final List<Listing> listings = new ArrayList<>();
        market.symbols().forEach(symbol -> listings.add(new Listing(listings.size(), symbol.symbol())));
        return new HostPlan(
                rules(),
                EngineSettings.defaults(journal(directory), ChronicleJournal.Fsync.NEVER)
                        .withLanes(lanes),
                Venue.BINANCE_SPOT.settings(listings).withUrls(wsUrl, restUrl).withWarmUpBars(WARM_UP),
                AdminSettings.defaults().withPort(0),
                directory,
                RunMode.DEMO,
                market.firstOpenTimeMs(0) + HISTORY * Timeframe.M5.intervalMs(),
                "a rehearsal");
    }

    static HostPlan plan(ReplayVenue venue, Path directory, int lanes) {
        return plan(venue.wsUrl(), venue.restUrl(), directory, lanes);
    }

    static Path journal(Path directory) {
        return directory.resolve("journal");
    }

    /** Bars of both timeframes that {@code boundaries} live boundaries, a multiple of 3, and the warm-up come to. */
    static long bars(long boundaries) {
        return SYMBOLS * (WARM_UP + boundaries + (HISTORY + boundaries) / 3);
    }

    /** Plays a whole market of {@code boundaries} boundaries to its end; the stopped host's digests. */
    static DigestLog play(double speed, long boundaries, Path directory, int lanes) throws Exception {
        try (ReplayVenue venue = venue(speed, boundaries);
                TournamentHost host = TournamentHost.start(plan(venue, directory, lanes))) {
            awaitBoundary(host, boundaries);
            host.stopTrading();
            return host.arena().digests();
        }
    }

    /** Waits until a host has been given as many boundaries as the warm-up and {@code boundaries} more. */
    static void awaitBoundary(TournamentHost host, long boundaries) {
        final long warmUp = WARM_UP + (HISTORY - WARM_UP) / 3;
        awaitCount(host, warmUp + boundaries);
    }

    /** Waits until a host has been given that many boundaries since it started. */
    static void awaitCount(TournamentHost host, long boundaries) {
        Await.progress(
                boundaries + " boundaries are on the ring",
                () -> host.arena().sequencer().counters().boundaries(),
                boundaries);
    }

    /** The digests of a replay of the journal under {@code directory}. */
    static DigestLog replay(Path directory, int lanes) {
        final DigestLog digests = new DigestLog();
        try (Replay replay = Replay.open(journal(directory), lanes, digests)) {
            replay.run(Long.MAX_VALUE, event -> {});
        }
        return digests;
    }

    /** Another client keeps the market going while the host is down. */
    static void letPass(ReplayVenue venue, long boundaries) throws Exception {
        if (boundaries == 0) {
            return;
        }
        final long until = venue.statistics().boundaries() + boundaries;
        final WebSocket other = HttpClient.newHttpClient()
                .newWebSocketBuilder()
                .buildAsync(URI.create(venue.wsUrl() + "/ws/btcusdt@kline_5m"), new Reader())
                .get(10, TimeUnit.SECONDS);
        Await.progress(
                boundaries + " boundaries have passed", () -> venue.statistics().boundaries(), until);
        other.abort();
    }

    private static final class Reader implements WebSocket.Listener {
        @Override
        public CompletionStage<?> onText(WebSocket socket, CharSequence data, boolean last) {
            socket.request(1);
            return null;
        }
    }
}
