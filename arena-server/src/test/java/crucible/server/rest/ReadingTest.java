package crucible.server.rest;

import static crucible.server.rest.FaceUnderTest.json;
import static org.assertj.core.api.Assertions.assertThat;

import crucible.fill.CostSettings;
import crucible.server.security.Role;
import crucible.server.view.Readiness;
import java.io.IOException;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

class ReadingTest {
    private FaceUnderTest server;

    @BeforeEach
    void start(@TempDir Path folder) throws IOException {
        server = new FaceUnderTest(folder);
    }

    @AfterEach
    void stop() {
        server.close();
    }

    private JsonNode get(String path) {
        final HttpResponse<String> answer = server.get(path, Role.VIEWER);
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
        return json(answer);
    }

    @Test
    void moneyIsExactTextAndANumberAndTimeIsTwice() {
        final JsonNode arena = get("/api/v1/arena");
        assertThat(arena.path("totals").path("fees").stringValue()).isEqualTo("12.345");
        assertThat(arena.path("totals").path("feesUsd").doubleValue()).isEqualTo(12.345);
        assertThat(arena.path("boundaryTimeMs").longValue()).isEqualTo(FakeArena.START_MS);
        assertThat(arena.path("boundaryAt").stringValue()).isEqualTo("2023-11-14T22:13:20Z");
        assertThat(arena.path("mode").stringValue()).isEqualTo("demo");
        assertThat(arena.path("uptimeMs").longValue()).isEqualTo(60_000);
        assertThat(arena.path("agents").path("ACTIVE").intValue()).isEqualTo(14);
        assertThat(arena.path("lastBars").get(0).path("lastBarTimeMs").longValue())
                .isEqualTo(FakeArena.START_MS);
    }

    @Test
    void whatDoesNotExistIsNull() {
        final JsonNode row = get("/api/v1/agents/4");
        for (String name : List.of("psr", "dsr", "eValue", "sharpe", "winRate", "tradesToPromotion", "death")) {
            assertThat(row.has(name)).as(name).isTrue();
            assertThat(row.path(name).isNull()).as(name).isTrue();
        }
    }

    @Test
    void aFillSaysWhereItIsShownWhetherItWasCrowded() {
        final JsonNode order = get("/api/v1/agents/4/orders").path("items").get(1);
        assertThat(order.path("fill").path("crowded").booleanValue()).isTrue();
        final JsonNode trade = get("/api/v1/agents/4/trades").path("items").get(0);
        assertThat(trade.path("entry").path("crowded").booleanValue()).isTrue();
        assertThat(trade.path("exit").path("crowded").booleanValue()).isFalse();
    }

    @Test
    void aVerdictsCardNamesTheCostsItWasGivenUnder() {
        assertThat(get("/api/v1/agents/4/verdicts")
                        .path("items")
                        .get(0)
                        .path("costDigest")
                        .stringValue())
                .isEqualTo(CostSettings.DEFAULT.digest());
    }

    @Test
    void anInstrumentTellsItsOrderRulesAndFromWhenTheyHold() {
        final JsonNode instrument = get("/api/v1/instruments").path("items").get(0);
        assertThat(instrument.path("tickSize").stringValue()).isEqualTo("0.01");
        assertThat(instrument.path("stepSize").stringValue()).isEqualTo("0.00001");
        assertThat(instrument.path("minQuantity").stringValue()).isEqualTo("0.00001");
        assertThat(instrument.path("minNotional").stringValue()).isEqualTo("5");
        assertThat(instrument.path("rulesEffectiveTimeMs").longValue()).isEqualTo(FakeArena.START_MS - 900_000);
        assertThat(instrument.path("rulesEffectiveAt").stringValue()).isEqualTo("2023-11-14T21:58:20Z");
        final JsonNode band = instrument.path("priceBand");
        assertThat(band.path("bidUpPpm").longValue()).isEqualTo(5_000_000);
        assertThat(band.path("bidDownPpm").isNull()).isTrue();
        assertThat(band.path("askUpPpm").isNull()).isTrue();
        assertThat(band.path("askDownPpm").longValue()).isEqualTo(200_000);
    }

