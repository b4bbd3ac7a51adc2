package crucible.runtime.dsl;

import static org.assertj.core.api.Assertions.assertThat;

import crucible.model.Blueprint;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

class DocumentedExampleTest {
    @Test
    void theExampleOfTheDocumentationIsABlueprint() throws IOException {
        final String text = Files.readString(Path.of("../docs/dsl.md"));
        final int start = text.indexOf("```yaml\n") + "```yaml\n".length();
        final Blueprint blueprint = BlueprintCodec.parse(text.substring(start, text.indexOf("```", start)));
        assertThat(blueprint.name()).isEqualTo("Dip buyer");
        assertThat(FeatureRefs.of(blueprint)).hasSize(4);
    }
}
