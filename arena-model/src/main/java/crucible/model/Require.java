package crucible.model;

/**
 * Checks of arguments. Each rule says what must hold, so NaN never passes. A violated rule is an
 * {@link IllegalArgumentException} that names the thing, what is allowed and what was found.
 */
public final class Require {
    private Require() {}

    /** Fails unless {@code holds}; {@code rule} is phrased as what must be true, {@code was} is the value found. */
    public static void that(boolean holds, String rule, Object was) {
        if (!holds) {
            throw violated(rule, was);
        }
    }

    private static IllegalArgumentException violated(String rule, Object was) {
        return new IllegalArgumentException("required: " + rule + ", but was " + was);
    }

    /** Returns {@code value} if it is finite and above zero. */
    public static double positive(String name, double value) {
        if (!(value > 0 && value < Double.POSITIVE_INFINITY)) {
            throw violated(name + " is finite and above 0", value);
        }
        return value;
    }

    /** Returns {@code value} if it is above zero. */
    public static long positive(String name, long value) {
        if (value <= 0) {
            throw violated(name + " is above 0", value);
        }
        return value;
    }

    /** Returns {@code value} if it is zero or more. */
    public static long notNegative(String name, long value) {
        if (value < 0) {
            throw violated(name + " is not negative", value);
        }
        return value;
    }

    /** Returns {@code value} if it is finite and lies in {@code [low, high]}. */
    public static double between(String name, double value, double low, double high) {
        if (!(low <= value && value <= high)) {
            throw violated(name + " lies in [" + low + ", " + high + "]", value);
        }
        return value;
    }

    /** Returns {@code value} if it lies in {@code [low, high]}. */
    public static int between(String name, int value, int low, int high) {
        if (!(low <= value && value <= high)) {
            throw violated(name + " lies in [" + low + ", " + high + "]", value);
        }
        return value;
    }

    /** Returns {@code text} if it is neither null nor blank. */
    public static String text(String name, String text) {
        if (text == null || text.isBlank()) {
            throw violated(name + " is a non-empty text", text);
        }
        return text;
    }

    /** Returns {@code value} if it is not null. */
    public static <T> T present(String name, T value) {
        if (value == null) {
            throw violated(name + " is present", null);
        }
        return value;
    }
}