    @Test
    void timeframesThatAreTooFastAreToldSideBySide() {
        final JsonNode answer = get("/api/v1/viability");
        assertThat(answer.path("leastRatio").doubleValue()).isEqualTo(2);
        final JsonNode item = answer.path("items").get(0);
        final JsonNode five = item.path("timeframes").path("5m");
        // 30 bps of move against 20 of fees, 2 of slippage and 1 of spread.
        assertThat(five.path("costBps").doubleValue()).isEqualTo(23);
        assertThat(five.path("ratio").doubleValue()).isBetween(1.30, 1.31);
        assertThat(five.path("tooFast").booleanValue()).isTrue();
        final JsonNode fifteen = item.path("timeframes").path("15m");
        assertThat(fifteen.path("potentialBps").isNull()).isTrue();
        assertThat(fifteen.path("ratio").isNull()).isTrue();
        assertThat(fifteen.path("tooFast").booleanValue()).isFalse();
    }

    @Test
    void aDeathIsToldInPlainWords() {
        assertThat(get("/api/v1/agents/2").path("death").path("words").stringValue())
                .isEqualTo("costs ate it: \u221222 bps a trade, gross +10");
    }

    @ParameterizedTest
    @ValueSource(strings = {"-equity", "equity", "-psr", "psr", "id", "-trades", "winRate"})
    void pagesShowEveryAgentOnceInOrder(String sort) {
        final List<Integer> seen = new ArrayList<>();
        String cursor = "";
        while (cursor != null) {
            final JsonNode page =
                    get("/api/v1/agents?limit=7&sort=" + sort + (cursor.isEmpty() ? "" : "&cursor=" + cursor));
            page.path("items").forEach(row -> seen.add(row.path("id").intValue()));
            assertThat(page.path("total").intValue()).isEqualTo(20);
            cursor = page.path("next").isNull() ? null : page.path("next").stringValue();
        }
        final List<Integer> whole = new ArrayList<>();
        get("/api/v1/agents?sort=" + sort)
                .path("items")
                .forEach(row -> whole.add(row.path("id").intValue()));
        assertThat(seen)
                .isEqualTo(whole)
                .containsExactlyInAnyOrderElementsOf(
                        IntStream.range(0, 20).boxed().toList());
    }

    @Test
    void theAbsentComesLastInEitherDirection() {
        for (String sort : List.of("psr", "-psr")) {
            final JsonNode items = get("/api/v1/agents?sort=" + sort).path("items");
            assertThat(items.get(0).path("psr").isNull()).isFalse();
            assertThat(items.get(19).path("psr").isNull()).isTrue();
            assertThat(items.get(16).path("psr").isNull()).isTrue();
        }
    }

    @Test
    void statesFilter() {
        final JsonNode page = get("/api/v1/agents?state=terminated");
        assertThat(page.path("total").intValue()).isEqualTo(6);
        page.path("items")
                .forEach(row -> assertThat(row.path("state").stringValue()).isEqualTo("TERMINATED"));
        assertThat(get("/api/v1/agents?state=ACTIVE,TERMINATED").path("total").intValue())
                .isEqualTo(20);
    }

    @Test
    void tradesArePagedNewestFirst() {
        final JsonNode first = get("/api/v1/agents/1/trades?limit=10");
        assertThat(first.path("items").get(0).path("number").intValue()).isEqualTo(25);
        final JsonNode third = get(
                "/api/v1/agents/1/trades?limit=20&cursor=" + first.path("next").stringValue());
        assertThat(third.path("items").size()).isEqualTo(15);
        assertThat(third.path("items").get(0).path("number").intValue()).isEqualTo(15);
        assertThat(third.path("next").isNull()).isTrue();
    }

