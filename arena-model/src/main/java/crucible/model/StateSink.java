package crucible.model;

import java.util.Collection;
import java.util.function.Consumer;

/**
 * What a state holder shows its state to, and gets it back from: named fields in a fixed order. Every method answers the
 * value that the holder keeps from then on: digest and snapshot answer what they were shown, a restorer answers what was
 * stored. So one method per holder writes, reads and digests:
 *
 * <pre>
 *   sink.begin("account", 1);
 *   cashUsdE8 = sink.field("cashUsdE8", cashUsdE8);
 *   sink.end();
 * </pre>
 *
 * <p>Of a collection the size comes first, then one element after the other; a restorer makes those that are missing.
 * Doubles are passed as they are and compared by their bits. Belongs to one thread.
 */
public interface StateSink {
    /**
     * Starts a nested group of fields, such as an account inside an agent.
     *
     * @param version of the group's fields, from 1; goes up when a field is added, removed or changes its meaning
     * @return the version in which the fields that follow are stored: {@code version}, or an older one on restoring
     */
    int begin(String group, int version);

    /** Ends the group started last. */
    void end();

    /** A whole number, a count or an id. */
    long field(String name, long value);

    /** A number. */
    double field(String name, double value);

    /** A text; absent is shown, and restored, as the empty text. */
    String field(String name, String value);

    /** One of the constants of {@code type}, or null. */
    <E extends Enum<E>> E field(String name, Class<E> type, E value);

    /** An immutable value, or null, in its {@code form}. */
    <T> T field(String name, StateForm<T> form, T value);

    /**
     * {@code count} elements of {@code values}, from {@code from} on. A restorer puts them into {@code values}, or where
     * they don't fit into a larger copy.
     */
    double[] field(String name, double[] values, int from, int count);

    /** {@code count} elements of {@code values}, from {@code from} on; restored as doubles are. */
    long[] field(String name, long[] values, int from, int count);

    /** Whether the answers come from a store, and holders and elements have to be made for them. */
    default boolean isRestoring() {
        return false;
    }

    /** A whole number, a count or an id. */
    default int field(String name, int value) {
        return Math.toIntExact(field(name, (long) value));
    }

    /** A truth value. */
    default boolean field(String name, boolean value) {
        return field(name, value ? 1L : 0L) != 0;
    }

    /** The first {@code count} elements of {@code values}. */
    default double[] field(String name, double[] values, int count) {
        return field(name, values, 0, count);
    }

    /** The first {@code count} elements of {@code values}. */
    default long[] field(String name, long[] values, int count) {
        return field(name, values, 0, count);
    }

    /** Number and values of a collection of immutable values; a restorer hands each to {@code restored}, in order. */
    default <T> void each(
            String name, StateForm<T> form, Collection<? extends T> values, Consumer<? super T> restored) {
        final int count = field(name, values.size());
        if (isRestoring()) {
            for (int i = 0; i < count; i++) {
                restored.accept(field(name, form, null));
            }
        } else {
            for (T value : values) {
                field(name, form, value);
            }
        }
    }
}
