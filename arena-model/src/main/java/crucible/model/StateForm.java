package crucible.model;

/**
 * How an immutable value is shown and made again. Both methods name the same fields in the same order; a value is shown
 * whole, by any thread, any time later.
 */
public interface StateForm<T> {
    /** Shows every field. */
    void show(T value, StateSink sink);

    /** Makes the value from the fields that {@code sink} answers; what is passed for them does not matter. */
    T read(StateSink sink);
}
