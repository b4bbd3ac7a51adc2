package crucible.server.config;

import java.lang.reflect.RecordComponent;
import java.util.Locale;

/** How a component of a settings record is called in the file: units as words, dollars as decimals. */
final class ConfigKeys {
    private ConfigKeys() {}

    /** {@code latencyMs} is {@code latencyMillis}, {@code capitalUsdE8} is {@code capitalUsd}, others are themselves. */
    static String of(RecordComponent component) {
        final String name = component.getName();
        if (name.endsWith("Ms")) {
            return name.substring(0, name.length() - 2) + "Millis";
        }
        return name.endsWith("UsdE8") ? name.substring(0, name.length() - 2) : name;
    }

    /** {@code STUDENT_T} is {@code student-t}. */
    static String ofConstant(Object constant) {
        return ((Enum<?>) constant).name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    static Object value(RecordComponent component, Object holder) {
        try {
            component.getAccessor().setAccessible(true);
            return component.getAccessor().invoke(holder);
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException("accessor of " + component.getName(), e);
        }
    }
}