    @Test
    void equityIsCutByTimeInEitherForm() {
        assertThat(get("/api/v1/agents/1/equity").path("points").size()).isEqualTo(5);
        assertThat(get("/api/v1/agents/1/equity?from=" + (FakeArena.START_MS + 1))
                        .path("points")
                        .size())
                .isEqualTo(4);
        assertThat(get("/api/v1/agents/1/equity?to=2023-11-14T22:13:20Z")
                        .path("points")
                        .size())
                .isEqualTo(1);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/api/v1/agents?limit=0",
                "/api/v1/agents?limit=x",
                "/api/v1/agents?sort=luck",
                "/api/v1/agents?state=HAPPY",
                "/api/v1/agents?cursor=abc",
                "/api/v1/agents?limit=1&limit=2",
                "/api/v1/agents?nothing=1",
                "/api/v1/agents/1/equity?from=yesterday",
                "/api/v1/agents/1/equity?from=2&to=1",
                "/api/v1/agents/1/trades?cursor=-1",
                "/api/v1/events?types=weather",
            })
    void aBadQueryIsMalformed(String path) {
        final HttpResponse<String> answer = server.get(path, Role.VIEWER);
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(400);
        assertThat(answer.headers().firstValue("Content-Type")).contains("application/problem+json");
    }

    @Test
    void unknownAgentsPathsAndMethodsAreToldApart() {
        assertThat(server.get("/api/v1/agents/999", Role.VIEWER).statusCode()).isEqualTo(404);
        assertThat(server.get("/api/v1/agents/-1", Role.VIEWER).statusCode()).isEqualTo(404);
        assertThat(server.get("/api/v2/agents", Role.VIEWER).statusCode()).isEqualTo(404);
        assertThat(server.get("/api/v1/nowhere", Role.VIEWER).body())
                .contains("there is nothing at /api/v1/nowhere; /docs lists what there is");
        assertThat(server.post("/api/v1/nowhere", "{}", Role.ADMIN).statusCode())
                .isEqualTo(404);
        final HttpResponse<String> wrong = server.post("/api/v1/arena", "{}", Role.ADMIN);
        assertThat(wrong.statusCode()).isEqualTo(405);
        assertThat(wrong.headers().firstValue("Allow")).contains("GET, HEAD");
    }

    @Test
    void readinessNamesItsReasons() {
        server.arena.readiness = new Readiness(false, List.of("no bar for 10 minutes", "the disk is full"));
        final HttpResponse<String> answer = server.get("/health/ready", null);
        assertThat(answer.statusCode()).isEqualTo(503);
        assertThat(json(answer).path("reasons").get(1).stringValue()).isEqualTo("the disk is full");
        assertThat(server.get("/health/live", null).statusCode()).isEqualTo(200);
    }

    @Test
    void metricsAreText() {
        final HttpResponse<String> answer = server.get("/metrics", null);
        assertThat(answer.headers().firstValue("Content-Type")).contains("text/plain; version=0.0.4; charset=utf-8");
        assertThat(answer.body()).isEqualTo("crucible_bars_total 1\n");
    }

    @Test
    void everyAnswerCarriesTheSecurityHeadersAndNoneForOtherOrigins() {
        for (String path : List.of("/api/v1/arena", "/docs", "/api/v1/none")) {
            final HttpResponse<String> answer = server.get(path, Role.VIEWER);
            assertThat(answer.headers().firstValue("Content-Security-Policy").orElseThrow())
                    .startsWith("default-src 'self'");
            assertThat(answer.headers().firstValue("X-Content-Type-Options")).contains("nosniff");
            assertThat(answer.headers().firstValue("Access-Control-Allow-Origin"))
                    .isEmpty();
        }
    }

    @Test
    void headHasTheHeadersOnly() {
        final HttpResponse<String> answer = server.send(server.request("/api/v1/arena", server.tokens.get(Role.VIEWER))
                .method("HEAD", HttpRequest.BodyPublishers.noBody())
                .build());
        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(answer.body()).isEmpty();
    }

    @Test
    void pipelinedRequestsAreAnsweredInOrder() throws IOException {
        final StringBuilder requests = new StringBuilder();
        for (int i = 0; i < 20; i++) {
            requests.append("GET /none-").append(i).append(" HTTP/1.1\r\nHost: localhost\r\n");
            requests.append(i == 19 ? "Connection: close\r\n\r\n" : "\r\n");
        }
        final String answers = server.raw(requests.toString());
        int from = 0;
        for (int i = 0; i < 20; i++) {
            from = answers.indexOf("\"instance\":\"/none-" + i + "\"", from);
            assertThat(from).as("answer %d", i).isPositive();
        }
    }
}
