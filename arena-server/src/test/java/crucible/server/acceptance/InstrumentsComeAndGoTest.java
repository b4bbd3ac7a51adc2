package crucible.server.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import crucible.exchange.Listing;
import crucible.exchange.replay.ReplayVenue;
import crucible.model.AgentState;
import crucible.model.Instrument;
import crucible.runtime.event.EventKind;
import crucible.runtime.event.ListingChange;
import crucible.server.host.HostPlan;
import crucible.server.host.TournamentHost;
import crucible.server.security.Role;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/** Operators take instruments in and out of a running arena, by REST. */
class InstrumentsComeAndGoTest {
    private static final String PATH = "/api/v1/instruments";
    private static final String BECAUSE = "{\"reason\":\"a rehearsal\"}";

    @TempDir
    private Path directory;

    private static HostPlan plan(ReplayVenue venue, Path where, int lanes, String... symbols) {
        final HostPlan all = Rehearsal.plan(venue, where, lanes);
        final List<Listing> listings =
                Stream.of(symbols).map(symbol -> new Listing(0, symbol)).toList();
        final Listing[] numbered = new Listing[listings.size()];
        for (int i = 0; i < numbered.length; i++) {
            numbered[i] = new Listing(i, symbols[i]);
        }
        return new HostPlan(
                all.rules(),
                all.engine(),
                all.feed().withListings(List.of(numbered)).withWarmUpBars(300),
                all.admin(),
                where,
                all.mode(),
                all.beginMs(),
                all.note());
    }

    private static String add(String symbol) {
        return "{\"venue\":\"binance-spot\",\"symbol\":\"" + symbol + "\",\"reason\":\"a rehearsal\"}";
    }

    private static JsonNode ok(Caller.Answer answer) {
        assertThat(answer.status()).as(answer.body()).isEqualTo(200);
        return answer.json();
    }

    private static JsonNode refused(Caller.Answer answer, int status) {
        assertThat(answer.status()).as(answer.body()).isEqualTo(status);
        return answer.json();
    }

