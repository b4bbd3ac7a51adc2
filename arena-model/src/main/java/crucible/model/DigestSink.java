package crucible.model;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.security.DigestException;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/**
 * SHA-256 over the fields of state holders: their kinds, values and nesting in the order shown. Names are not part of it,
 * so a renamed field keeps the digest and a reordered one changes it. Belongs to one thread; reusable after
 * {@link #finish()}.
 */
public final class DigestSink implements StateSink {
    /** Length of a digest. */
    public static final int BYTES = 32;

    private static final byte LONG = 1;
    private static final byte DOUBLE = 2;
    private static final byte TEXT = 3;
    private static final byte BEGIN = 4;
    private static final byte END = 5;

    private static final VarHandle INTS = MethodHandles.byteArrayViewVarHandle(int[].class, ByteOrder.BIG_ENDIAN);
    private static final VarHandle LONGS = MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.BIG_ENDIAN);

    private final MessageDigest sha256;
    private final byte[] buffer = new byte[8192];
    private int used;

    public DigestSink() {
        try {
            sha256 = MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }

    @Override
    public int begin(String group, int version) {
        room(1);
        buffer[used++] = BEGIN;
        return version;
    }

    @Override
    public void end() {
        room(1);
        buffer[used++] = END;
    }

    @Override
    public long field(String name, long value) {
        put(LONG, value);
        return value;
    }

    @Override
    public double field(String name, double value) {
        put(DOUBLE, Double.doubleToLongBits(value));
        return value;
    }

    private void put(byte kind, long value) {
        room(1 + Long.BYTES);
        buffer[used] = kind;
        LONGS.set(buffer, used + 1, value);
        used += 1 + Long.BYTES;
    }

    /** The text's length in UTF-8 and its UTF-8 bytes. */
    @Override
    public String field(String name, String value) {
        final String text = value == null ? "" : value;
        room(1 + Integer.BYTES);
        buffer[used] = TEXT;
        INTS.set(buffer, used + 1, utf8Length(text));
        used += 1 + Integer.BYTES;
        int i = 0;
        while (i < text.length()) {
            final int point = text.codePointAt(i);
            putUtf8(point);
            i += Character.charCount(point);
        }
        return value;
    }

    private static int utf8Length(String text) {
        int length = 0;
        for (int i = 0; i < text.length(); i++) {
            final char c = text.charAt(i);
            if (c < 0x80) {
                length++;
            } else if (c < 0x800) {
                length += 2;
            } else if (!Character.isSurrogate(c)) {
                length += 3;
            } else if (Character.charCount(text.codePointAt(i)) == 2) {
                length += 4;
                i++;
            } else {
                length++;
            }
        }
        return length;
    }

    /** Half of a surrogate pair has no encoding and becomes a question mark, as {@link String#getBytes} does it. */
    private void putUtf8(int point) {
        room(4);
        if (point < 0x80) {
            buffer[used++] = (byte) point;
        } else if (point < 0x800) {
            buffer[used++] = (byte) (0xC0 | point >> 6);
            buffer[used++] = (byte) (0x80 | point & 0x3F);
        } else if (point >= Character.MIN_SURROGATE && point <= Character.MAX_SURROGATE) {
            buffer[used++] = '?';
        } else if (point < 0x10000) {
            buffer[used++] = (byte) (0xE0 | point >> 12);
            buffer[used++] = (byte) (0x80 | point >> 6 & 0x3F);
            buffer[used++] = (byte) (0x80 | point & 0x3F);
        } else {
            buffer[used++] = (byte) (0xF0 | point >> 18);
            buffer[used++] = (byte) (0x80 | point >> 12 & 0x3F);
            buffer[used++] = (byte) (0x80 | point >> 6 & 0x3F);
            buffer[used++] = (byte) (0x80 | point & 0x3F);
        }
    }

    @Override
    public <E extends Enum<E>> E field(String name, Class<E> type, E value) {
        put(LONG, value == null ? -1 : value.ordinal());
        return value;
    }

    @Override
    public <T> T field(String name, StateForm<T> form, T value) {
        put(LONG, value == null ? 0 : 1);
        if (value != null) {
            form.show(value, this);
        }
        return value;
    }

    @Override
    public double[] field(String name, double[] values, int from, int count) {
        put(LONG, count);
        for (int i = from; i < from + count; i++) {
            put(DOUBLE, Double.doubleToLongBits(values[i]));
        }
        return values;
    }

    @Override
    public long[] field(String name, long[] values, int from, int count) {
        put(LONG, count);
        for (int i = from; i < from + count; i++) {
            put(LONG, values[i]);
        }
        return values;
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

    /** The same into {@code target}, at least 32 bytes long; allocates nothing. */
    public void finish(byte[] target) {
        flush();
        try {
            sha256.digest(target, 0, BYTES);
        } catch (DigestException e) {
            throw new IllegalArgumentException("required: room for " + BYTES + " bytes, but was " + target.length, e);
        }
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

    private void room(int bytes) {
        if (buffer.length - used < bytes) {
            flush();
        }
    }

    private void flush() {
        sha256.update(buffer, 0, used);
        used = 0;
    }
}
