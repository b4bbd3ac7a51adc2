package crucible.model;

import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Answers the fields that {@link SnapshotWriter} copied, to the same holders in the same order. A field that is missing,
 * new, renamed or in another place is refused with its path: {@code lane/agent#17/cashUsdE8} is a field of the
 * seventeenth group inside {@code lane}. One thread.
 */
public final class SnapshotReader implements StateSink {
    private final ByteBuffer in;
    private final List<String> path = new ArrayList<>();
    private final List<Integer> groups = new ArrayList<>();
    private boolean older;

    /** Reads what {@link SnapshotWriter#writeTo} wrote. */
    public SnapshotReader(byte[] stored) {
        in = ByteBuffer.wrap(stored);
        groups.add(0);
    }

    @Override
    public boolean isRestoring() {
        return true;
    }

    @Override
    public int begin(String group, int version) {
        expect(FieldTag.begin(group), "group", group);
        final int stored = wholeNumber(group);
        final int number = groups.get(path.size()) + 1;
        groups.set(path.size(), number);
        path.add(group + "#" + number);
        groups.add(0);
        if (stored < 1 || stored > version) {
            throw new SnapshotRefused("required: group " + String.join("/", path) + " has a version from 1 to "
                    + version + ", but was " + stored);
        }
        older |= stored < version;
        return stored;
    }

    /** Whether a group that was read so far is stored in an earlier version than its holder writes. */
    public boolean isOlder() {
        return older;
    }

    @Override
    public void end() {
        expect(FieldTag.END, "the end", "of the group");
        path.remove(path.size() - 1);
        groups.remove(groups.size() - 1);
    }

    @Override
    public long field(String name, long value) {
        expect(FieldTag.whole(name), "whole number", name);
        return bits(name);
    }

    @Override
    public double field(String name, double value) {
        expect(FieldTag.number(name), "number", name);
        return Double.longBitsToDouble(bits(name));
    }

    @Override
    public String field(String name, String value) {
        expect(FieldTag.text(name), "text", name);
        final int size = size(name, 1);
        final byte[] utf8 = new byte[size];
        in.get(utf8);
        return new String(utf8, StandardCharsets.UTF_8);
    }

    @Override
    public <E extends Enum<E>> E field(String name, Class<E> type, E value) {
        expect(FieldTag.constant(name), type.getSimpleName(), name);
        final int stored = wholeNumber(name);
        if (stored == 0) {
            return null;
        }
        for (E constant : type.getEnumConstants()) {
            if (FieldTag.of(constant) == stored) {
                return constant;
            }
        }
        throw new SnapshotRefused("required: " + at(name) + " is one of " + Arrays.toString(type.getEnumConstants())
                + ", but is none of them");
    }

    @Override
    public <T> T field(String name, StateForm<T> form, T value) {
        expect(FieldTag.value(name), "value", name);
        if (size(name, 0) == 0) {
            return null;
        }
        path.add(name);
        groups.add(0);
        final T stored = form.read(this);
        path.remove(path.size() - 1);
        groups.remove(groups.size() - 1);
        return stored;
    }

    @Override
    public double[] field(String name, double[] values, int from, int count) {
        countOf(name, count);
        final double[] stored = values.length < from + count ? Arrays.copyOf(values, from + count) : values;
        for (int i = from; i < from + count; i++) {
            stored[i] = Double.longBitsToDouble(in.getLong());
        }
        return stored;
    }

    @Override
    public long[] field(String name, long[] values, int from, int count) {
        countOf(name, count);
        final long[] stored = values.length < from + count ? Arrays.copyOf(values, from + count) : values;
        for (int i = from; i < from + count; i++) {
            stored[i] = in.getLong();
        }
        return stored;
    }

    /** Nothing may be left: everything that was stored was asked for. */
    public void requireEnd() {
        if (in.hasRemaining()) {
            throw new SnapshotRefused(
                    "required: every stored field is read, but " + in.remaining() + " bytes are left");
        }
    }

    private void countOf(String name, int count) {
        expect(FieldTag.array(name), "array", name);
        final int stored = size(name, Long.BYTES);
        if (stored != count) {
            throw new SnapshotRefused(
                    "required: " + at(name) + " has " + count + " elements, but there are " + stored + " stored");
        }
    }

    private void expect(int tag, String kind, String name) {
        final int place = in.position();
        if (wholeNumber(name) != tag) {
            throw new SnapshotRefused(
                    "required: " + kind + " " + at(name) + " at byte " + place + ", but another field is stored there");
        }
    }

    /** A number of elements of {@code bytes} each that are there; 0 bytes for a flag. */
    private int size(String name, int bytes) {
        try {
            final int stored = bytes == 0 ? in.get() : in.getInt();
            if (stored < 0 || (long) stored * bytes > in.remaining()) {
                throw new BufferUnderflowException();
            }
            return stored;
        } catch (BufferUnderflowException e) {
            throw cut(name);
        }
    }

    private int wholeNumber(String name) {
        if (in.remaining() < Integer.BYTES) {
            throw cut(name);
        }
        return in.getInt();
    }

    private long bits(String name) {
        if (in.remaining() < Long.BYTES) {
            throw cut(name);
        }
        return in.getLong();
    }

    private SnapshotRefused cut(String name) {
        return new SnapshotRefused("required: " + at(name) + ", but what is stored ends before it");
    }

    private String at(String name) {
        return path.isEmpty() ? name : String.join("/", path) + "/" + name;
    }
}
