package crucible.model;

/**
 * What a state holder shows its state to: named fields in a fixed order. The digest is one sink; snapshot and restore
 * are others. Doubles are passed as they are and compared by their bits.
 */
public interface StateSink {
    /** Starts a nested group of fields, such as an account inside an agent. */
    void begin(String group);

    /** Ends the group started last. */
    void end();

    /** A whole number, a count, an id or an ordinal. */
    void field(String name, long value);

    /** A number. */
    void field(String name, double value);

    /** A truth value. */
    default void field(String name, boolean value) {
        field(name, value ? 1L : 0L);
    }

    /** A text; absent is shown as the empty text. */
    void field(String name, String value);

    /** The first {@code count} elements of {@code values}. */
    default void field(String name, double[] values, int count) {
        field(name, (long) count);
        for (int i = 0; i < count; i++) {
            field(name, values[i]);
        }
    }

    /** The first {@code count} elements of {@code values}. */
    default void field(String name, long[] values, int count) {
        field(name, (long) count);
        for (int i = 0; i < count; i++) {
            field(name, values[i]);
        }
    }
}
