package crucible.server.config;

import crucible.fill.SpreadFloors;
import crucible.model.Require;
import crucible.model.Timeframe;
import crucible.model.UsdE8;
import java.lang.reflect.Constructor;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * Reads settings records from a file, strictly: the components are the keys, what is not given keeps its default, and
 * everything else is an error that says where, what was found and what is allowed.
 */
final class ConfigReader {
    private static final String REQUIRED = "required: ";

    private final String file;
    private final Placeholders placeholders;
    private final Set<String> masked = new HashSet<>();

    ConfigReader(String file, Placeholders placeholders) {
        this.file = file;
        this.placeholders = placeholders;
    }

    /** Keys whose value came from outside the file: never to be shown. */
    Set<String> masked() {
        return masked;
    }

    /** @param defaults values of the keys that are not given; null where every key must be given */
    <R extends Record> R record(ConfigNode node, Class<R> type, R defaults) {
        final RecordComponent[] components = type.getRecordComponents();
        final List<String> keys = Arrays.stream(components).map(ConfigKeys::of).toList();
        final Map<String, ConfigNode> fields = mapping(node, keys);
        final Object[] values = new Object[components.length];
        for (int i = 0; i < components.length; i++) {
            final ConfigNode field = fields.get(keys.get(i));
            if (field != null) {
                values[i] =
                        value(field, components[i].getName(), components[i].getGenericType(), components[i], defaults);
            } else if (defaults != null) {
                values[i] = ConfigKeys.value(components[i], defaults);
            } else {
                values[i] = absent(node, keys.get(i), components[i].getType());
            }
        }
        return construct(node, type, components, values);
    }

    /** The fields of a mapping with none but these keys; nothing at all is an empty mapping. */
    Map<String, ConfigNode> mapping(ConfigNode node, List<String> keys) {
        if (!node.isMapping()) {
            if (!node.isList() && node.text() == null) {
                return Map.of();
            }
            throw refused(node, "a mapping of " + String.join(", ", keys) + " is allowed, but was " + node.found());
        }
        for (ConfigNode field : node.fields().values()) {
            final String key = node.key().isEmpty()
                    ? field.key()
                    : field.key().substring(node.key().length() + 1);
            if (!keys.contains(key)) {
                final Optional<String> nearest = NearestKey.of(key, keys);
                throw refused(
                        field,
                        "unknown key"
                                + nearest.map(meant -> "; did you mean " + meant + "?")
                                        .orElse("") + (nearest.isPresent() ? "" : ";") + " Allowed: "
                                + String.join(", ", keys));
            }
        }
        return node.fields();
    }

    private Object absent(ConfigNode node, String key, Class<?> type) {
        if (type == Optional.class) {
            return Optional.empty();
        }
        throw refused(node, key + " is missing");
    }

    private Object value(ConfigNode node, String name, Type type, RecordComponent component, Record holderDefaults) {
        if (type instanceof ParameterizedType generic) {
            return container(node, name, generic);
        }
        final Class<?> raw = (Class<?>) type;
        if (raw.isRecord() && raw != SpreadFloors.class) {
            final Object nested =
                    holderDefaults == null || component == null ? null : ConfigKeys.value(component, holderDefaults);
            return nestedRecord(node, raw, nested);
        }
        return scalar(node, name, raw);
    }

    @SuppressWarnings("unchecked")
    private <R extends Record> R nestedRecord(ConfigNode node, Class<?> type, Object defaults) {
        return record(node, (Class<R>) type, (R) defaults);
    }

    private Object container(ConfigNode node, String name, ParameterizedType generic) {
        final Type element = generic.getActualTypeArguments()[generic.getActualTypeArguments().length - 1];
        if (generic.getRawType() == Optional.class) {
            return isOff(node) ? Optional.empty() : Optional.of(value(node, name, element, null, null));
        }
        if (generic.getRawType() == List.class) {
            if (!node.isList()) {
                throw refused(node, "a list is allowed, but was " + node.found());
            }
            final List<Object> items = new ArrayList<>();
            for (ConfigNode item : node.items()) {
                items.add(value(item, name, element, null, null));
            }
            return items;
        }
        if (generic.getRawType() == SortedMap.class) {
            if (!node.isMapping()) {
                throw refused(node, "a mapping is allowed, but was " + node.found());
            }
            final SortedMap<String, Object> map = new TreeMap<>();
            node.fields().forEach((key, item) -> map.put(key, value(item, name, element, null, null)));
            return map;
        }
        throw new IllegalStateException("no rule reads " + generic);
    }

    /** A number in {@code [low, high)}. */
    double number(ConfigNode node, double low, double high) {
        final double value = (double) scalar(node, "", double.class);
        if (low <= value && value < high) {
            return value;
        }
        throw refused(node, "a number in [" + low + ", " + high + ") is allowed, but was " + shown(node));
    }

    private static boolean isOff(ConfigNode node) {
        return !node.isMapping()
                && !node.isList()
                && (node.text() == null
                        || node.text().equals("off")
                        || node.text().equals("false"));
    }

