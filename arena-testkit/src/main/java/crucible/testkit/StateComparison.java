package crucible.testkit;

import java.lang.reflect.Array;
import java.lang.reflect.Field;
import java.lang.reflect.Modifier;
import java.util.ArrayList;
import java.util.Collection;
import java.util.IdentityHashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/**
 * Compares two object graphs field by field, whatever their {@code equals} says, and tells where they differ. Arrays may
 * differ in room: what only the longer one has must be 0, false, null or NaN.
 */
public final class StateComparison {
    private static final int MOST_DIFFERENCES = 20;

    private final Set<String> ignored;
    private final Set<String> unused;
    private final Map<Object, Object> seen = new IdentityHashMap<>();
    private final Set<String> classes = new TreeSet<>();
    private final List<String> differences = new ArrayList<>();

    private StateComparison(Set<String> ignored) {
        this.ignored = ignored;
        this.unused = new TreeSet<>(ignored);
    }

    /**
     * What was found.
     *
     * @param differences paths with both values, at most twenty
     * @param classes names of the project's classes whose fields were compared
     * @param unusedIgnored entries of the ignored that were never met
     */
    public record Result(List<String> differences, Set<String> classes, Set<String> unusedIgnored) {}

    /** @param ignored fields, as {@code Holding.place}, and whole classes, as {@code FillSlot}, that are not compared */
    public static Result of(Object expected, Object actual, Set<String> ignored) {
        final StateComparison comparison = new StateComparison(ignored);
        comparison.compare(expected, actual, "");
        return new Result(comparison.differences, comparison.classes, comparison.unused);
    }

    private boolean isIgnored(String name) {
        unused.remove(name);
        return ignored.contains(name);
    }

    private void compare(Object a, Object b, String path) {
        if (a == b || differences.size() >= MOST_DIFFERENCES) {
            return;
        }
        if (a == null || b == null || a.getClass() != b.getClass()) {
            differences.add(path + ": " + a + " against " + b);
        } else if (a.getClass().isArray()) {
            compareArrays(a, b, path);
        } else if (a instanceof Map<?, ?> map) {
            compareMaps(map, (Map<?, ?>) b, path);
        } else if (a instanceof Collection<?> collection) {
            compareAll(collection, (Collection<?>) b, path);
        } else if (a.getClass().getName().startsWith("crucible.") && !(a instanceof Enum)) {
            if (seen.put(a, b) == null && !isIgnored(simpleName(a.getClass()))) {
                classes.add(a.getClass().getName());
                compareFields(a, b, a.getClass(), path);
            }
        } else if (!a.equals(b)) {
            differences.add(path + ": " + a + " against " + b);
        }
    }

    private void compareFields(Object a, Object b, Class<?> type, String path) {
        if (type == Object.class) {
            return;
        }
        for (Field field : type.getDeclaredFields()) {
            if (Modifier.isStatic(field.getModifiers()) || isIgnored(simpleName(type) + "." + field.getName())) {
                continue;
            }
            try {
                field.setAccessible(true);
                compare(field.get(a), field.get(b), path + "/" + field.getName());
            } catch (IllegalAccessException e) {
                throw new IllegalStateException("field " + field + " cannot be read", e);
            }
        }
        compareFields(a, b, type.getSuperclass(), path);
    }

    private void compareArrays(Object a, Object b, String path) {
        final int shared = Math.min(Array.getLength(a), Array.getLength(b));
        for (int i = 0; i < shared; i++) {
            compare(Array.get(a, i), Array.get(b, i), path + "[" + i + "]");
        }
        final Object longer = Array.getLength(a) > shared ? a : b;
        for (int i = shared; i < Array.getLength(longer); i++) {
            final Object value = Array.get(longer, i);
            if (!isNothing(value)) {
                differences.add(path + "[" + i + "]: only one side has " + value);
                return;
            }
        }
    }

    private static boolean isNothing(Object value) {
        if (value instanceof Number number) {
            return number.doubleValue() == 0 || Double.isNaN(number.doubleValue());
        }
        return value == null || Boolean.FALSE.equals(value);
    }

    private void compareMaps(Map<?, ?> a, Map<?, ?> b, String path) {
        if (!a.keySet().equals(b.keySet())) {
            differences.add(path + ": keys " + a.keySet() + " against " + b.keySet());
            return;
        }
        a.forEach((key, value) -> compare(value, b.get(key), path + "{" + key + "}"));
    }

    private void compareAll(Collection<?> a, Collection<?> b, String path) {
        if (a.size() != b.size()) {
            differences.add(path + ": " + a.size() + " elements against " + b.size());
            return;
        }
        final Iterator<?> others = b.iterator();
        int i = 0;
        for (Object value : a) {
            compare(value, others.next(), path + "[" + i + "]");
            i++;
        }
    }

    private static String simpleName(Class<?> type) {
        final String name = type.getName();
        return name.substring(name.lastIndexOf('.') + 1);
    }
}
