package crucible.bench;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

/** The benchmark runs, and says whether the promises are kept. */
class CalibrateBenchmarkTest {
    @Test
    void saysWhetherThePromisesAreKept() {
        final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        final PrintStream out = new PrintStream(bytes, true, StandardCharsets.UTF_8);
        assertThat(CalibrateBenchmark.run(out, "--agents", "400", "--observations", "200", "--lives", "100"))
                .isZero();
        assertThat(bytes.toString(StandardCharsets.UTF_8)).contains("gaussian").contains("The promises are kept.");
        // Of a hundred agents nobody can say that at most one in a hundred is promoted.
        assertThat(CalibrateBenchmark.run(out, "--agents", "100", "--observations", "50", "--lives", "100"))
                .isEqualTo(1);
    }
}
