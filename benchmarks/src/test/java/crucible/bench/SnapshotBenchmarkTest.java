package crucible.bench;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

class SnapshotBenchmarkTest {
    @Test
    void aSmallRunChecksItsOwnAnswerAndReports() {
        final ByteArrayOutputStream out = new ByteArrayOutputStream();
        final int exit = SnapshotBenchmark.run(
                new PrintStream(out, true, StandardCharsets.UTF_8),
                "--agents=30",
                "--instruments=3",
                "--lanes=2",
                "--warm-up=1",
                "--copies=3");
        final String report = out.toString(StandardCharsets.UTF_8);
        assertThat(exit).as(report).isZero();
        assertThat(report)
                .contains("features", "lane 1", "arbiter", "the ring is held up", "digest, off the ring")
                .contains("checked: the copy restores to the state digest it was made at");
    }
}
