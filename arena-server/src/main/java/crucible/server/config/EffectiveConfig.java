package crucible.server.config;

import crucible.fill.SpreadFloors;
import crucible.model.Timeframe;
import crucible.model.UsdE8;
import java.lang.reflect.RecordComponent;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.Set;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.dataformat.yaml.YAMLMapper;
import tools.jackson.dataformat.yaml.YAMLWriteFeature;

/** Shows a configuration with every key, so that nothing works by a default that nobody sees. */
final class EffectiveConfig {
    private static final String MASK = "***";

    private EffectiveConfig() {}

    static String yaml(Record config, Set<String> masked) {
        return YAMLMapper.builder()
                .disable(YAMLWriteFeature.WRITE_DOC_START_MARKER)
                .enable(YAMLWriteFeature.MINIMIZE_QUOTES)
                .build()
                .writeValueAsString(tree(config, "", "", masked));
    }

    static String json(Record config, Set<String> masked) {
        return JsonMapper.builder().build().writeValueAsString(tree(config, "", "", masked));
    }

    private static Object tree(Object value, String name, String key, Set<String> masked) {
        if (masked.contains(key)) {
            return MASK;
        }
        if (value instanceof SpreadFloors) {
            return value.toString();
        }
        if (value instanceof Record settings) {
            return fields(settings, key, masked);
        }
        if (value instanceof List<?> list) {
            final List<Object> items = new ArrayList<>();
            for (Object item : list) {
                items.add(tree(item, name, key + "[" + items.size() + "]", masked));
            }
            return items;
        }
        if (value instanceof Map<?, ?> map) {
            final Map<String, Object> entries = new LinkedHashMap<>();
            map.forEach((entry, item) -> entries.put(entry.toString(), tree(item, name, key + "." + entry, masked)));
            return entries;
        }
        if (value instanceof Optional<?> optional) {
            return optional.isPresent() ? tree(optional.get(), name, key, masked) : "off";
        }
        if (value instanceof OptionalDouble optional) {
            return optional.isPresent() ? (Object) optional.getAsDouble() : "off";
        }
        if (value instanceof OptionalInt optional) {
            return optional.isPresent() ? (Object) optional.getAsInt() : "off";
        }
        if (name.endsWith("UsdE8")) {
            return UsdE8.format((long) value);
        }
        if (value instanceof Timeframe timeframe) {
            return timeframe.label();
        }
        if (value instanceof Enum<?>) {
            return ConfigKeys.ofConstant(value);
        }
        return value instanceof Path path ? path.toString() : value;
    }

    private static Map<String, Object> fields(Record settings, String key, Set<String> masked) {
        final Map<String, Object> fields = new LinkedHashMap<>();
        for (RecordComponent component : settings.getClass().getRecordComponents()) {
            final String name = ConfigKeys.of(component);
            final String full = key.isEmpty() ? name : key + "." + name;
            fields.put(name, tree(ConfigKeys.value(component, settings), component.getName(), full, masked));
        }
        return fields;
    }
}
