package crucible.watchtower.stat;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Reference cases kept beside the checkout; tests that need them are skipped where they are absent. */
final class OracleFile {
    private static final String FOLDER = "shared/oracles";

    private OracleFile() {}

    static JsonNode caseOf(String file, String id) {
        return cases(file)
                .filter(node -> node.get("id").stringValue().equals(id))
                .findFirst()
                .orElseThrow();
    }

    static Stream<JsonNode> cases(String file) {
        return JsonMapper.shared().readTree(path(file).toFile()).get("cases").valueStream();
    }

    static Path path(String file) {
        Path folder = Path.of("").toAbsolutePath();
        while (folder != null && !Files.exists(folder.resolve(FOLDER).resolve(file))) {
            folder = folder.getParent();
        }
        assumeTrue(folder != null, "no reference data: " + FOLDER + "/" + file + " is in no folder above this module");
        return folder.resolve(FOLDER).resolve(file);
    }

    static double[] numbers(JsonNode array) {
        return array.valueStream().mapToDouble(JsonNode::doubleValue).toArray();
    }
}
