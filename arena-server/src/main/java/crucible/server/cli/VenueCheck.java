package crucible.server.cli;

import crucible.server.config.VenueSettings;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Whether a venue answers, and how far its clock and ours are apart. */
final class VenueCheck {
    private static final Duration PATIENCE = Duration.ofSeconds(3);
    private static final long MOST_OFFSET_MS = 1_000;

    private VenueCheck() {}

    static Finding reach(VenueSettings venue) {
        final String name = "venue " + venue.name();
        final HttpClient client =
                HttpClient.newBuilder().connectTimeout(PATIENCE).build();
        final long startMs = System.currentTimeMillis();
        final HttpResponse<String> answer;
        try {
            final HttpRequest request = HttpRequest.newBuilder(URI.create(venue.restUrl() + "/api/v3/time"))
                    .timeout(PATIENCE)
                    .build();
            answer = client.send(request, HttpResponse.BodyHandlers.ofString());
        } catch (IOException | IllegalArgumentException e) {
            return Finding.failed(name, venue.restUrl() + " does not answer: " + e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return Finding.failed(name, "interrupted");
        }
        final long endMs = System.currentTimeMillis();
        if (answer.statusCode() != 200) {
            return Finding.failed(name, venue.restUrl() + " answers with status " + answer.statusCode());
        }
        return offset(name, answer.body(), startMs, endMs);
    }

    private static Finding offset(String name, String body, long startMs, long endMs) {
        try {
            final JsonNode time = JsonMapper.builder().build().readTree(body).path("serverTime");
            if (!time.isIntegralNumber()) {
                return Finding.failed(name, "answers without serverTime");
            }
            final long offsetMs = time.longValue() - (startMs + endMs) / 2;
            final String found = "answers in " + (endMs - startMs) + " ms, its clock is " + Math.abs(offsetMs) + " ms "
                    + (offsetMs < 0 ? "behind" : "ahead of") + " ours";
            return Math.abs(offsetMs) <= MOST_OFFSET_MS
                    ? Finding.ok(name, found)
                    : Finding.warning(name, found + "; at most " + MOST_OFFSET_MS + " ms are wanted: is NTP running?");
        } catch (JacksonException e) {
            return Finding.failed(name, "answers, but not in JSON");
        }
    }
}
