package crucible.bench;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

class ReplayBenchmarkTest {
    @Test
    void aSmallRunChecksItsOwnAnswerAndReports() {
        final ByteArrayOutputStream out = new ByteArrayOutputStream();
        final int exit = ReplayBenchmark.run(
                new PrintStream(out, true, StandardCharsets.UTF_8),
                "--agents=0,20",
                "--instruments=2",
                "--steps=200",
                "--agent-steps=200",
                "--rounds=1");
        final String report = out.toString(StandardCharsets.UTF_8);
        assertThat(exit).as(report).isZero();
        assertThat(report)
                .contains("CHRONICLE, 0 agents", "SEGMENTS, 20 agents", "read", "replay", "ns per agent step")
                .contains("checked: every event was read");
    }
}
