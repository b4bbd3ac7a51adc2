package crucible.server.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.networknt.schema.InputFormat;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import crucible.model.Timeframe;
import crucible.server.mode.DiskLimits;
import crucible.server.mode.Limits;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.OptionalDouble;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

class ArenaConfigTest {
    private static final Path SAMPLES = Path.of("src/test/resources/config");
    private static final Path OPS = Path.of("../ops");

    private static ArenaConfig.Loaded parse(String yaml) {
        return ArenaConfig.parse("config.yaml", yaml, name -> name.equals("SECRET") ? "hidden" : null);
    }

    static List<Path> bad() throws IOException {
        return samples("bad");
    }

    static List<Path> good() throws IOException {
        return samples("good");
    }

    private static List<Path> samples(String kind) throws IOException {
        try (Stream<Path> files = Files.list(SAMPLES.resolve(kind))) {
            return files.sorted().toList();
        }
    }

    /** The first line of each bad sample is the expected message. */
    @ParameterizedTest
    @MethodSource("bad")
    void saysWhereWhatWasFoundAndWhatIsAllowed(Path sample) throws IOException {
        final String yaml = Files.readString(sample);
        final String expected = yaml.lines().findFirst().orElseThrow().substring(2);
        assertThatThrownBy(() -> parse(yaml)).isInstanceOf(ConfigRefused.class).hasMessage(expected);
    }

    @ParameterizedTest
    @MethodSource("good")
    void acceptsGoodFilesAndSoDoesTheSchema(Path sample) throws IOException {
        final String yaml = Files.readString(sample);
        parse(yaml);
        assertThat(schema().validate(yaml.startsWith("#") ? "{}" : yaml, InputFormat.YAML))
                .isEmpty();
    }

    @Test
    void readsEveryKindOfValue() throws IOException {
        final ArenaConfig.Loaded loaded = parse(Files.readString(SAMPLES.resolve("good/every-kind.yaml")));
        final ArenaConfig config = loaded.config();
        assertThat(config.arena().agents()).isEqualTo(1000);
        assertThat(config.arena().capitalUsdE8()).isEqualTo(19_999_999_999L);
        assertThat(config.arena().timeframes()).isEqualTo(List.of(Timeframe.M5, Timeframe.M15));
        assertThat(config.arena().dataDir()).isEqualTo(Path.of("hidden/data"));
        assertThat(config.tokensFile()).isEqualTo(Path.of("hidden/data/tokens"));
        assertThat(config.costs().latencyMs()).isZero();
        assertThat(config.arena().disk()).isEqualTo(new DiskLimits(0, 32 << 20));
        assertThat(config.limits()).isEqualTo(new Limits(50, 2_000, 1));
        assertThat(config.costs().takerFeePpmAt("binance-spot")).isEqualTo(750);
        assertThat(config.watchtower().maxLossOfCapital()).isEqualTo(OptionalDouble.empty());
        assertThat(config.watchtower().maxDrawdown()).hasValue(0.3);
        assertThat(config.watchtower().idleDays()).isEmpty();
        assertThat(config.watchtower().decayLooks().get(5).minPsr()).isEqualTo(0.95);
        assertThat(config.admin().hosts()).containsExactly("arena.example");
        assertThat(loaded.effectiveYaml())
                .contains("***", "capitalUsd: 199.99999999")
                .doesNotContain("hidden");
        assertThat(loaded.canonicalJson()).doesNotContain("hidden").contains("\"dataDir\":\"***\"");
    }

    @Test
    void theExampleHoldsTheDefaultsAndEveryKey() throws IOException {
        final String yaml = Files.readString(OPS.resolve("crucible.example.yaml"));
        assertThat(parse(yaml).config()).isEqualTo(ArenaConfig.defaults());
        assertThat(schema().validate(yaml, InputFormat.YAML)).isEmpty();
        final String again = ArenaConfig.parse("effective", parse(yaml).effectiveYaml(), name -> null)
                .effectiveYaml();
        assertThat(again).isEqualTo(parse("").effectiveYaml());
        for (String key : keys(tree(parse("").canonicalJson()))) {
            assertThat(yaml).contains(key + ":");
        }
    }

    @Test
    void theSchemaHasTheKeysOfTheSettingsAndNoOthers() throws IOException {
        final JsonNode properties =
                tree(Files.readString(OPS.resolve("crucible.schema.json"))).path("properties");
        final JsonNode effective = tree(parse("").canonicalJson());
        assertThat(names(properties)).isEqualTo(names(effective));
        for (String section : names(effective)) {
            final JsonNode wanted =
                    effective.path(section).isArray() ? effective.path(section).get(0) : effective.path(section);
            final JsonNode schema = effective.path(section).isArray()
                    ? properties.path(section).path("items")
                    : properties.path(section);
            assertThat(names(schema.path("properties"))).as(section).isEqualTo(names(wanted));
        }
    }

    @Test
    void readsAValueFromAFile(@TempDir Path folder) throws IOException {
        final Path seed = Files.writeString(folder.resolve("seed"), "4711\n");
        assertThat(parse("arena: { seed: \"${file:" + seed + "}\" }")
                        .config()
                        .arena()
                        .seed())
                .isEqualTo(4711);
        assertThatThrownBy(() -> parse("arena: { seed: \"${file:/nowhere}\" }"))
                .hasMessage("config.yaml:1: arena.seed: the file /nowhere cannot be read");
    }

    @Test
    void aMissingFileIsNamed() {
        assertThatThrownBy(() -> ArenaConfig.load(Path.of("nowhere.yaml")))
                .hasMessage("nowhere.yaml: there is no such file");
    }

    @Test
    void brokenYamlNamesTheLine() {
        assertThatThrownBy(() -> parse("arena:\n  agents: [1"))
                .isInstanceOf(ConfigRefused.class)
                .hasMessageStartingWith("config.yaml:2: not YAML");
        assertThatThrownBy(() -> parse("arena: { agents: 10\n"))
                .hasMessageContaining("while parsing a flow mapping, ")
                .hasMessageContaining("expected ',' or '}'");
        assertThatThrownBy(() -> parse("arena: { seed: ${SEED} }\n"))
                .hasMessageEndingWith("within { } or [ ] write \"${NAME}\" in quotes");
    }

    private static Schema schema() throws IOException {
        return SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12)
                .getSchema(Files.readString(OPS.resolve("crucible.schema.json")), InputFormat.JSON);
    }

    private static JsonNode tree(String json) {
        return JsonMapper.builder().build().readTree(json);
    }

    private static Set<String> names(JsonNode node) {
        return new TreeSet<>(node.propertyNames());
    }

    private static Set<String> keys(JsonNode node) {
        final Set<String> keys = new TreeSet<>(node.propertyNames());
        for (JsonNode child : node) {
            keys.addAll(keys(child));
        }
        return keys;
    }
}
