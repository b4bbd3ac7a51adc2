package crucible.fill;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import crucible.testkit.ReferenceData;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Reference cases and their data; tests that need them are skipped where they are absent. */
public final class ReferenceCase {
    private ReferenceCase() {}

    public static JsonNode of(String file, String id) {
        return JsonMapper.shared()
                .readTree(path(file).toFile())
                .get("cases")
                .valueStream()
                .filter(node -> node.get("id").stringValue().equals(id))
                .findFirst()
                .orElseThrow();
    }

    public static double[] numbers(JsonNode array) {
        return array.valueStream().mapToDouble(JsonNode::doubleValue).toArray();
    }

    /** Columns of a CSV file with a header; names are compared without regard to case. */
    public static List<double[]> columns(String file, String... names) {
        final List<String> lines;
        try {
            lines = Files.readAllLines(path(file));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        final List<String> header =
                Arrays.asList(lines.get(0).toLowerCase(Locale.ROOT).split(","));
        final List<double[]> columns = new ArrayList<>();
        for (String name : names) {
            final int column = header.indexOf(name);
            columns.add(lines.stream()
                    .skip(1)
                    .filter(line -> !line.isBlank())
                    .mapToDouble(line -> Double.parseDouble(line.split(",")[column]))
                    .toArray());
        }
        return columns;
    }

    private static Path path(String file) {
        final Optional<Path> path = ReferenceData.find("oracles/" + file);
        assumeTrue(path.isPresent(), "no reference data: oracles/" + file);
        return path.orElseThrow();
    }
}
