package crucible.server.acceptance;

import crucible.exchange.replay.ReplayVenue;
import crucible.server.config.AdminSettings;
import crucible.server.host.HostPlan;
import crucible.server.host.TournamentHost;
import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.testcontainers.containers.GenericContainer;
import org.testcontainers.containers.wait.strategy.Wait;
import org.testcontainers.images.builder.Transferable;
import org.testcontainers.junit.jupiter.Testcontainers;
import org.testcontainers.utility.DockerImageName;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** A real Prometheus reads the arena's metrics. Needs Docker; skipped where there is none. */
@Testcontainers(disabledWithoutDocker = true)
class PrometheusTest {
    private static final DockerImageName IMAGE = DockerImageName.parse("prom/prometheus:v3.5.0");
    private static final String HOST = "host.testcontainers.internal";
    private static final int PORT = 9090;

    @TempDir
    private Path directory;

    @Test
    void aRealPrometheusScrapesTheArena() throws Exception {
        try (ReplayVenue venue = Rehearsal.venue(20_000, Long.MAX_VALUE);
                TournamentHost host = TournamentHost.start(plan(venue))) {
            Rehearsal.awaitBoundary(host, 3);
            final int port = URI.create(host.url()).getPort();
            org.testcontainers.Testcontainers.exposeHostPorts(port);
            try (GenericContainer<?> prometheus = new GenericContainer<>(IMAGE)) {
                prometheus
                        .withCopyToContainer(Transferable.of(configuration(port)), "/etc/prometheus/prometheus.yml")
                        .withExposedPorts(PORT)
                        .waitingFor(Wait.forHttp("/-/ready").forPort(PORT))
                        .withStartupTimeout(Duration.ofMinutes(2))
                        .start();
                final String url = "http://" + prometheus.getHost() + ":" + prometheus.getMappedPort(PORT);
                for (String query : List.of(
                        "up{job=\"crucible\"} == 1",
                        "crucible_feed_up == 1",
                        "sum(crucible_agents) >= 10",
                        "sum(crucible_bars_total) > 4500",
                        "crucible_agent_equity_usd > 0",
                        "crucible_bar_to_decision_seconds_count > 0")) {
                    Await.until("Prometheus answers " + query, () -> hasAnswer(url, query));
                }
            }
        }
    }

    private HostPlan plan(ReplayVenue venue) {
        final HostPlan plan = Rehearsal.plan(venue, directory, 1);
        final AdminSettings admin =
                new AdminSettings("127.0.0.1", 0, List.of(HOST), false, Optional.empty(), Optional.empty(), 100);
        return new HostPlan(
                plan.rules(), plan.engine(), plan.feed(), admin, directory, plan.mode(), plan.beginMs(), plan.note());
    }

    private static String configuration(int port) {
        return "global: { scrape_interval: 1s }\n"
                + "scrape_configs:\n"
                + "  - job_name: crucible\n"
                + "    static_configs: [ { targets: ['" + HOST + ":" + port + "'] } ]\n";
    }

    private static boolean hasAnswer(String url, String query) {
        try {
            final HttpResponse<String> answer = HttpClient.newHttpClient()
                    .send(
                            HttpRequest.newBuilder(URI.create(url + "/api/v1/query?query="
                                            + URLEncoder.encode(query, StandardCharsets.UTF_8)))
                                    .build(),
                            HttpResponse.BodyHandlers.ofString());
            final JsonNode result =
                    JsonMapper.shared().readTree(answer.body()).path("data").path("result");
            return answer.statusCode() == 200 && !result.isEmpty();
        } catch (IOException notYet) {
            return false;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new AssertionError("interrupted while asking Prometheus", e);
        }
    }
}
