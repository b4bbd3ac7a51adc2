package crucible.server.snapshot;

import crucible.model.SnapshotReader;
import crucible.model.SnapshotRefused;
import crucible.model.SnapshotWriter;
import crucible.model.StateSink;
import crucible.runtime.event.ArenaImage;
import java.io.IOException;
import java.io.InputStream;
import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * One snapshot as it lies in its file: eight bytes {@code CRUCSNAP}, the version of the format, the length of the header,
 * the header, the parts one after the other, and the SHA-256 of all that.
 *
 * @param header what it is a snapshot of
 * @param parts the stages' state by name, as {@link ArenaImage} names them
 */
public record Snapshot(Header header, Map<String, byte[]> parts) {
    /** Version of the format that is written. */
    public static final int FORMAT_VERSION = 2;

    private static final byte[] MAGIC = "CRUCSNAP".getBytes(StandardCharsets.US_ASCII);
    private static final int DIGEST_BYTES = 32;

    /**
     * What a snapshot is one of.
     *
     * @param codeVersion software that wrote it
     * @param configuration the tournament's rules, as its genesis has them
     * @param chainHash chained hash of the journal's record of that boundary; empty where the journal has none
     * @param moment where in the journal: the sequence of the boundary after which it was taken
     */
    public record Header(String codeVersion, String configuration, String chainHash, ArenaImage.Moment moment) {
        private void show(StateSink sink, Map<String, byte[]> parts) {
            sink.begin("snapshot", 1);
            sink.field("codeVersion", codeVersion);
            sink.field("configuration", configuration);
            sink.field("chainHash", chainHash);
            sink.field("sequence", moment.sequence());
            sink.field("arenaTimeMs", moment.arenaTimeMs());
            sink.field("boundaryTimeMs", moment.boundaryTimeMs());
            sink.field("stateDigest", moment.stateDigest());
            sink.field("parts", parts.size());
            parts.forEach((name, bytes) -> {
                sink.field("name", name);
                sink.field("bytes", bytes.length);
            });
            sink.end();
        }

        private static Header read(StateSink sink, Map<String, Integer> lengths) {
            sink.begin("snapshot", 1);
            final Header header = new Header(
                    sink.field("codeVersion", ""),
                    sink.field("configuration", ""),
                    sink.field("chainHash", ""),
                    new ArenaImage.Moment(
                            sink.field("sequence", 0L),
                            sink.field("arenaTimeMs", 0L),
                            sink.field("boundaryTimeMs", 0L),
                            sink.field("stateDigest", "")));
            for (int left = sink.field("parts", 0); left > 0; left--) {
                lengths.put(sink.field("name", ""), sink.field("bytes", 0));
            }
            sink.end();
            return header;
        }
    }

    /** The file's pieces, in order. */
    List<ByteBuffer> encode() {
        final SnapshotWriter writer = new SnapshotWriter();
        header.show(writer, parts);
        final byte[] headerBytes = writer.toBytes();
        final ByteBuffer front = ByteBuffer.allocate(MAGIC.length + 2 * Integer.BYTES + headerBytes.length);
        front.put(MAGIC).putInt(FORMAT_VERSION).putInt(headerBytes.length).put(headerBytes);
        final List<ByteBuffer> pieces = new ArrayList<>();
        pieces.add(front.flip());
        parts.values().forEach(bytes -> pieces.add(ByteBuffer.wrap(bytes)));
        final MessageDigest sha256 = sha256();
        pieces.forEach(piece -> sha256.update(piece.duplicate()));
        pieces.add(ByteBuffer.wrap(sha256.digest()));
        return pieces;
    }

    /**
     * Reads a whole file.
     *
     * @throws SnapshotRefused where any byte of it is not what was written, or it has another format
     */
    static Snapshot decode(byte[] file) {
        final int content = file.length - DIGEST_BYTES;
        if (content < MAGIC.length + 2 * Integer.BYTES) {
            throw new SnapshotRefused("it is cut: " + file.length + " bytes");
        }
        if (!Arrays.equals(file, 0, MAGIC.length, MAGIC, 0, MAGIC.length)) {
            throw new SnapshotRefused("it is no snapshot, or its first bytes are damaged");
        }
        final MessageDigest sha256 = sha256();
        sha256.update(file, 0, content);
        if (!Arrays.equals(sha256.digest(), Arrays.copyOfRange(file, content, file.length))) {
            throw new SnapshotRefused("it is damaged: its digest does not fit its content");
        }
        try {
            return parse(ByteBuffer.wrap(file, MAGIC.length, content - MAGIC.length));
        } catch (BufferUnderflowException | NegativeArraySizeException e) {
            throw new SnapshotRefused("it is damaged: a part is longer than the file");
        }
    }

    /** Whether every byte of a file is what was written; without taking it into memory. */
    static boolean isWhole(Path file) throws IOException {
        final MessageDigest sha256 = sha256();
        try (InputStream in = Files.newInputStream(file)) {
            long left = Files.size(file) - DIGEST_BYTES;
            final byte[] piece = new byte[1 << 16];
            while (left > 0) {
                final int read = in.read(piece, 0, (int) Math.min(piece.length, left));
                if (read < 0) {
                    return false;
                }
                sha256.update(piece, 0, read);
                left -= read;
            }
            return left == 0 && Arrays.equals(sha256.digest(), in.readNBytes(DIGEST_BYTES));
        }
    }

    private static Snapshot parse(ByteBuffer in) {
        final int version = in.getInt();
        if (version != FORMAT_VERSION) {
            throw new SnapshotRefused("it has format " + version + ", this software reads " + FORMAT_VERSION);
        }
        final byte[] headerBytes = new byte[in.getInt()];
        in.get(headerBytes);
        final Map<String, Integer> lengths = new LinkedHashMap<>();
        final Header header = Header.read(new SnapshotReader(headerBytes), lengths);
        final Map<String, byte[]> parts = new LinkedHashMap<>();
        lengths.forEach((name, length) -> {
            final byte[] part = new byte[length];
            in.get(part);
            parts.put(name, part);
        });
        return new Snapshot(header, parts);
    }

    private static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }
}
