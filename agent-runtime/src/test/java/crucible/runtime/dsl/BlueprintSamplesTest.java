package crucible.runtime.dsl;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.networknt.schema.Error;
import com.networknt.schema.InputFormat;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import crucible.runtime.feature.FeatureCatalogue;
import crucible.runtime.feature.FeatureDefinition;
import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Texts as people write them: the parser and the published schema agree, and every refusal says what to do. */
class BlueprintSamplesTest {
    private static final Schema SCHEMA = SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12)
            .getSchema(BlueprintCodec.schema(), InputFormat.JSON);

    /** What JSON Schema cannot say, or what its library is not shown because the text is no tree. */
    private static final Set<String> BEYOND_THE_SCHEMA = Set.of(
            "alias.yaml",
            "key-twice.yaml",
            "macd-not-ascending.yaml",
            "nine-deep.yaml",
            "operand-infinite.yaml",
            "parameter-out-of-range.yaml",
            "too-many.yaml",
            "two-documents.yaml");

    static Stream<Path> good() throws IOException, URISyntaxException {
        return samples("good");
    }

    static Stream<Path> bad() throws IOException, URISyntaxException {
        return samples("bad").filter(file -> !file.toString().endsWith(".expected"));
    }

    private static Stream<Path> samples(String kind) throws IOException, URISyntaxException {
        final Path folder = Path.of(
                BlueprintSamplesTest.class.getResource("/blueprints/" + kind).toURI());
        try (Stream<Path> files = Files.list(folder)) {
            return files.sorted().toList().stream();
        }
    }

    @ParameterizedTest
    @MethodSource("good")
    void acceptsWhatTheSchemaAccepts(Path file) throws IOException {
        final String text = Files.readString(file);
        assertThat(schemaErrors(file, text)).isEmpty();
        assertThatCode(() -> BlueprintCodec.parse(text)).doesNotThrowAnyException();
        assertThat(SCHEMA.validate(BlueprintCodec.toJson(BlueprintCodec.parse(text)), InputFormat.JSON))
                .isEmpty();
    }

    @ParameterizedTest
    @MethodSource("bad")
    void refusesWithPathAndReason(Path file) throws IOException {
        final String text = Files.readString(file);
        final BlueprintRefused refused = catchThrowableOfType(BlueprintRefused.class, () -> BlueprintCodec.parse(text));
        assertThat(refused).as("refusal").isNotNull();
        assertThat(refused.getMessage())
                .isEqualTo(Files.readString(Path.of(file + ".expected")).strip());
        if (!refused.path().isEmpty()) {
            assertThat(refused.getMessage()).isEqualTo(refused.path() + ": " + refused.reason());
        }
    }

    @ParameterizedTest
    @MethodSource("bad")
    void schemaRefusesWhatItCanExpress(Path file) throws IOException {
        final String name = file.getFileName().toString();
        if (!BEYOND_THE_SCHEMA.contains(name) && !name.startsWith("cut")) {
            assertThat(schemaErrors(file, Files.readString(file))).isNotEmpty();
        }
    }

    @Test
    void schemaKnowsEveryFeatureOfTheCatalogue() {
        final String template =
                BlueprintCodec.toJson(FoundingBlueprints.all("b".repeat(64)).get(1));
        assertThat(template).contains("\"ema(12)\"");
        for (FeatureDefinition definition : FeatureCatalogue.all()) {
            final String feature = definition.withUsualParameters().toString();
            final String text = template.replace("\"ema(12)\"", "\"" + feature + "\"");
            assertThat(SCHEMA.validate(text, InputFormat.JSON)).as(feature).isEmpty();
            assertThatCode(() -> BlueprintCodec.parse(text)).as(feature).doesNotThrowAnyException();
        }
        assertThat(SCHEMA.validate(template.replace("ema(12)", "emma(12)"), InputFormat.JSON))
                .isNotEmpty();
    }

    @Test
    void refusesATextOfMoreThan64KiB() {
        final BlueprintRefused refused = catchThrowableOfType(
                BlueprintRefused.class, () -> BlueprintCodec.parse("#".repeat(BlueprintCodec.MAX_TEXT_BYTES + 1)));
        assertThat(refused).hasMessage("a blueprint has at most 65536 bytes, found 65537");
    }

    @Test
    void refusesAnEmptyText() {
        final BlueprintRefused refused =
                catchThrowableOfType(BlueprintRefused.class, () -> BlueprintCodec.parse(" \n"));
        assertThat(refused).hasMessage("the text is empty; a blueprint is a YAML or JSON object");
    }

    private static List<Error> schemaErrors(Path file, String text) {
        return SCHEMA.validate(text, file.toString().endsWith(".json") ? InputFormat.JSON : InputFormat.YAML);
    }
}
