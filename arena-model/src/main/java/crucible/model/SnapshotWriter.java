package crucible.model;

import java.io.ByteArrayOutputStream;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * Copies the fields of state holders into a buffer that grows and is reused. Copying is quick, so that it can be done
 * between two events: texts and immutable values are only remembered, and written in full by {@link #writeTo}, which
 * another thread may call once the copy is whole. {@link SnapshotReader} reads it back, {@link CopyDigest} tells two copies
 * apart. A NaN is stored as the one that Java makes, so that equal states have equal copies on every machine.
 *
 * <p>Parts of a copy can be told apart: each call of {@link #beginRecord} begins a part of its own, under a key.
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

    /** Keys of the records, and where in the bytes and among what is remembered each begins; then where the last ends. */
    private long[] recordKeys = new long[16];

    private int[] recordPlaces = new int[17];
    private int[] recordLaters = new int[17];
    private int records;
    private boolean recordIsOpen;

    /** Takes what was copied, in order. */
    interface Target {
        /** Fields as they lie in the copy. */
        void bytes(byte[] array, int from, int count);

        /** A text, or a value with its form. */
        void remembered(Object value, StateForm<?> form);
    }

    /** Forgets everything and starts anew. */
    public void reset() {
        length = 0;
        depth = 0;
        Arrays.fill(later, 0, laterCount, null);
        laterCount = 0;
        records = 0;
        recordIsOpen = false;
    }

    /** Whether something was copied and every group and record has ended: false where a holder threw in the middle. */
    public boolean isWhole() {
        return length > 0 && depth == 0 && !recordIsOpen;
    }

    /** What is copied from now on is a record under {@code key}; ends the record before. */
    public void beginRecord(long key) {
        if (records == recordKeys.length) {
            recordKeys = Arrays.copyOf(recordKeys, 2 * records);
            recordPlaces = Arrays.copyOf(recordPlaces, 2 * records + 1);
            recordLaters = Arrays.copyOf(recordLaters, 2 * records + 1);
        }
        recordKeys[records] = key;
        recordPlaces[records] = length;
        recordLaters[records] = laterCount;
        records++;
        recordIsOpen = true;
    }

    /** Ends the last record; what follows is in none. */
    public void endRecords() {
        recordPlaces[records] = length;
        recordLaters[records] = laterCount;
        recordIsOpen = false;
    }

    /** Number of records. */
    public int records() {
        return records;
    }

    /** Key of the {@code index}-th record. */
    public long recordKey(int index) {
        return recordKeys[index];
    }

    @Override
    public int begin(String group, int version) {
        depth++;
        final int at = room(8);
        INT.set(bytes, at, FieldTag.begin(group));
        INT.set(bytes, at + 4, version);
        return version;
    }

    @Override
    public void end() {
        depth--;
        final int at = room(4);
        INT.set(bytes, at, FieldTag.END);
    }

    @Override
    public long field(String name, long value) {
        final int at = room(12);
        INT.set(bytes, at, FieldTag.whole(name));
        LONG.set(bytes, at + 4, value);
        return value;
    }

    @Override
    public double field(String name, double value) {
        final int at = room(12);
        INT.set(bytes, at, FieldTag.number(name));
        LONG.set(bytes, at + 4, Double.doubleToLongBits(value));
        return value;
    }

    @Override
    public String field(String name, String value) {
        final int at = room(4);
        INT.set(bytes, at, FieldTag.text(name));
        remember(value == null ? "" : value, null);
        return value;
    }

    @Override
    public <E extends Enum<E>> E field(String name, Class<E> type, E value) {
        final int at = room(8);
        INT.set(bytes, at, FieldTag.constant(name));
        INT.set(bytes, at + 4, FieldTag.of(value));
        return value;
    }

    @Override
    public <T> T field(String name, StateForm<T> form, T value) {
        final int at = room(5);
        INT.set(bytes, at, FieldTag.value(name));
        bytes[at + 4] = (byte) (value == null ? 0 : 1);
        if (value != null) {
            remember(value, form);
        }
        return value;
    }

    @Override
    public double[] field(String name, double[] values, int from, int count) {
        int at = array(name, count);
        final byte[] target = bytes;
        for (int i = from; i < from + count; i++) {
            LONG.set(target, at, Double.doubleToLongBits(values[i]));
            at += Long.BYTES;
        }
        return values;
    }

    @Override
    public long[] field(String name, long[] values, int from, int count) {
        int at = array(name, count);
        final byte[] target = bytes;
        for (int i = from; i < from + count; i++) {
            LONG.set(target, at, values[i]);
            at += Long.BYTES;
        }
        return values;
    }

    /** Room for {@code count} elements; answers where the first one goes. */
    private int array(String name, int count) {
        final int at = room(8 + Long.BYTES * count);
        INT.set(bytes, at, FieldTag.array(name));
        INT.set(bytes, at + 4, count);
        return at + 8;
    }

    /** Everything copied since the last {@link #reset}, with texts and values in full. */
    public void writeTo(ByteArrayOutputStream out) {
        hand(0, length, 0, laterCount, new Full(out));
    }

    /** The {@code index}-th record, with texts and values in full. */
    public void writeRecordTo(ByteArrayOutputStream out, int index) {
        handRecord(index, new Full(out));
    }

    /** As {@link #writeTo}, into an array. */
    public byte[] toBytes() {
        final ByteArrayOutputStream out = new ByteArrayOutputStream(length);
        writeTo(out);
        return out.toByteArray();
    }

    void hand(Target target) {
        hand(0, length, 0, laterCount, target);
    }

    void handRecord(int index, Target target) {
        hand(recordPlaces[index], recordPlaces[index + 1], recordLaters[index], recordLaters[index + 1], target);
    }

    private void hand(int from, int to, int laterFrom, int laterTo, Target target) {
        int handed = from;
        for (int i = laterFrom; i < laterTo; i++) {
            target.bytes(bytes, handed, places[i] - handed);
            handed = places[i];
            target.remembered(later[i], forms[i]);
        }
        target.bytes(bytes, handed, to - handed);
    }

    /** A text as it is stored: its length and its UTF-8. */
    static byte[] stored(String text) {
        final byte[] utf8 = text.getBytes(StandardCharsets.UTF_8);
        final byte[] stored = new byte[Integer.BYTES + utf8.length];
        INT.set(stored, 0, utf8.length);
        System.arraycopy(utf8, 0, stored, Integer.BYTES, utf8.length);
        return stored;
    }

    /** Copies an immutable value. */
    @SuppressWarnings("unchecked")
    <T> void show(Object value, StateForm<T> form) {
        form.show((T) value, this);
    }

    /** Writes texts and values where they belong. */
    private static final class Full implements Target {
        private final ByteArrayOutputStream out;
        private SnapshotWriter inner;

        Full(ByteArrayOutputStream out) {
            this.out = out;
        }

        @Override
        public void bytes(byte[] array, int from, int count) {
            out.write(array, from, count);
        }

        @Override
        public void remembered(Object value, StateForm<?> form) {
            if (form == null) {
                out.writeBytes(stored((String) value));
                return;
            }
            if (inner == null) {
                inner = new SnapshotWriter();
            }
            inner.reset();
            inner.show(value, form);
            inner.writeTo(out);
        }
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

    /** Takes the next {@code count} bytes and answers where they begin; may replace the buffer. */
    private int room(int count) {
        final int at = length;
        if (bytes.length - at < count) {
            grow(count);
        }
        length = at + count;
        return at;
    }

    private void grow(int more) {
        final long needed = (long) length + more;
        if (needed > LARGEST_BUFFER_BYTES) {
            throw new IllegalStateException("the state is larger than " + LARGEST_BUFFER_BYTES + " bytes");
        }
        bytes = Arrays.copyOf(bytes, (int) Math.min(LARGEST_BUFFER_BYTES, Math.max(needed, 2L * bytes.length)));
    }
}
