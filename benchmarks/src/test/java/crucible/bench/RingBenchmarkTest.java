package crucible.bench;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

class RingBenchmarkTest {
    @Test
    void aSmallRunChecksItsOwnAnswerAndReports() {
        final ByteArrayOutputStream out = new ByteArrayOutputStream();
        final int exit = RingBenchmark.run(
                new PrintStream(out, true, StandardCharsets.UTF_8),
                "--agents=30",
                "--instruments=3",
                "--lanes=1,2",
                "--warm-up=600",
                "--saturated=200",
                "--closes=2",
                "--single=2");
        final String report = out.toString(StandardCharsets.UTF_8);
        assertThat(exit).as(report).isZero();
        assertThat(report)
                .contains("floor", "arena", "journal", "2 lane(s)", "B per step")
                .contains("checked: every bar seen once, books exact, the same state digest in every run");
    }
}
