package crucible.server.cli;

import static org.assertj.core.api.Assertions.assertThat;

import crucible.server.arena.JournaledTape;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The lake is filled, verified and compared from the command line. */
class ParityCommandTest {
    private static final int LIVE_BARS = 500;
    private static final int SHORT = 20;

    @TempDir
    private static Path data;

    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();

    @BeforeAll
    static void record() {
        JournaledTape.write(data.resolve("journal"), 42, LIVE_BARS);
    }

    private int run(Object command, String... arguments) {
        out.getBuffer().setLength(0);
        err.getBuffer().setLength(0);
        return new CommandLine(command)
                .setOut(new PrintWriter(out))
                .setErr(new PrintWriter(err))
                .setExecutionExceptionHandler(new OneLineErrors())
                .setParameterExceptionHandler(new OneLineErrors())
                .execute(arguments);
    }

    private int lake(String command, Path directory) {
        return run(new LakeCommand(), command, "--data-dir", directory.toString());
    }

    private int parity(String... options) {
        return run(
                new ParityCommand(),
                Stream.concat(Stream.of("--data-dir", data.toString()), Stream.of(options))
                        .toArray(String[]::new));
    }

    private JsonNode answer() {
        return JsonMapper.shared().readTree(out.toString());
    }

    @Test
    void theLakeIsFilledOnceAndVerified(@TempDir Path other) throws IOException {
        JournaledTape.write(other.resolve("journal"), 42, SHORT);
        assertThat(lake("verify", other)).isZero();
        assertThat(out.toString()).contains("The lake holds no complete day.");
        assertThat(lake("fill", other)).isZero();
        assertThat(out.toString()).contains("2023-11-15: events 0 to ");
        assertThat(lake("fill", other)).isZero();
        assertThat(out.toString()).contains("Every complete day is in the lake already.");
        assertThat(lake("verify", other)).isZero();
        assertThat(out.toString()).contains("1 days, 2023-11-15 to 2023-11-15, events 0 to ");
        final Path bars;
        try (Stream<Path> files = Files.walk(other.resolve("lake"))) {
            bars = files.filter(file -> file.endsWith("bars.parquet"))
                    .max(Comparator.naturalOrder())
                    .orElseThrow();
        }
        final byte[] content = Files.readAllBytes(bars);
        content[content.length / 2] ^= 1;
        Files.write(bars, content);
        assertThat(lake("verify", other)).isOne();
        assertThat(out.toString()).contains("WRONG: bars/venue=binance-spot/symbol=");
    }

    @Test
    void nothingDiffersAndTheAnswerSaysWhatWasCompared() {
        assertThat(parity("--json")).isZero();
        assertThat(answer().get("ok").booleanValue()).isTrue();
        assertThat(answer().get("agents").size()).isGreaterThanOrEqualTo(10);
        assertThat(answer().get("fromAt").stringValue()).isEqualTo("2023-11-15T00:00:00Z");
        assertThat(answer().get("startedFrom").stringValue()).isEqualTo("genesis");
        assertThat(answer().get("compared").get("decisions").longValue()).isPositive();
        assertThat(answer().get("differences").size()).isZero();
        assertThat(parity("--agent", "3")).isZero();
        assertThat(out.toString()).contains("Compared 1 agents from 2023-11-15T00:00:00Z", "Nothing differs.");
    }

    @Test
    void aSpanThatEndsInTheMiddleOfADayEndsThere() {
        assertThat(parity("--to", "2023-11-16T12:00:00Z", "--json")).isZero();
        assertThat(answer().get("toAt").stringValue()).startsWith("2023-11-16T11:5");
    }

    @Test
    void wrongUsageIsTold() {
        assertThat(parity("--agent", "none")).isEqualTo(2);
        assertThat(err.toString()).contains("an agent's id or all is allowed, but was none");
        assertThat(parity("--from", "yesterday")).isEqualTo(2);
        assertThat(err.toString()).contains("a date such as 2025-01-31");
        assertThat(parity("--agent", "77")).isEqualTo(1);
        assertThat(err.toString()).contains("agent 77 does not live in the span");
        assertThat(parity("--from", "2031-01-01")).isEqualTo(1);
        assertThat(err.toString()).contains("nothing lies in the span");
    }
}
