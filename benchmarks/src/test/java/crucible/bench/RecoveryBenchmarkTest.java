package crucible.bench;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RecoveryBenchmarkTest {
    @ParameterizedTest
    @ValueSource(strings = {"CHRONICLE", "SEGMENTS"})
    void aSmallRunChecksItsOwnAnswerAndReports(String format) {
        final ByteArrayOutputStream out = new ByteArrayOutputStream();
        final int exit = RecoveryBenchmark.run(
                new PrintStream(out, true, StandardCharsets.UTF_8),
                "--agents=12",
                "--instruments=2",
                "--days=1",
                "--quotes=2",
                "--format=" + format);
        final String report = out.toString(StandardCharsets.UTF_8);
        assertThat(exit).as(report).isZero();
        assertThat(report)
                .contains("made in", "journal", "snapshots", "after an orderly stop", "after a crash", "from genesis")
                .contains("checked: every start came to the state digest");
    }
}