    private Object scalar(ConfigNode node, String name, Class<?> type) {
        if (type == OptionalDouble.class && isOff(node)) {
            return OptionalDouble.empty();
        }
        if (type == OptionalInt.class && isOff(node)) {
            return OptionalInt.empty();
        }
        final String text = text(node, type);
        try {
            if (name.endsWith("UsdE8")) {
                return UsdE8.parse(text);
            }
            return parse(text, type);
        } catch (IllegalArgumentException | ArithmeticException e) {
            final String message = String.valueOf(e.getMessage());
            final String reason = message.startsWith(REQUIRED)
                    ? message.substring(REQUIRED.length())
                    : kind(type, name) + " is allowed, but was " + shown(node);
            throw refused(node, reason);
        }
    }

    private static Object parse(String text, Class<?> type) {
        if (type == String.class) {
            return text;
        }
        if (type == int.class || type == Integer.class) {
            return Integer.parseInt(text);
        }
        if (type == long.class) {
            return Long.parseLong(text);
        }
        if (type == double.class) {
            return finite(text);
        }
        if (type == OptionalDouble.class) {
            return OptionalDouble.of(finite(text));
        }
        if (type == OptionalInt.class) {
            return OptionalInt.of(Integer.parseInt(text));
        }
        if (type == boolean.class) {
            if (text.equals("true") || text.equals("on")) {
                return true;
            }
            if (text.equals("false") || text.equals("off")) {
                return false;
            }
            throw new IllegalArgumentException(text);
        }
        if (type == Path.class) {
            return Path.of(text);
        }
        if (type == Timeframe.class) {
            return Timeframe.parse(text);
        }
        if (type.isEnum()) {
            return constant(text, type);
        }
        if (type == SpreadFloors.class) {
            return SpreadFloors.parse(text);
        }
        throw new IllegalStateException("no rule reads " + type);
    }

    /** One of an enum's constants, in small letters with hyphens. */
    private static Object constant(String text, Class<?> type) {
        final List<String> allowed = Arrays.stream(type.getEnumConstants())
                .map(ConfigKeys::ofConstant)
                .toList();
        Require.that(allowed.contains(text), "one of " + String.join(", ", allowed), text);
        return type.getEnumConstants()[allowed.indexOf(text)];
    }

    private static double finite(String text) {
        final double value = Double.parseDouble(text);
        if (!Double.isFinite(value)) {
            throw new NumberFormatException(text);
        }
        return value;
    }

    private static String kind(Class<?> type, String name) {
        if (name.endsWith("UsdE8")) {
            return "an amount of dollars with at most 8 decimals";
        }
        if (type == int.class || type == Integer.class || type == long.class) {
            return "a whole number";
        }
        if (type == OptionalDouble.class) {
            return "a number or off";
        }
        if (type == OptionalInt.class) {
            return "a whole number or off";
        }
        if (type == boolean.class) {
            return "true or false";
        }
        return type == double.class ? "a number" : "a text";
    }

    private String text(ConfigNode node, Class<?> type) {
        if (node.isMapping() || node.isList() || node.text() == null) {
            throw refused(node, kind(type, "") + " is allowed, but was " + node.found());
        }
        if (!Placeholders.in(node.text())) {
            return node.text();
        }
        masked.add(node.key());
        try {
            return placeholders.fill(node.text());
        } catch (IllegalArgumentException e) {
            throw refused(node, e.getMessage());
        }
    }

    /** What was found; of a placeholder its name, not its value. */
    private static String shown(ConfigNode node) {
        return node.text().isEmpty() ? "an empty text" : node.text();
    }

    private <R extends Record> R construct(
            ConfigNode node, Class<R> type, RecordComponent[] components, Object[] values) {
        try {
            final Class<?>[] types =
                    Arrays.stream(components).map(RecordComponent::getType).toArray(Class<?>[]::new);
            final Constructor<R> constructor = type.getDeclaredConstructor(types);
            constructor.setAccessible(true);
            return constructor.newInstance(values);
        } catch (InvocationTargetException e) {
            if (e.getCause() instanceof IllegalArgumentException refusal) {
                throw refusedByRule(node, components, String.valueOf(refusal.getMessage()));
            }
            throw new IllegalStateException("settings " + type.getSimpleName(), e.getCause());
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException("settings " + type.getSimpleName(), e);
        }
    }

    /** A settings record says which component breaks its rule; the file is told by key and line. */
    private ConfigRefused refusedByRule(ConfigNode node, RecordComponent[] components, String message) {
        final String rule = message.startsWith(REQUIRED) ? message.substring(REQUIRED.length()) : message;
        for (RecordComponent component : components) {
            final String key = ConfigKeys.of(component);
            final String start = rule.startsWith(component.getName() + " ") ? component.getName() : key;
            if (node.isMapping() && node.fields().containsKey(key) && rule.startsWith(start + " ")) {
                return refused(node.fields().get(key), rule.substring(start.length() + 1));
            }
        }
        return refused(node, rule);
    }

    ConfigRefused refused(ConfigNode node, String what) {
        return new ConfigRefused(file, node.line(), node.key(), what);
    }
}
