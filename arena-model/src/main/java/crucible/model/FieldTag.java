package crucible.model;

/**
 * Four bytes before every stored field, made of its kind and name: enough to find out that a reader expects another field
 * than was written, without storing names a million times.
 */
final class FieldTag {
    static final int END = tag(8, "");

    private FieldTag() {}

    static int begin(String group) {
        return tag(1, group);
    }

    static int whole(String name) {
        return tag(2, name);
    }

    static int number(String name) {
        return tag(3, name);
    }

    static int text(String name) {
        return tag(4, name);
    }

    static int constant(String name) {
        return tag(5, name);
    }

    static int value(String name) {
        return tag(6, name);
    }

    static int array(String name) {
        return tag(7, name);
    }

    /** A constant by its name, which outlives its place in the list; 0 for none. */
    static int of(Enum<?> constant) {
        return constant == null ? 0 : constant.name().hashCode();
    }

    /** A text keeps its hash, so this costs a multiplication. */
    private static int tag(int kind, String name) {
        return name.hashCode() * 31 + kind;
    }
}
