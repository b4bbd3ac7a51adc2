package crucible.server.acceptance;

import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Stands between an arena and a venue's WebSocket. What the venue says goes through untouched; after every so many frames
 * one more, that no venue would send, is slipped in, each of the list once.
 */
final class HostileProxy implements AutoCloseable {
    private static final int TEXT = 0x81;
    private static final int FRAMES_BETWEEN = 100;

    private final ServerSocket server;
    private final int venuePort;
    private final List<String> frames;
    private final AtomicInteger injected = new AtomicInteger();

    HostileProxy(int venuePort, List<String> frames) throws IOException {
        this.venuePort = venuePort;
        this.frames = List.copyOf(frames);
        this.server = new ServerSocket(0, 10, InetAddress.getLoopbackAddress());
        daemon(this::accept);
    }

    String wsUrl() {
        return "ws://127.0.0.1:" + server.getLocalPort();
    }

    boolean isDone() {
        return injected.get() == frames.size();
    }

    private interface Work {
        void run() throws IOException;
    }

    private static void daemon(Work work) {
        final Thread thread = new Thread(
                () -> {
                    try {
                        work.run();
                    } catch (IOException closed) {
                        Thread.currentThread().interrupt();
                    }
                },
                "hostile-proxy");
        thread.setDaemon(true);
        thread.start();
    }

    private void accept() throws IOException {
        while (true) {
            final Socket client = server.accept();
            final Socket venue = new Socket(InetAddress.getLoopbackAddress(), venuePort);
            client.setTcpNoDelay(true);
            venue.setTcpNoDelay(true);
            daemon(() -> {
                try (client;
                        venue) {
                    client.getInputStream().transferTo(venue.getOutputStream());
                }
            });
            daemon(() -> {
                try (client;
                        venue) {
                    pass(venue.getInputStream(), client.getOutputStream());
                }
            });
        }
    }

    private void pass(InputStream from, OutputStream client) throws IOException {
        final DataInputStream venue = new DataInputStream(new BufferedInputStream(from));
        client.write(head(venue));
        for (long passed = 1; ; passed++) {
            client.write(frame(venue));
            if (passed % FRAMES_BETWEEN == 0 && injected.get() < frames.size()) {
                client.write(text(frames.get(injected.get())));
                injected.incrementAndGet();
            }
        }
    }

    private static byte[] head(DataInputStream venue) throws IOException {
        final ByteArrayOutputStream head = new ByteArrayOutputStream();
        while (!head.toString(StandardCharsets.ISO_8859_1).endsWith("\r\n\r\n")) {
            head.write(venue.readUnsignedByte());
        }
        return head.toByteArray();
    }

    private static byte[] frame(DataInputStream venue) throws IOException {
        final ByteArrayOutputStream frame = new ByteArrayOutputStream();
        frame.write(venue.readUnsignedByte());
        final int shortLength = venue.readUnsignedByte();
        frame.write(shortLength);
        int length = shortLength;
        if (shortLength == 126) {
            final byte[] more = venue.readNBytes(2);
            frame.write(more);
            length = ByteBuffer.wrap(more).getShort() & 0xFFFF;
        }
        frame.write(venue.readNBytes(length));
        return frame.toByteArray();
    }

    private static byte[] text(String content) {
        final byte[] utf8 = content.getBytes(StandardCharsets.UTF_8);
        final ByteBuffer frame = ByteBuffer.allocate(4 + utf8.length).put((byte) TEXT);
        if (utf8.length < 126) {
            frame.put((byte) utf8.length);
        } else {
            frame.put((byte) 126).putShort((short) utf8.length);
        }
        return Arrays.copyOf(frame.put(utf8).array(), frame.position());
    }

    @Override
    public void close() throws IOException {
        server.close();
    }
}
