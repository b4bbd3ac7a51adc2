package crucible.server.config;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.dataformat.yaml.YAMLMapper;

/**
 * A value of a configuration file that knows where it stands. Exactly one of the three contents is present.
 *
 * @param key full key, such as {@code venues[0].name}; empty for the whole
 * @param line line in the file, from 1
 * @param fields of a mapping, in order; else null
 * @param items of a list; else null
 * @param text of a plain value as written, null for YAML's null; else null
 */
record ConfigNode(String key, int line, Map<String, ConfigNode> fields, List<ConfigNode> items, String text) {
    private static final YAMLMapper YAML = YAMLMapper.builder().build();

    boolean isMapping() {
        return fields != null;
    }

    boolean isList() {
        return items != null;
    }

    /** What was found, for messages. */
    String found() {
        return isMapping() ? "a mapping" : isList() ? "a list" : text == null ? "nothing" : text;
    }

    /** Reads a whole file; an empty one is an empty mapping. */
    static ConfigNode parse(String file, String yaml) {
        try (JsonParser parser = YAML.createParser(yaml)) {
            final JsonToken first = parser.nextToken();
            if (first == null || first == JsonToken.VALUE_NULL) {
                return new ConfigNode("", 1, Map.of(), null, null);
            }
            final ConfigNode root = node(file, "", parser);
            if (parser.nextToken() != null) {
                throw new ConfigRefused(file, line(parser), "", "one document is allowed, but there was another");
            }
            return root;
        } catch (JacksonException e) {
            final int line = e.getLocation() == null ? 0 : e.getLocation().getLineNr();
            throw new ConfigRefused(file, line, "", "not YAML: " + oneLine(e.getOriginalMessage()));
        }
    }

    /** The parser's sentences without the places and the excerpt that it mixes in; and the mistake that is easily made. */
    private static String oneLine(String message) {
        final String sentences = message.lines()
                .filter(line -> !line.isBlank() && !line.startsWith(" "))
                .map(String::strip)
                .collect(Collectors.joining(", "));
        return message.contains("${") ? sentences + "; within { } or [ ] write \"${NAME}\" in quotes" : sentences;
    }

    private static ConfigNode node(String file, String key, JsonParser parser) {
        final int line = line(parser);
        return switch (parser.currentToken()) {
            case START_OBJECT -> mapping(file, key, line, parser);
            case START_ARRAY -> list(file, key, line, parser);
            case VALUE_NULL -> new ConfigNode(key, line, null, null, null);
            default -> new ConfigNode(key, line, null, null, parser.getString());
        };
    }

    private static ConfigNode mapping(String file, String key, int line, JsonParser parser) {
        final Map<String, ConfigNode> fields = new LinkedHashMap<>();
        while (parser.nextToken() != JsonToken.END_OBJECT) {
            final String name = parser.currentName();
            final int nameLine = line(parser);
            final String full = key.isEmpty() ? name : key + "." + name;
            parser.nextToken();
            final ConfigNode value = node(file, full, parser);
            // A mapping or list is said to stand where its key stands.
            final ConfigNode placed = new ConfigNode(full, nameLine, value.fields, value.items, value.text);
            if (fields.put(name, placed) != null) {
                throw new ConfigRefused(file, nameLine, full, "given twice");
            }
        }
        return new ConfigNode(key, line, fields, null, null);
    }

    private static ConfigNode list(String file, String key, int line, JsonParser parser) {
        final List<ConfigNode> items = new ArrayList<>();
        while (parser.nextToken() != JsonToken.END_ARRAY) {
            items.add(node(file, key + "[" + items.size() + "]", parser));
        }
        return new ConfigNode(key, line, null, items, null);
    }

    private static int line(JsonParser parser) {
        return parser.currentTokenLocation().getLineNr();
    }
}
