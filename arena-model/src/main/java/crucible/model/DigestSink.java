package crucible.model;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/**
 * SHA-256 over the fields of state holders: their kinds, values and nesting in the order shown. Names are not part of it,
 * so a renamed field keeps the digest and a reordered one changes it. Belongs to one thread; reusable after
 * {@link #finish()}.
 */
public final class DigestSink implements StateSink {
    private static final byte LONG = 1;
    private static final byte DOUBLE = 2;
    private static final byte TEXT = 3;
    private static final byte BEGIN = 4;
    private static final byte END = 5;

    private final MessageDigest sha256;
    private final ByteBuffer buffer = ByteBuffer.allocate(8192);

    public DigestSink() {
        try {
            sha256 = MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }

    @Override
    public void begin(String group) {
        room(1).put(BEGIN);
    }

    @Override
    public void end() {
        room(1).put(END);
    }

    @Override
    public void field(String name, long value) {
        room(9).put(LONG).putLong(value);
    }

    @Override
    public void field(String name, double value) {
        room(9).put(DOUBLE).putLong(Double.doubleToLongBits(value));
    }

    @Override
    public void field(String name, String value) {
        final byte[] utf8 = (value == null ? "" : value).getBytes(StandardCharsets.UTF_8);
        room(5).put(TEXT).putInt(utf8.length);
        flush();
        sha256.update(utf8);
    }

    /** Adds another digest, 32 bytes, as part of this one. */
    public void digest(byte[] other) {
        flush();
        sha256.update(other);
    }

    /** The digest of all fields since the last call, 32 bytes; starts anew. */
    public byte[] finish() {
        flush();
        return sha256.digest();
    }

    /** The digest as 64 hexadecimal digits; starts anew. */
    public String finishHex() {
        return HexFormat.of().formatHex(finish());
    }

    /** The digest of one holder, 32 bytes. */
    public static byte[] bytesOf(StateHolder holder) {
        final DigestSink sink = new DigestSink();
        holder.visit(sink);
        return sink.finish();
    }

    /** The digest of one holder. */
    public static String of(StateHolder holder) {
        final DigestSink sink = new DigestSink();
        holder.visit(sink);
        return sink.finishHex();
    }

    private ByteBuffer room(int bytes) {
        if (buffer.remaining() < bytes) {
            flush();
        }
        return buffer;
    }

    private void flush() {
        sha256.update(buffer.array(), 0, buffer.position());
        buffer.clear();
    }
}
