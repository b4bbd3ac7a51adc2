package crucible.watchtower.stat;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import crucible.testkit.ReferenceData;
import java.nio.file.Path;
import java.util.Optional;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Reference cases; tests that need them are skipped where they are absent. */
final class OracleFile {
    private OracleFile() {}

    static JsonNode cases(String file) {
        return JsonMapper.shared().readTree(path(file).toFile()).get("cases");
    }

    static JsonNode caseOf(String file, String id) {
        return cases(file)
                .valueStream()
                .filter(node -> node.get("id").stringValue().equals(id))
                .findFirst()
                .orElseThrow();
    }

    static Path path(String file) {
        final Optional<Path> path = ReferenceData.find("oracles/" + file);
        assumeTrue(path.isPresent(), "no reference data: oracles/" + file);
        return path.orElseThrow();
    }

    static double[] numbers(JsonNode array) {
        return array.valueStream().mapToDouble(JsonNode::doubleValue).toArray();
    }
}
