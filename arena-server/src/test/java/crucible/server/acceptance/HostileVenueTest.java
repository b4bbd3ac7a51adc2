package crucible.server.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import crucible.exchange.replay.ReplayVenue;
import crucible.model.Provenance;
import crucible.runtime.event.EventKind;
import crucible.server.host.TournamentHost;
import crucible.server.security.Role;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A venue that sends nonsense between its frames. */
class HostileVenueTest {
    private static final int BOUNDARIES = 300;
    private static final long OPEN_MS = 1_767_571_200_000L;

    @TempDir
    private Path directory;

    @Test
    void malformedFramesAreCountedByReasonAndTradingGoesOn() throws Exception {
        final Map<String, List<String>> hostile = hostile();
        final List<String> frames = new ArrayList<>();
        hostile.values().forEach(frames::addAll);
        try (ReplayVenue venue = Rehearsal.venue(1_000_000, BOUNDARIES);
                HostileProxy proxy = new HostileProxy(venue.port(), frames);
                TournamentHost host =
                        TournamentHost.start(Rehearsal.plan(proxy.wsUrl(), venue.restUrl(), directory, 1))) {
            Rehearsal.awaitBoundary(host, BOUNDARIES);
            assertThat(proxy.isDone()).as("all hostile frames were sent").isTrue();
            final Caller viewer = new Caller(host.url(), host.createToken(Role.VIEWER));
            final String metrics = viewer.get("/metrics").body();
            hostile.forEach((reason, some) -> assertThat(metrics)
                    .containsPattern("crucible_frames_rejected_total\\{reason=\"" + reason
                            + "\",venue=\"binance-spot\"} " + some.size() + "\\.0\n"));
            assertThat(viewer.get("/api/v1/venues")
                            .json()
                            .get("items")
                            .get(0)
                            .get("framesRejected")
                            .intValue())
                    .isEqualTo(frames.size());
            assertThat(host.feedStats().connects()).as("the connection held").isOne();
            host.stopTrading();
            assertThat(host.view().current().totals().fills()).isPositive();
            assertThat(host.stageFailures()).isZero();
        }
        assertThat(Journal.bars(directory))
                .hasSize((int) Rehearsal.bars(BOUNDARIES))
                .allSatisfy(bar -> assertThat(bar.provenance()).isIn(Provenance.OFFLINE, Provenance.LIVE));
        assertThat(Journal.rare(directory, EventKind.GAP, Object.class)).isEmpty();
    }

    private static Map<String, List<String>> hostile() {
        final String kline = kline("BTCUSDT", "\"90000\"");
        final Map<String, List<String>> frames = new LinkedHashMap<>();
        frames.put("malformed-json", List.of("", kline.substring(0, 60), kline + "}", "{\"e\":\"kline\",,}", "\u0000"));
        frames.put(
                "wrong-type",
                List.of(
                        "[1,2,3]",
                        kline("BTCUSDT", "90000"),
                        kline.replace("\"E\":1767571500005", "\"E\":\"soon\""),
                        kline.replace("\"x\":true", "\"x\":\"yes\""),
                        quote("BTCUSDT", "90000", "[90001]")));
        frames.put("unknown-symbol", List.of(kline("NOSUCHUSDT", "\"90000\""), quote("NOSUCHUSDT", "\"1\"", "\"2\"")));
        frames.put("negative-price", List.of(kline("BTCUSDT", "\"-90000\""), quote("BTCUSDT", "\"-1\"", "\"90001\"")));
        frames.put("missing-field", List.of("{}", "{\"e\":\"kline\",\"E\":1767571500005,\"s\":\"BTCUSDT\"}"));
        frames.put("crossed-quote", List.of(quote("BTCUSDT", "\"90002\"", "\"90001\"")));
        return frames;
    }

    private static String kline(String symbol, String low) {
        return "{\"e\":\"kline\",\"E\":1767571500005,\"s\":\"" + symbol + "\",\"k\":{\"t\":" + OPEN_MS + ",\"T\":"
                + (OPEN_MS + 299_999) + ",\"s\":\"" + symbol
                + "\",\"i\":\"5m\",\"f\":1,\"L\":2,\"o\":\"90000\",\"c\":\"90000\",\"h\":\"90000\",\"l\":" + low
                + ",\"v\":\"1\",\"n\":2,\"x\":true,\"q\":\"1\",\"V\":\"1\",\"Q\":\"1\",\"B\":\"0\"}}";
    }

    private static String quote(String symbol, String bid, String ask) {
        return "{\"u\":1,\"s\":\"" + symbol + "\",\"b\":" + bid + ",\"B\":\"1\",\"a\":" + ask + ",\"A\":\"1\"}";
    }
}
