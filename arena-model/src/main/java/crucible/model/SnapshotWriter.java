package crucible.model;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * Copies the fields of state holders into a buffer that grows and is reused. Copying is quick, so that it can be done
 * between two events: texts and immutable values are only remembered, and written in full by {@link #writeTo}, which
 * another thread may call once the copy is whole. {@link SnapshotReader} reads it back.
 */
public final class SnapshotWriter implements StateSink {
    private static final VarHandle INT = MethodHandles.byteArrayViewVarHandle(int[].class, ByteOrder.BIG_ENDIAN);
    private static final VarHandle LONG = MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.BIG_ENDIAN);
    private static final int LARGEST_BUFFER_BYTES = Integer.MAX_VALUE - 8;

    private byte[] bytes = new byte[4096];
    private int length;
    private int depth;

    /** Texts and values that are remembered, the forms of the values, and the places where they belong. */
    private Object[] later = new Object[16];

    private StateForm<?>[] forms = new StateForm<?>[16];
    private int[] places = new int[16];
    private int laterCount;

    /** Forgets everything and starts anew. */
    public void reset() {
        length = 0;
        depth = 0;
        Arrays.fill(later, 0, laterCount, null);
        laterCount = 0;
    }

    /** Whether something was copied and every group has ended: false where a holder threw in the middle. */
    public boolean isWhole() {
        return length > 0 && depth == 0;
    }

    @Override
    public int begin(String group, int version) {
        depth++;
        room(8);
        putInt(FieldTag.begin(group));
        putInt(version);
        return version;
    }

    @Override
    public void end() {
        depth--;
        room(4);
        putInt(FieldTag.END);
    }

    @Override
    public long field(String name, long value) {
        room(12);
        putInt(FieldTag.whole(name));
        putLong(value);
        return value;
    }

    @Override
    public double field(String name, double value) {
        room(12);
        putInt(FieldTag.number(name));
        putLong(Double.doubleToRawLongBits(value));
        return value;
    }

    @Override
    public String field(String name, String value) {
        room(4);
        putInt(FieldTag.text(name));
        remember(value == null ? "" : value, null);
        return value;
    }

    @Override
    public <E extends Enum<E>> E field(String name, Class<E> type, E value) {
        room(8);
        putInt(FieldTag.constant(name));
        putInt(FieldTag.of(value));
        return value;
    }

    @Override
    public <T> T field(String name, StateForm<T> form, T value) {
        room(5);
        putInt(FieldTag.value(name));
        bytes[length++] = (byte) (value == null ? 0 : 1);
        if (value != null) {
            remember(value, form);
        }
        return value;
    }

    @Override
    public double[] field(String name, double[] values, int from, int count) {
        room(8 + 8 * count);
        putInt(FieldTag.array(name));
        putInt(count);
        for (int i = from; i < from + count; i++) {
            putLong(Double.doubleToRawLongBits(values[i]));
        }
        return values;
    }

    @Override
    public long[] field(String name, long[] values, int from, int count) {
        room(8 + 8 * count);
        putInt(FieldTag.array(name));
        putInt(count);
        for (int i = from; i < from + count; i++) {
            putLong(values[i]);
        }
        return values;
    }

    /** Everything copied since the last {@link #reset}, with texts and values in full. */
    public void writeTo(OutputStream out) throws IOException {
        SnapshotWriter one = null;
        int written = 0;
        for (int i = 0; i < laterCount; i++) {
            out.write(bytes, written, places[i] - written);
            written = places[i];
            if (forms[i] == null) {
                writeText((String) later[i], out);
            } else {
                if (one == null) {
                    one = new SnapshotWriter();
                }
                one.reset();
                one.show(later[i], forms[i]);
                one.writeTo(out);
            }
        }
        out.write(bytes, written, length - written);
    }

    /** As {@link #writeTo}, into an array. */
    public byte[] toBytes() {
        final ByteArrayOutputStream out = new ByteArrayOutputStream(length);
        try {
            writeTo(out);
        } catch (IOException e) {
            throw new UncheckedIOException("an array takes everything", e);
        }
        return out.toByteArray();
    }

    private static void writeText(String text, OutputStream out) throws IOException {
        final byte[] utf8 = text.getBytes(StandardCharsets.UTF_8);
        final byte[] size = new byte[Integer.BYTES];
        INT.set(size, 0, utf8.length);
        out.write(size);
        out.write(utf8);
    }

    @SuppressWarnings("unchecked")
    private <T> void show(Object value, StateForm<T> form) {
        form.show((T) value, this);
    }

    private void remember(Object value, StateForm<?> form) {
        if (laterCount == later.length) {
            later = Arrays.copyOf(later, 2 * laterCount);
            forms = Arrays.copyOf(forms, 2 * laterCount);
            places = Arrays.copyOf(places, 2 * laterCount);
        }
        later[laterCount] = value;
        forms[laterCount] = form;
        places[laterCount] = length;
        laterCount++;
    }

    private void putInt(int value) {
        INT.set(bytes, length, value);
        length += Integer.BYTES;
    }

    private void putLong(long value) {
        LONG.set(bytes, length, value);
        length += Long.BYTES;
    }

    private void room(int more) {
        if (bytes.length - length < more) {
            final long needed = (long) length + more;
            if (needed > LARGEST_BUFFER_BYTES) {
                throw new IllegalStateException("the state is larger than " + LARGEST_BUFFER_BYTES + " bytes");
            }
            bytes = Arrays.copyOf(bytes, (int) Math.min(LARGEST_BUFFER_BYTES, Math.max(needed, 2L * bytes.length)));
        }
    }
}