    private static JsonNode shown(Caller viewer, String symbol) {
        try {
            for (JsonNode one : viewer.get(PATH).json().path("items")) {
                if (one.path("symbol").asString().equals(symbol)) {
                    return one;
                }
            }
            return viewer.get("/none").json().path("none");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    private static long lastBarMs(Caller viewer, String symbol) {
        long lastMs = 0;
        for (JsonNode bar : shown(viewer, symbol).path("lastBars")) {
            lastMs = Math.max(lastMs, bar.path("closeTimeMs").asLong());
        }
        return lastMs;
    }

    private static void awaitLiveBars(Caller viewer, String symbol) {
        Await.until(symbol + " has live bars", () -> {
            for (JsonNode bar : shown(viewer, symbol).path("lastBars")) {
                if (bar.path("provenance").asString().equals("LIVE")) {
                    return true;
                }
            }
            return false;
        });
    }

    /** What a process that is killed now leaves behind. */
    private static void copy(Path from, Path to) throws IOException {
        try (Stream<Path> files = Files.walk(from)) {
            for (Path file : files.toList()) {
                final Path target = to.resolve(from.relativize(file).toString());
                if (Files.isDirectory(file)) {
                    Files.createDirectories(target);
                } else {
                    Files.copy(file, target);
                }
            }
        }
    }

    @Test
    void anInstrumentJoinsARunningArenaAndIsThereAfterAKill() throws Exception {
        final Path killed = directory.resolve("killed");
        final Path own = directory.resolve("own");
        final JsonNode added;
        try (ReplayVenue venue = Rehearsal.venue(20_000, Long.MAX_VALUE)) {
            try (TournamentHost host = TournamentHost.start(plan(venue, own, 2, "BTCUSDT"))) {
                final Caller operator = new Caller(host.url(), host.createToken(Role.OPERATOR));
                final Caller viewer = new Caller(host.url(), host.createToken(Role.VIEWER));
                awaitLiveBars(viewer, "BTCUSDT");
                assertThat(viewer.post(PATH, null, add("ETHUSDT")).status()).isEqualTo(403);
                assertThat(refused(operator.post(PATH, null, add("ETHUSD")), 422)
                                .path("near")
                                .path(0)
                                .asString())
                        .isEqualTo("ETHUSDT");
                refused(operator.post(PATH, null, add("ETHUSDT").replace("binance-spot", "kraken")), 422);
                refused(operator.post(PATH, null, "{\"venue\":\"binance-spot\",\"symbol\":\"ETHUSDT\"}"), 422);
                refused(operator.post(PATH, null, add("BTCUSDT")), 409);
                added = ok(operator.post(PATH, "key-1", add("ETHUSDT")));
                copy(own, killed);
                assertThat(added.path("instrumentId").asInt()).isEqualTo(1);
                assertThat(ok(operator.post(PATH, "key-1", add("ETHUSDT")))).isEqualTo(added);
                refused(operator.post(PATH, "key-1", add("SOLUSDT")), 422);
                refused(operator.post(PATH, null, add("ETHUSDT")), 409);
                awaitLiveBars(viewer, "ETHUSDT");
                final JsonNode following = shown(viewer, "ETHUSDT").path("following");
                assertThat(following.path("state").asString()).isEqualTo("ADDED");
                assertThat(following.path("actor").asString()).startsWith("operator");
                assertThat(following.path("reason").asString()).isEqualTo("a rehearsal");
                assertThat(following.path("sinceAt").asString()).endsWith("Z");
                assertThat(shown(viewer, "BTCUSDT")
                                .path("following")
                                .path("state")
                                .asString())
                        .isEqualTo("CONFIGURED");
                assertThat(host.stageFailures()).isZero();
            }
            try (TournamentHost host = TournamentHost.start(plan(venue, killed, 1, "BTCUSDT"))) {
                final Caller operator = new Caller(host.url(), host.createToken(Role.OPERATOR));
                awaitLiveBars(operator, "ETHUSDT");
                assertThat(ok(operator.post(PATH, "key-1", add("ETHUSDT"))))
                        .as("the first answer again")
                        .isEqualTo(added);
                assertThat(shown(operator, "ETHUSDT").path("id").asInt()).isEqualTo(1);
            }
        }
        for (Path run : List.of(own, killed)) {
            assertThat(Journal.rare(run, EventKind.LISTING, ListingChange.class))
                    .singleElement()
                    .satisfies(entry -> assertThat(entry.content().reason()).isEqualTo("a rehearsal"));
            assertThat(Journal.rare(run, EventKind.INSTRUMENT, Instrument.class))
                    .extracting(entry -> entry.content().symbol())
                    .containsExactly("BTCUSDT", "ETHUSDT");
            Journal.everyBarIsThereOnceOrAGap(run, 2);
            assertThat(Rehearsal.replay(run, 1).newest())
                    .isEqualTo(Rehearsal.replay(run, 4).newest());
        }
    }

    @Test
    void anInstrumentGoesAndNobodyKeepsAnythingInIt() throws Exception {
        try (ReplayVenue venue = Rehearsal.venue(20_000, Long.MAX_VALUE)) {
            try (TournamentHost host = TournamentHost.start(plan(venue, directory, 2, "BTCUSDT", "DOGEUSDT"))) {
                final Caller admin = new Caller(host.url(), host.createToken(Role.ADMIN));
                Await.until(
                        "somebody holds DOGE",
                        () -> host.view().current().rows().stream()
                                .anyMatch(row -> row.position()
                                        .filter(position ->
                                                position.instrument().equals("DOGEUSDT"))
                                        .isPresent()));
                refused(admin.post(PATH + "/SOLUSDT/remove", null, BECAUSE), 404);
                refused(admin.post(PATH + "/DOGEUSDT/remove", null, "{}"), 422);
                assertThat(admin.get("/metrics").body()).contains("instrument=\"DOGEUSDT\"");
                final JsonNode removed = ok(admin.post(PATH + "/DOGEUSDT/remove", "key-9", BECAUSE));
                assertThat(removed.path("change").asString()).isEqualTo("REMOVED");
                refused(admin.post(PATH + "/0/remove", null, BECAUSE), 409);
                final long boundaries = host.arena().sequencer().counters().boundaries();
                Await.until(
                        "nobody holds DOGE",
                        () -> host.view().current().rows().stream()
                                .noneMatch(row -> row.position()
                                        .filter(position ->
                                                position.instrument().equals("DOGEUSDT"))
                                        .isPresent()));
                assertThat(shown(admin, "DOGEUSDT")
                                .path("following")
                                .path("state")
                                .asString())
                        .isEqualTo("REMOVED");
                Rehearsal.awaitCount(host, boundaries + 300);
                final long doge = lastBarMs(admin, "DOGEUSDT");
                final long btc = lastBarMs(admin, "BTCUSDT");
                Await.until("BTC goes on", () -> lastBarMs(admin, "BTCUSDT") > btc);
                assertThat(doge).isLessThan(btc).isEqualTo(lastBarMs(admin, "DOGEUSDT"));
                assertThat(admin.get("/metrics").body()).doesNotContain("instrument=\"DOGEUSDT\"");
                assertThat(host.view().current().agents()).doesNotContainKey(AgentState.QUARANTINED);
            }
            try (TournamentHost host = TournamentHost.start(plan(venue, directory, 1, "BTCUSDT", "DOGEUSDT"))) {
                final Caller admin = new Caller(host.url(), host.createToken(Role.ADMIN));
                final long before = lastBarMs(admin, "DOGEUSDT");
                Rehearsal.awaitCount(host, 30);
                assertThat(lastBarMs(admin, "DOGEUSDT")).isEqualTo(before);
                assertThat(ok(admin.post(PATH + "/DOGEUSDT/remove", "key-9", BECAUSE))
                                .path("change")
                                .asString())
                        .isEqualTo("REMOVED");
                ok(admin.post(PATH, null, add("DOGEUSDT")));
                awaitLiveBars(admin, "DOGEUSDT");
                assertThat(host.stageFailures()).isZero();
            }
        }
        assertThat(Rehearsal.replay(directory, 1).newest())
                .isEqualTo(Rehearsal.replay(directory, 4).newest());
    }
}
