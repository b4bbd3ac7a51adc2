package crucible.server.rest;

import crucible.server.config.AdminSettings;
import crucible.server.security.Role;
import crucible.server.security.TokenStore;
import java.io.IOException;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import tools.jackson.databind.JsonNode;

/** A face on a free loopback port, before fakes, with one token per role and a clock that stands still. */
final class FaceUnderTest implements AutoCloseable {
    final FakeArena arena = new FakeArena(20);
    final FakeControl control = new FakeControl();
    final AtomicLong nowMs = new AtomicLong(FakeArena.START_MS + 60_000);
    final Idempotency idempotency;
    final Map<Role, String> tokens = new EnumMap<>(Role.class);
    final HttpFace face;
    private final HttpClient client =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

    FaceUnderTest(Path folder) throws IOException {
        this(folder, false);
    }

    FaceUnderTest(Path folder, boolean behindProxy) throws IOException {
        final TokenStore store = TokenStore.open(folder.resolve("tokens"));
        for (Role role : Role.values()) {
            tokens.put(role, store.create(role, "the-" + role));
        }
        idempotency = new Idempotency(() -> Instant.ofEpochMilli(nowMs.get()));
        face = HttpFace.start(
                new AdminSettings(
                        "127.0.0.1",
                        0,
                        List.of("arena.example"),
                        behindProxy,
                        Optional.empty(),
                        Optional.empty(),
                        1000),
                new HttpFace.Parts(
                        arena,
                        control,
                        () -> "crucible_bars_total 1\n".getBytes(StandardCharsets.UTF_8),
                        store,
                        idempotency,
                        () -> Instant.ofEpochMilli(nowMs.get())),
                200);
    }

    HttpResponse<String> get(String path, Role role) {
        return send(request(path, tokens.get(role)).GET().build());
    }

    HttpResponse<String> post(String path, String json, Role role, String... headers) {
        final HttpRequest.Builder request = request(path, tokens.get(role))
                .header("Content-Type", "application/json")
                .POST(HttpRequest.BodyPublishers.ofString(json));
        return send(
                headers.length == 0 ? request.build() : request.headers(headers).build());
    }

    /** @param token null for none */
    HttpRequest.Builder request(String path, String token) {
        final HttpRequest.Builder builder =
                HttpRequest.newBuilder(URI.create(face.url() + path)).timeout(Duration.ofSeconds(10));
        return token == null ? builder : builder.header("Authorization", "Bearer " + token);
    }

    HttpResponse<String> send(HttpRequest request) {
        try {
            return client.send(request, HttpResponse.BodyHandlers.ofString());
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Sends bytes as they are and returns everything until the server closes. */
    String raw(String request) throws IOException {
        try (Socket socket = new Socket("127.0.0.1", face.port())) {
            socket.setSoTimeout(10_000);
            socket.getOutputStream().write(request.getBytes(StandardCharsets.UTF_8));
            return new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        }
    }

    static JsonNode json(HttpResponse<String> response) {
        return RecordJson.MAPPER.readTree(response.body());
    }

    @Override
    public void close() {
        face.close();
    }
}
