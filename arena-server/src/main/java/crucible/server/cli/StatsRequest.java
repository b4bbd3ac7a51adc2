package crucible.server.cli;

import java.io.InputStream;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import tools.jackson.core.JacksonException;
import tools.jackson.core.StreamReadFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.MissingNode;

/**
 * The JSON object that a statistic is asked with. Whatever is wrong is an {@link IllegalArgumentException} that names the
 * field, what was found and what is allowed.
 */
final class StatsRequest {
    private static final JsonMapper MAPPER = JsonMapper.builder()
            .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
            .build();

    private final JsonNode root;
    /** What stands before the names of fields in messages. */
    private final String prefix;

    private final Set<String> known = new LinkedHashSet<>();

    private StatsRequest(JsonNode root, String prefix) {
        this.root = root;
        this.prefix = prefix;
    }

    static StatsRequest read(InputStream in) {
        final JsonNode root;
        try {
            root = MAPPER.readTree(in);
        } catch (JacksonException e) {
            throw new IllegalArgumentException("standard input is not valid JSON: " + e.getOriginalMessage(), e);
        }
        if (root == null || !root.isObject()) {
            final String was = root == null || root.isMissingNode() ? "empty" : "another kind of JSON";
            throw new IllegalArgumentException("standard input is one JSON object, but was " + was);
        }
        return new StatsRequest(root, "");
    }

    boolean has(String name) {
        known.add(name);
        return root.hasNonNull(name);
    }

    /** A finite number that must be there. */
    double number(String name) {
        return optionalNumber(name)
                .orElseThrow(() -> new IllegalArgumentException(prefix + name + " is missing: a number is needed"));
    }

    /** A finite number, or {@code absent}. */
    double number(String name, double absent) {
        return optionalNumber(name).orElse(absent);
    }

    /** A list of finite numbers that must be there; may be empty. */
    double[] numbers(String name) {
        return numbers(prefix + name, list(name));
    }

    /** A list of lists of finite numbers that must be there. */
    List<double[]> numberLists(String name) {
        final List<double[]> lists = new ArrayList<>();
        for (JsonNode element : list(name)) {
            final String where = prefix + name + "[" + lists.size() + "]";
            if (!element.isArray()) {
                throw new IllegalArgumentException(where + " is a list of numbers, but was " + element);
            }
            lists.add(numbers(where, element));
        }
        return lists;
    }

    /**
     * A list, that must be there, of rows of finite numbers: each a list in the order of {@code fields}, or an object that
     * has them; an object may have more.
     */
    List<double[]> rows(String name, String... fields) {
        final List<double[]> rows = new ArrayList<>();
        for (JsonNode element : list(name)) {
            final String where = prefix + name + "[" + rows.size() + "]";
            if (element.isObject()) {
                final double[] row = new double[fields.length];
                for (int i = 0; i < row.length; i++) {
                    row[i] = finite(where + "." + fields[i], element.path(fields[i]));
                }
                rows.add(row);
            } else if (element.isArray() && element.size() == fields.length) {
                rows.add(numbers(where, element));
            } else {
                throw new IllegalArgumentException(where + " is an object with, or a list of, "
                        + String.join(", ", fields) + ", but was " + element);
            }
        }
        return rows;
    }

    /** An object inside this one, that must be there; it is asked, and refuses what is unknown, by itself. */
    StatsRequest object(String name) {
        final JsonNode node = has(name) ? root.get(name) : MissingNode.getInstance();
        if (!node.isObject()) {
            throw new IllegalArgumentException(prefix + name + " is an object, but was " + shown(node));
        }
        return new StatsRequest(node, prefix + name + ".");
    }

    /** One of {@code allowed}, that must be there. */
    String choice(String name, Collection<String> allowed) {
        final JsonNode node = has(name) ? root.get(name) : MissingNode.getInstance();
        if (!node.isString() || !allowed.contains(node.stringValue())) {
            throw new IllegalArgumentException(
                    prefix + name + " is one of " + String.join(", ", allowed) + ", but was " + shown(node));
        }
        return node.stringValue();
    }

    /** Refuses fields that nobody has asked for so far: a misspelt one would change the answer in silence. */
    void refuseUnknown() {
        for (String name : root.propertyNames()) {
            if (!known.contains(name)) {
                throw new IllegalArgumentException(
                        prefix + name + " is not a field of this request; allowed are " + String.join(", ", known));
            }
        }
    }

    private Optional<Double> optionalNumber(String name) {
        return has(name) ? Optional.of(finite(prefix + name, root.get(name))) : Optional.empty();
    }

    private JsonNode list(String name) {
        if (!has(name)) {
            throw new IllegalArgumentException(prefix + name + " is missing: a list is needed");
        }
        final JsonNode list = root.get(name);
        if (!list.isArray()) {
            throw new IllegalArgumentException(prefix + name + " is a list, but was " + list);
        }
        return list;
    }

    private static double[] numbers(String name, JsonNode list) {
        final double[] values = new double[list.size()];
        for (int i = 0; i < values.length; i++) {
            values[i] = finite(name + "[" + i + "]", list.get(i));
        }
        return values;
    }

    private static double finite(String name, JsonNode node) {
        final double value = node.isNumber() ? node.doubleValue() : Double.NaN;
        if (!(Math.abs(value) < Double.POSITIVE_INFINITY)) {
            throw new IllegalArgumentException(name + " is a finite number, but was " + shown(node));
        }
        return value;
    }

    private static String shown(JsonNode node) {
        return node.isMissingNode() ? "missing" : node.toString();
    }
}
