package crucible.exchange.connection;

import static org.assertj.core.api.Assertions.assertThat;

import crucible.exchange.FeedCounters;
import crucible.exchange.RecordingSink;
import crucible.model.FeedStatus;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import okhttp3.OkHttpClient;
import org.junit.jupiter.api.Test;

/** A protocol that blocks stops the socket's reader, so the venue's writes block: nothing queues up in between. */
class BackpressureTest {
    private static final int FRAMES = 4_000;
    private static final int FRAME_BYTES = 16_384;

    private final CountDownLatch released = new CountDownLatch(1);
    private final CountDownLatch written = new CountDownLatch(1);
    private final CountDownLatch last = new CountDownLatch(1);
    private final AtomicInteger entered = new AtomicInteger();
    private final AtomicInteger inOrder = new AtomicInteger();

    @Test
    void aBlockedReaderHoldsTheVenueBack() throws Exception {
        try (ServerSocket server = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            final Thread venue = new Thread(() -> serve(server), "blocking-venue");
            venue.setDaemon(true);
            venue.start();
            final RecordingSink sink = new RecordingSink();
            final OkHttpClient http = new OkHttpClient();
            final ConnectionTimer timer = new ThreadTimer("test-control");
            try (timer;
                    Connection connection = new Connection(
                            "test",
                            new BlockingProtocol(server.getLocalPort()),
                            ConnectionRules.of(10, 60_000).withStaleAfterMs(600_000),
                            new Connection.Shared(http, timer, new FeedCounters(sink), new AttemptGate(10, 60_000)),
                            (state, detail) -> sink.onFeedStatus(new FeedStatus("test", state, detail)))) {
                connection.start();
                sink.awaitState(FeedStatus.State.LIVE, 1);
                // 64 MB against a few MB of socket buffers: the writer cannot finish, however long it is given.
                assertThat(written.await(500, TimeUnit.MILLISECONDS)).isFalse();
                assertThat(entered.get()).isLessThanOrEqualTo(1);
                released.countDown();
                assertThat(written.await(60, TimeUnit.SECONDS)).isTrue();
                assertThat(last.await(60, TimeUnit.SECONDS)).isTrue();
            }
            assertThat(inOrder.get()).isEqualTo(FRAMES);
        }
    }

    /** A WebSocket server by hand: its writes block like those of any plain program. */
    private void serve(ServerSocket server) {
        try (Socket socket = server.accept()) {
            final InputStream in = socket.getInputStream();
            final StringBuilder head = new StringBuilder();
            while (!head.toString().endsWith("\r\n\r\n")) {
                head.append((char) in.read());
            }
            final String key =
                    head.toString().split("(?i)Sec-WebSocket-Key: ")[1].split("\r\n")[0];
            final OutputStream out = socket.getOutputStream();
            out.write(("HTTP/1.1 101 Switching Protocols\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n"
                            + "Sec-WebSocket-Accept: " + accept(key) + "\r\n\r\n")
                    .getBytes(StandardCharsets.US_ASCII));
            write(out, "ack");
            for (int i = 0; i < FRAMES; i++) {
                write(out, i + "." + "x".repeat(FRAME_BYTES));
            }
            out.flush();
            written.countDown();
            while (in.read() >= 0) {
                continue;
            }
        } catch (IOException e) {
            written.countDown();
        }
    }

    private static String accept(String key) {
        try {
            final MessageDigest sha1 = MessageDigest.getInstance("SHA-1");
            final String text = key + "258EAFA5-E914-47DA-95CA-C5AB0DC85B11";
            return Base64.getEncoder().encodeToString(sha1.digest(text.getBytes(StandardCharsets.US_ASCII)));
        } catch (NoSuchAlgorithmException e) {
            throw new AssertionError(e);
        }
    }

    private static void write(OutputStream out, String text) throws IOException {
        final byte[] bytes = text.getBytes(StandardCharsets.US_ASCII);
        if (bytes.length < 126) {
            out.write(new byte[] {(byte) 0x81, (byte) bytes.length});
        } else {
            out.write(new byte[] {(byte) 0x81, 126, (byte) (bytes.length >> 8), (byte) bytes.length});
        }
        out.write(bytes);
    }

    private final class BlockingProtocol implements VenueProtocol, VenueSession {
        private final int port;

        BlockingProtocol(int port) {
            this.port = port;
        }

        @Override
        public Runnable look() {
            return () -> {};
        }

        @Override
        public void prepare(boolean wasLive) {
            assertThat(wasLive).isFalse();
        }

        @Override
        public List<String> socketUrls() {
            return List.of("ws://127.0.0.1:" + port + "/ws");
        }

        @Override
        public VenueSession onOpen(int socket) {
            return this;
        }

        @Override
        public List<String> messages() {
            return List.of("subscribe");
        }

        @Override
        public Signal onText(String text) throws IOException {
            if (text.equals("ack")) {
                return Signal.SUBSCRIBED;
            }
            entered.incrementAndGet();
            try {
                released.await();
            } catch (InterruptedException e) {
                throw new IOException(e);
            }
            if (text.startsWith(inOrder.get() + ".")) {
                inOrder.incrementAndGet();
            }
            if (inOrder.get() == FRAMES) {
                last.countDown();
            }
            return Signal.DATA;
        }

        @Override
        public void onBinary(int bytes) {
            throw new AssertionError("no binary frame was sent");
        }
    }
}
