package crucible.runtime.dsl;

import crucible.model.Blueprint;
import crucible.model.Require;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Optional;
import java.util.Set;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.StreamReadFeature;
import tools.jackson.core.TokenStreamLocation;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.ObjectMapper;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;
import tools.jackson.dataformat.yaml.YAMLMapper;
import tools.jackson.dataformat.yaml.YAMLParser;

/**
 * Reads and writes blueprints of format version 1. The language is described in {@code docs/dsl.md} and by the JSON
 * Schema of {@link #schema()}; this class is the stricter of the two. Stateless; any thread may call it.
 */
public final class BlueprintCodec {
    /** The format version that is read and written. */
    public static final int VERSION = 1;

    /** Longest text, in bytes of UTF-8. */
    public static final int MAX_TEXT_BYTES = 64 * 1024;

    /** Deepest rule; a single comparison has depth 1. */
    public static final int MAX_DEPTH = 8;

    /** Most conditions in one rule, inner ones included. */
    public static final int MAX_NODES = 64;

    private static final Set<String> NOT_IDENTITY = Set.of("name", "family", "costDigest");
    private static final ObjectMapper JSON = JsonMapper.builder()
            .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
            .build();
    private static final ObjectMapper YAML = YAMLMapper.builder()
            .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
            .build();

    private BlueprintCodec() {}

    /**
     * Reads a blueprint. A text whose first character is <code>{</code> is read as JSON, any other as YAML.
     *
     * @throws BlueprintRefused if the text is not a valid blueprint, naming the first place that is wrong
     */
    public static Blueprint parse(String text) {
        return BlueprintReader.read(tree(text));
    }

    /**
     * The cost settings whose digest a blueprint's text carries, where it carries them whole: their canonical text, which
     * has that digest.
     *
     * @throws BlueprintRefused if {@code costs} is there, but is no list of lines, or has another digest
     */
    public static Optional<String> costsOf(String text) {
        final JsonNode root = tree(text);
        final JsonNode lines = root.path("costs");
        if (lines.isMissingNode()) {
            return Optional.empty();
        }
        if (!lines.isArray() || lines.isEmpty()) {
            throw new BlueprintRefused(
                    "costs", "the lines of the cost settings are needed, found " + Fields.shown(lines));
        }
        final StringBuilder costs = new StringBuilder();
        for (int i = 0; i < lines.size(); i++) {
            if (!lines.get(i).isString()) {
                throw new BlueprintRefused(
                        "costs[" + i + "]", "a text name=value is needed, found " + Fields.shown(lines.get(i)));
            }
            costs.append(lines.get(i).stringValue()).append('\n');
        }
        final String digest = sha256(costs.toString());
        if (!digest.equals(root.path("costDigest").asString(""))) {
            throw new BlueprintRefused("costs", "their digest is costDigest, but was " + digest);
        }
        return Optional.of(costs.toString());
    }

    /** Canonical JSON as {@link #toJson(Blueprint)}, with the cost settings whose digest the blueprint carries. */
    public static String toJson(Blueprint blueprint, String costs) {
        Require.that(sha256(costs).equals(blueprint.costDigest()), "costs have the blueprint's digest", costs);
        final ObjectNode root = BlueprintWriter.write(blueprint);
        final ArrayNode lines = root.putArray("costs");
        costs.lines().forEach(lines::add);
        return JSON.writeValueAsString(root);
    }

    /** Reads a blueprint that has no {@code costDigest} and is given one. */
    static Blueprint parse(String text, String costDigest) {
        final JsonNode root = tree(text);
        if (root.isObject() && !root.has("costDigest")) {
            ((ObjectNode) root).put("costDigest", costDigest);
        }
        return BlueprintReader.read(root);
    }

    /**
     * Canonical JSON: all keys, in a fixed order, in one line; numbers in their shortest form, the same on every Java
     * version. {@code parse(toJson(x))} equals {@code x} for every blueprint that {@link #check} accepts (−0 becomes 0).
     */
    public static String toJson(Blueprint blueprint) {
        return JSON.writeValueAsString(BlueprintWriter.write(blueprint));
    }

    /**
     * Checks a blueprint that was made in memory against the rules of the language.
     *
     * @throws BlueprintRefused as {@link #parse}
     */
    public static void check(Blueprint blueprint) {
        parse(toJson(blueprint));
    }

    /**
     * What makes a strategy the same strategy: SHA-256, 64 hexadecimal digits, of the canonical JSON without name, family
     * and cost digest. Rules that are merely equivalent differ.
     */
    public static String identity(Blueprint blueprint) {
        final ObjectNode tree = BlueprintWriter.write(blueprint);
        tree.remove(NOT_IDENTITY);
        return sha256(JSON.writeValueAsString(tree));
    }

    private static String sha256(String text) {
        try {
            final byte[] utf8 = text.getBytes(StandardCharsets.UTF_8);
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(utf8));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }

    /** The published JSON Schema (draft 2020-12). It cannot express the limits of depth and nodes nor f &lt; s of macd. */
    public static String schema() {
        return resource("/blueprint.schema.json");
    }

    /** A text resource of this module. */
    static String resource(String name) {
        try (InputStream in = BlueprintCodec.class.getResourceAsStream(name)) {
            if (in == null) {
                throw new IllegalStateException("missing resource " + name);
            }
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException("cannot read resource " + name, e);
        }
    }

    private static JsonNode tree(String text) {
        final int bytes = text.getBytes(StandardCharsets.UTF_8).length;
        if (bytes > MAX_TEXT_BYTES) {
            throw new BlueprintRefused("", "a blueprint has at most " + MAX_TEXT_BYTES + " bytes, found " + bytes);
        }
        if (text.isBlank()) {
            throw new BlueprintRefused("", "the text is empty; a blueprint is a YAML or JSON object");
        }
        final boolean json = text.stripLeading().startsWith("{");
        try {
            if (!json) {
                refuseAliases(text);
            }
            return (json ? JSON : YAML).readTree(text);
        } catch (JacksonException e) {
            throw new BlueprintRefused("", "not " + (json ? "JSON: " : "YAML: ") + shown(e));
        }
    }

    /** An alias would be read as the text of its name. */
    private static void refuseAliases(String text) {
        try (JsonParser parser = YAML.createParser(text)) {
            while (parser.nextToken() != null) {
                if (parser instanceof YAMLParser yaml && yaml.isCurrentAlias()) {
                    throw new BlueprintRefused(
                            "",
                            "aliases are not allowed, found *" + parser.getString() + where(parser.currentLocation()));
                }
            }
        }
    }

    private static String shown(JacksonException failure) {
        final String message = failure.getOriginalMessage();
        if (message.startsWith("Trailing token")) {
            return "one blueprint is needed, found more after it" + where(failure.getLocation());
        }
        final String line = message.lines().findFirst().orElse("");
        return (line.length() > 200 ? line.substring(0, 200) + "…" : line) + where(failure.getLocation());
    }

    private static String where(TokenStreamLocation location) {
        return location == null || location.getLineNr() < 1 ? "" : " (line " + location.getLineNr() + ")";
    }
}
