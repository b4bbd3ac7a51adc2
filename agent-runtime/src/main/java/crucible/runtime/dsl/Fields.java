package crucible.runtime.dsl;

import crucible.model.Require;
import java.util.Arrays;
import java.util.List;
import tools.jackson.databind.JsonNode;

/** The keys of one object of a text, read strictly: an unknown or missing key or a wrong type is refused with its path. */
final class Fields {
    private final JsonNode node;
    private final String path;

    /** {@code node}, found at {@code path}, which may have the {@code allowed} keys and no others. */
    Fields(JsonNode node, String path, String... allowed) {
        if (!node.isObject()) {
            throw new BlueprintRefused(
                    path, "an object with " + String.join(", ", allowed) + " is needed, found " + shown(node));
        }
        final List<String> known = Arrays.asList(allowed);
        for (String key : node.propertyNames()) {
            if (!known.contains(key)) {
                throw new BlueprintRefused(under(path, key), "unknown key; allowed are " + String.join(", ", allowed));
            }
        }
        this.node = node;
        this.path = path;
    }

    static String under(String path, String key) {
        return path.isEmpty() ? key : path + "." + key;
    }

    /** A value as messages show it: shortened, on one line. */
    static String shown(JsonNode value) {
        if (value.isMissingNode()) {
            return "nothing";
        }
        final String text = value.toString();
        return text.length() <= 60 ? text : text.substring(0, 60) + "…";
    }

    String path(String key) {
        return under(path, key);
    }

    boolean has(String key) {
        return node.has(key);
    }

    /** The only key of an object that must have exactly one. */
    String onlyKey() {
        if (node.size() != 1) {
            throw new BlueprintRefused(path, "exactly one key is needed, found " + shown(node));
        }
        return node.propertyNames().iterator().next();
    }

    /** The value of a key that must be there. */
    JsonNode value(String key) {
        final JsonNode value = node.get(key);
        if (value == null) {
            throw new BlueprintRefused(path(key), "is missing");
        }
        if (value.isNull()) {
            throw new BlueprintRefused(path(key), "is empty; give it a value or leave the key out");
        }
        return value;
    }

    String text(String key) {
        final JsonNode value = value(key);
        if (value.isNumber()) {
            throw new BlueprintRefused(path(key), "a text is needed, found the number " + shown(value) + "; quote it");
        }
        if (!value.isString()) {
            throw new BlueprintRefused(path(key), "a text is needed, found " + shown(value));
        }
        return value.stringValue();
    }

    /** A text that matches {@code pattern}; {@code rule} says so to people. */
    String text(String key, String pattern, String rule) {
        final String text = text(key);
        if (!text.matches(pattern)) {
            throw new BlueprintRefused(path(key), rule + " is needed, found " + shown(value(key)));
        }
        return text;
    }

    boolean flag(String key) {
        final JsonNode value = value(key);
        if (!value.isBoolean()) {
            throw new BlueprintRefused(path(key), "true or false is needed, found " + shown(value));
        }
        return value.booleanValue();
    }

    int whole(String key, int low, int high) {
        final JsonNode value = value(key);
        Require.that(low <= high, "low <= high", low + ", " + high);
        if (!value.isIntegralNumber()
                || !value.canConvertToInt()
                || value.intValue() < low
                || value.intValue() > high) {
            throw new BlueprintRefused(
                    path(key), "a whole number in [" + low + ", " + high + "] is needed, found " + shown(value));
        }
        return value.intValue();
    }

    /** A number in {@code (0, high]}. */
    double positive(String key, int high) {
        final JsonNode value = value(key);
        final double number = value.isNumber() ? number(value) : Double.NaN;
        if (!(number > 0 && number <= high)) {
            throw new BlueprintRefused(path(key), "a number in (0, " + high + "] is needed, found " + shown(value));
        }
        return number;
    }

    /** The double next to a numeric node; infinite beyond the range of doubles; never −0. */
    static double number(JsonNode value) {
        return value.decimalValue().doubleValue() + 0.0;
    }
}
