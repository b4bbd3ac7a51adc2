package crucible.server.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import crucible.testkit.ReferenceData;
import java.io.ByteArrayInputStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Optional;
import picocli.CommandLine;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** {@code crucible stats} as a user calls it, and the reference cases to compare it with. */
final class StatsCalculator {
    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();

    JsonNode ask(String name, ObjectNode request) {
        return ask(name, request.toString());
    }

    JsonNode ask(String name, String request) {
        assertThat(run(name, request)).as(err.toString()).isZero();
        return JsonMapper.shared().readTree(out.toString());
    }

    /** What the command says to a request that is wrong usage. */
    String refusal(String name, String request) {
        assertThat(run(name, request)).isEqualTo(2);
        assertThat(out.toString()).isEmpty();
        return err.toString();
    }

    private int run(String name, String request) {
        out.getBuffer().setLength(0);
        err.getBuffer().setLength(0);
        return new CommandLine(new StatsCommand(new ByteArrayInputStream(request.getBytes(StandardCharsets.UTF_8))))
                .setOut(new PrintWriter(out))
                .setErr(new PrintWriter(err))
                .execute(name);
    }

    /** The cases of a reference file; the test is skipped where it is absent. */
    static JsonNode cases(String file) {
        final Optional<Path> path = ReferenceData.find("oracles/" + file);
        assumeTrue(path.isPresent(), "no reference data: oracles/" + file);
        return JsonMapper.shared().readTree(path.orElseThrow().toFile()).get("cases");
    }

    static JsonNode caseOf(String file, String id) {
        return cases(file)
                .valueStream()
                .filter(node -> node.get("id").stringValue().equals(id))
                .findFirst()
                .orElseThrow();
    }

    static ObjectNode request() {
        return JsonMapper.shared().createObjectNode();
    }

    /** Rows of observations become one list per trial. */
    static ArrayNode trialsOf(JsonNode rows) {
        final ArrayNode trials = JsonMapper.shared().createArrayNode();
        for (int trial = 0; trial < rows.get(0).size(); trial++) {
            final ArrayNode returns = trials.addArray();
            for (JsonNode row : rows) {
                returns.add(row.get(trial));
            }
        }
        return trials;
    }

    static void assertClose(JsonNode actual, JsonNode expected, double relative) {
        final double value = expected.doubleValue();
        assertThat(actual.isNumber()).as("%s is a number", actual).isTrue();
        assertThat(actual.doubleValue()).isCloseTo(value, within(Math.abs(value) * relative));
    }
}
