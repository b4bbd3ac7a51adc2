package crucible.server.rest;

import static org.assertj.core.api.Assertions.assertThat;

import crucible.model.AgentState;
import crucible.server.security.Role;
import crucible.server.view.ArenaEvent;
import crucible.server.view.Totals;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(60)
class EventStreamTest {
    private FaceUnderTest server;

    @BeforeEach
    void start(@TempDir Path folder) throws IOException {
        server = new FaceUnderTest(folder);
    }

    @AfterEach
    void stop() {
        server.close();
    }

    private static ArenaEvent born(long sequence) {
        return new ArenaEvent.Lifecycle(
                sequence, sequence, (int) sequence, "x".repeat(2000), Optional.empty(), AgentState.WARMING, "born");
    }

    private Socket listen(String query) throws IOException {
        final Socket socket = new Socket();
        socket.setReceiveBufferSize(4096);
        socket.connect(new java.net.InetSocketAddress("127.0.0.1", server.face.port()));
        socket.setSoTimeout(20_000);
        socket.getOutputStream()
                .write(("GET /api/v1/events" + query + " HTTP/1.1\r\nHost: localhost\r\nAuthorization: Bearer "
                                + server.tokens.get(Role.VIEWER) + "\r\nAccept-Encoding: gzip\r\n\r\n")
                        .getBytes(StandardCharsets.UTF_8));
        return socket;
    }

    private static BufferedReader reader(Socket socket) throws IOException {
        return new BufferedReader(new InputStreamReader(socket.getInputStream(), StandardCharsets.UTF_8));
    }

    private static String until(BufferedReader reader, String wanted) throws IOException {
        String line = reader.readLine();
        while (line != null && !line.contains(wanted)) {
            line = reader.readLine();
        }
        assertThat(line).as("a line with %s", wanted).isNotNull();
        return line;
    }

    @Test
    void whatHappensArrivesByType() throws IOException {
        try (Socket socket = listen("?types=lifecycle")) {
            final BufferedReader reader = reader(socket);
            until(reader, "text/event-stream");
            until(reader, "event: hello");
            awaitSubscriber(true);
            server.arena.events().publish(new ArenaEvent.Boundary(1, 1, List.of(), Totals.NONE));
            server.arena.events().publish(born(2));
            assertThat(until(reader, "event: ")).isEqualTo("event: lifecycle");
            assertThat(reader.readLine()).isEqualTo("id: 2");
            assertThat(reader.readLine()).contains("\"agentId\":2", "\"before\":null", "\"at\":\"1970-");
        }
        awaitSubscriber(false);
    }

    /** The test waits for the server's own threads; the limit is the class's. */
    private void awaitSubscriber(boolean wanted) {
        while (server.arena.events().hasSubscribers() != wanted) {
            Thread.onSpinWait();
        }
    }

    @Test
    void aSlowReaderLosesTheOldestAndIsToldSoAndNeverHoldsThePublisher() throws IOException {
        final int events = 5 * EventStream.QUEUE;
        try (Socket socket = listen("")) {
            final BufferedReader reader = reader(socket);
            until(reader, "event: hello");
            awaitSubscriber(true);
            for (int i = 1; i <= events; i++) {
                server.arena.events().publish(born(i));
            }
            until(reader, "event: dropped");
            final String count = reader.readLine();
            assertThat(count).startsWith("data: {\"count\":");
            until(reader, "id: " + events);
        }
    }

    @Test
    void theStreamNeedsAToken() {
        assertThat(server.send(server.request("/api/v1/events", null).build()).statusCode())
                .isEqualTo(401);
    }
}
