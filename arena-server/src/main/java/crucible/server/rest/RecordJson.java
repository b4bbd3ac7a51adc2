package crucible.server.rest;

import crucible.model.Timeframe;
import crucible.model.UsdE8;
import crucible.server.view.Inlined;
import java.io.ByteArrayOutputStream;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.RecordComponent;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Arrays;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.OptionalLong;
import tools.jackson.core.JsonGenerator;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * Writes records as the contract wants them, by the units in their names:
 *
 * <ul>
 *   <li>{@code feesUsdE8} becomes {@code "fees":"1.25"} (exact decimal text) and {@code "feesUsd":1.25};
 *   <li>{@code openTimeMs} becomes {@code "openTimeMs":…} and {@code "openAt":"…"} in ISO-8601, UTC; {@code timeMs}
 *       becomes {@code timeMs} and {@code at};
 *   <li>what is absent (an empty {@code Optional…}, {@code NaN}, an infinity, an empty text) becomes {@code null};
 *   <li>a {@link BigDecimal} becomes a decimal text, a {@link Timeframe} its label, other enums their {@code toString};
 *   <li>a component whose type is {@link Inlined} puts its fields in the place of its own.
 * </ul>
 */
public final class RecordJson {
    static final JsonMapper MAPPER = JsonMapper.builder().build();

    private static final ClassValue<Field[]> FIELDS = new ClassValue<>() {
        @Override
        protected Field[] computeValue(Class<?> type) {
            return Arrays.stream(type.getRecordComponents()).map(Field::of).toArray(Field[]::new);
        }
    };

    private RecordJson() {}

    private enum Unit {
        PLAIN,
        USD_E8,
        TIME_MS,
        INLINED
    }

    private record Field(String name, String twin, Unit unit, Method accessor) {
        private static Field of(RecordComponent component) {
            final String name = component.getName();
            final Method accessor = component.getAccessor();
            accessor.setAccessible(true);
            if (Inlined.class.isAssignableFrom(component.getType())) {
                return new Field(name, name, Unit.INLINED, accessor);
            }
            if (name.endsWith("UsdE8")) {
                return new Field(cut(name, "UsdE8"), cut(name, "E8"), Unit.USD_E8, accessor);
            }
            if (name.endsWith("TimeMs")) {
                return new Field(name, cut(name, "TimeMs") + "At", Unit.TIME_MS, accessor);
            }
            if (name.equals("timeMs")) {
                return new Field(name, "at", Unit.TIME_MS, accessor);
            }
            return new Field(name, name, Unit.PLAIN, accessor);
        }

        private static String cut(String name, String end) {
            return name.substring(0, name.length() - end.length());
        }

        private Object of(Object holder) {
            try {
                return accessor.invoke(holder);
            } catch (IllegalAccessException | InvocationTargetException e) {
                throw new IllegalStateException("accessor of " + name, e);
            }
        }
    }

    /** The JSON text of {@code value}. */
    public static String text(Object value) {
        return new String(bytes(value), StandardCharsets.UTF_8);
    }

    /** The JSON text of {@code value} in UTF-8. */
    static byte[] bytes(Object value) {
        final ByteArrayOutputStream out = new ByteArrayOutputStream(1024);
        try (JsonGenerator json = MAPPER.createGenerator(out)) {
            write(json, value);
        }
        return out.toByteArray();
    }

    private static void write(JsonGenerator json, Object value) {
        if (value instanceof Record item) {
            json.writeStartObject();
            writeFields(json, item);
            json.writeEndObject();
        } else if (value instanceof Map<?, ?> map) {
            json.writeStartObject();
            for (Map.Entry<?, ?> entry : map.entrySet()) {
                json.writeName(entry.getKey().toString());
                write(json, entry.getValue());
            }
            json.writeEndObject();
        } else if (value instanceof Iterable<?> items && !(value instanceof JsonNode)) {
            json.writeStartArray();
            for (Object item : items) {
                write(json, item);
            }
            json.writeEndArray();
        } else {
            writeScalar(json, value);
        }
    }

    private static void writeFields(JsonGenerator json, Record holder) {
        for (Field field : FIELDS.get(holder.getClass())) {
            final Object value = field.of(holder);
            switch (field.unit()) {
                case INLINED -> writeFields(json, (Record) value);
                case USD_E8 -> writeMoney(json, field, number(value));
                case TIME_MS -> writeTime(json, field, number(value));
                default -> {
                    json.writeName(field.name());
                    write(json, value);
                }
            }
        }
    }

    private static OptionalLong number(Object value) {
        return value instanceof OptionalLong optional ? optional : OptionalLong.of(((Number) value).longValue());
    }

    private static void writeMoney(JsonGenerator json, Field field, OptionalLong usdE8) {
        json.writeName(field.name());
        if (usdE8.isEmpty()) {
            json.writeNull();
            json.writeNullProperty(field.twin());
            return;
        }
        json.writeString(UsdE8.format(usdE8.getAsLong()));
        json.writeNumberProperty(field.twin(), UsdE8.toUsd(usdE8.getAsLong()));
    }

    private static void writeTime(JsonGenerator json, Field field, OptionalLong timeMs) {
        json.writeName(field.name());
        if (timeMs.isEmpty()) {
            json.writeNull();
            json.writeNullProperty(field.twin());
            return;
        }
        json.writeNumber(timeMs.getAsLong());
        json.writeStringProperty(
                field.twin(), Instant.ofEpochMilli(timeMs.getAsLong()).toString());
    }

    private static void writeScalar(JsonGenerator json, Object value) {
        if (value == null || value.equals("")) {
            json.writeNull();
        } else if (value instanceof Optional<?> optional) {
            write(json, optional.orElse(null));
        } else if (value instanceof OptionalDouble optional) {
            writeDouble(json, optional.orElse(Double.NaN));
        } else if (value instanceof OptionalLong optional) {
            write(json, optional.isPresent() ? (Object) optional.getAsLong() : null);
        } else if (value instanceof OptionalInt optional) {
            write(json, optional.isPresent() ? (Object) optional.getAsInt() : null);
        } else if (value instanceof Double number) {
            writeDouble(json, number);
        } else if (value instanceof BigDecimal decimal) {
            json.writeString(decimal.toPlainString());
        } else if (value instanceof Integer || value instanceof Long) {
            json.writeNumber(((Number) value).longValue());
        } else if (value instanceof Boolean truth) {
            json.writeBoolean(truth);
        } else if (value instanceof Timeframe timeframe) {
            json.writeString(timeframe.label());
        } else if (value instanceof JsonNode node) {
            json.writeTree(node);
        } else {
            json.writeString(value.toString());
        }
    }

    private static void writeDouble(JsonGenerator json, double value) {
        if (Double.isFinite(value)) {
            json.writeNumber(value);
        } else {
            json.writeNull();
        }
    }
}
