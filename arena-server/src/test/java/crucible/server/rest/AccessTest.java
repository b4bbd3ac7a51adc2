package crucible.server.rest;

import static crucible.server.rest.FaceUnderTest.json;
import static org.assertj.core.api.Assertions.assertThat;

import crucible.server.security.Role;
import java.io.IOException;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Who gets in, route by route and role by role. */
class AccessTest {
    private static final String REASON = "{\"reason\":\"because\"}";

    private FaceUnderTest server;

    @BeforeEach
    void start(@TempDir Path folder) throws IOException {
        server = new FaceUnderTest(folder);
    }

    @AfterEach
    void stop() {
        server.close();
    }

    @Test
    void everyRouteOpensForItsRoleAndThoseAboveOnly() {
        final HttpFace.Parts parts = new HttpFace.Parts(
                server.arena, server.control, () -> new byte[0], null, server.idempotency, () -> null);
        for (Route route : HttpFace.routes(parts, 200)) {
            final boolean stream = route.template().endsWith("/events");
            for (Role role : Role.values()) {
                if (!stream) {
                    final boolean allowed =
                            route.access().role().map(role::includes).orElse(true) || route.access() == Access.LOCAL;
                    final int status = use(route, server.tokens.get(role)).statusCode();
                    assertThat(status == 401 || status == 403)
                            .as("%s %s as %s gives %d", route.method(), route.template(), role, status)
                            .isEqualTo(!allowed);
                }
            }
            final boolean open = route.access() == Access.PUBLIC || route.access() == Access.LOCAL;
            for (String token : new String[] {null, "crucible_admin_wrong"}) {
                final int status = stream ? 401 : use(route, token).statusCode();
                // Too many wrong tokens are answered by 429.
                assertThat(status == 401 || status == 429)
                        .as("%s %s with token %s gives %d", route.method(), route.template(), token, status)
                        .isEqualTo(!open);
            }
        }
    }

    private HttpResponse<String> use(Route route, String token) {
        final String path = route.template()
                .replace("{id}", "3")
                .replace("{instrument}", "BTCUSDT")
                .replace("{requestId}", "x")
                .replace("{library}", "echarts")
                .replace("{path*}", "none.txt");
        final HttpRequest.Builder request = server.request(path, token);
        if (!route.method().equals("GET")) {
            request.header("Content-Type", "application/json")
                    .method(route.method(), HttpRequest.BodyPublishers.ofString(REASON));
        }
        return server.send(request.build());
    }

    @Test
    void withoutATokenTheAnswerSaysHowToBringOne() {
        final HttpResponse<String> answer =
                server.send(server.request("/api/v1/arena", null).build());
        assertThat(answer.statusCode()).isEqualTo(401);
        assertThat(answer.headers().firstValue("WWW-Authenticate")).contains("Bearer realm=\"crucible\"");
        assertThat(answer.headers().firstValue("Content-Type")).contains("application/problem+json");
    }

    @Test
    void aTokenInTheQueryIsRefused() {
        assertThat(server.get("/api/v1/arena?token=" + server.tokens.get(Role.VIEWER), null)
                        .statusCode())
                .isEqualTo(401);
    }

    @Test
    void manyWrongTokensAreMadeToWaitAndARightOneIsNot() {
        int last = 0;
        for (int i = 0; i < 12; i++) {
            last = server.send(server.request("/api/v1/arena", "guess-" + i).build())
                    .statusCode();
        }
        assertThat(last).isEqualTo(429);
        assertThat(server.get("/api/v1/arena", Role.VIEWER).statusCode()).isEqualTo(200);
        server.nowMs.addAndGet(60_000);
        assertThat(server.send(server.request("/api/v1/arena", "guess").build()).statusCode())
                .isEqualTo(401);
    }

    @Test
    void anUnknownHostIsMisdirected() throws IOException {
        final String answer = server.raw("GET /health/live HTTP/1.1\r\nHost: evil.example:" + server.face.port()
                + "\r\nConnection: close\r\n\r\n");
        assertThat(answer).startsWith("HTTP/1.1 421").contains("application/problem+json");
    }

    @Test
    void loopbackNamesAndConfiguredHostsAreServed() throws IOException {
        for (String host :
                new String[] {"localhost:1", "127.0.0.1", "[::1]:8080", "Arena.Example", "arena.example:443"}) {
            final String answer =
                    server.raw("GET /health/live HTTP/1.1\r\nHost: " + host + "\r\nConnection: close\r\n\r\n");
            assertThat(answer).as(host).startsWith("HTTP/1.1 200");
        }
    }

    @Test
    void aRequestWithoutHostIsMalformed() throws IOException {
        assertThat(server.raw("GET /health/live HTTP/1.1\r\nConnection: close\r\n\r\n"))
                .startsWith("HTTP/1.1 400");
    }

    @Test
    void aForeignPageChangesNothing() {
        for (String origin : new String[] {"https://evil.example", "null", "http://127.0.0.1:1", "not an origin"}) {
            final HttpResponse<String> answer =
                    server.post("/api/v1/agents/3/kill", REASON, Role.OPERATOR, "Origin", origin);
            assertThat(answer.statusCode()).as(origin).isEqualTo(403);
            assertThat(json(answer).path("type").stringValue()).isEqualTo("/problems/foreign-origin");
        }
        assertThat(server.control.commands).isEmpty();
        for (String origin : new String[] {server.face.url(), "https://arena.example"}) {
            assertThat(server.post("/api/v1/agents/3/kill", REASON, Role.OPERATOR, "Origin", origin)
                            .statusCode())
                    .as(origin)
                    .isEqualTo(200);
        }
    }

    @Test
    void behindAProxyNothingCountsAsLocal(@TempDir Path folder) throws IOException {
        try (FaceUnderTest proxied = new FaceUnderTest(folder, true)) {
            assertThat(proxied.send(proxied.request("/metrics", null).build()).statusCode())
                    .isEqualTo(401);
            assertThat(proxied.get("/metrics", Role.VIEWER).statusCode()).isEqualTo(200);
        }
    }
}
