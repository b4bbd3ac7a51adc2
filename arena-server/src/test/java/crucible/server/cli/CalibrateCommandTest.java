package crucible.server.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import org.junit.jupiter.api.Test;
import picocli.CommandLine;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

class CalibrateCommandTest {
    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();

    private int calibrate(String... more) {
        final String[] arguments = new String[1 + more.length];
        arguments[0] = "calibrate";
        System.arraycopy(more, 0, arguments, 1, more.length);
        return new CommandLine(new WatchtowerCommand())
                .setOut(new PrintWriter(out))
                .setErr(new PrintWriter(err))
                .execute(arguments);
    }

    @Test
    void printsWhatItHasFoundAsJson() {
        assertThat(calibrate("--quick", "--agents", "40", "--observations", "200", "--json"))
                .isZero();
        final JsonNode result = JsonMapper.shared().readTree(out.toString());
        assertThat(result.path("null").size()).isEqualTo(14);
        for (JsonNode row : result.path("null")) {
            assertThat(row.path("name").asString()).isNotBlank();
            assertThat(row.path("agents").asInt()).isEqualTo(40);
            assertThat(row.path("observations").asInt()).isEqualTo(200);
            assertThat(row.path("everPromoted").asDouble()).isBetween(0.0, 1.0);
            assertThat(row.path("upper95").asDouble())
                    .isGreaterThanOrEqualTo(row.path("everPromoted").asDouble());
            assertThat(row.path("naiveEverPromoted").asDouble()).isBetween(0.0, 1.0);
        }
        int chains = 0;
        for (JsonNode row : result.path("power")) {
            for (String key :
                    new String[] {"sharpe", "lossBoundSigmas", "trials", "medianToPromotion", "minTrl", "naiveMedian"
                    }) {
                assertThat(row.has(key)).as(key).isTrue();
            }
            chains += row.path("trials").asInt() == 200 ? 1 : 0;
        }
        assertThat(chains).isEqualTo(12);
        assertThat(result.path("risingBar").path("looks").size()).isEqualTo(6);
    }

    @Test
    void theSameSeedGivesTheSameNumbers() {
        calibrate("--quick", "--agents", "20", "--observations", "50", "--seed", "3", "--json");
        final String first = out.toString();
        out.getBuffer().setLength(0);
        calibrate("--quick", "--agents", "20", "--observations", "50", "--seed", "3", "--json");
        assertThat(out.toString()).isEqualTo(first);
    }

    @Test
    void sizesAreAboveZero() {
        assertThat(calibrate("--agents", "0")).isEqualTo(2);
        assertThat(err.toString()).contains("--agents is 1 or more, but was 0");
    }
}
