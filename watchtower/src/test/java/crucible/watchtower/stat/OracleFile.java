package crucible.watchtower.stat;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import crucible.testkit.ReferenceData;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
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

    static List<JsonNode> casesOf(String file, String function) {
        final List<JsonNode> found = cases(file)
                .valueStream()
                .filter(node -> node.get("function").stringValue().equals(function))
                .toList();
        assertThat(found).as("cases of %s in %s", function, file).isNotEmpty();
        return found;
    }

    /** Closes of 580 bars of 5 minutes. */
    static double[] closesOfEth() {
        try (Stream<String> lines = Files.lines(path("data/ethusd_5m_binanceus.csv"))) {
            return lines.skip(1)
                    .mapToDouble(line -> Double.parseDouble(line.split(",")[4]))
                    .toArray();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Simple returns between them. */
    static double[] returnsOfEth() {
        final double[] closes = closesOfEth();
        final double[] returns = new double[closes.length - 1];
        for (int i = 0; i < returns.length; i++) {
            returns[i] = closes[i + 1] / closes[i] - 1;
        }
        return returns;
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
