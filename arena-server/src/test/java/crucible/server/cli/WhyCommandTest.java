package crucible.server.cli;

import static org.assertj.core.api.Assertions.assertThat;

import crucible.server.arena.JournaledTape;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

class WhyCommandTest {
    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();

    private int why(String... arguments) {
        return new CommandLine(new WhyCommand())
                .setOut(new PrintWriter(out))
                .setErr(new PrintWriter(err))
                .execute(arguments);
    }

    @Test
    void tellsBirthFillsAndVerdictInOrder(@TempDir Path directory) {
        final int dead = JournaledTape.write(directory, 7, 1_500).firstDead();
        assertThat(why(Integer.toString(dead), "--journal", directory.toString()))
                .as(err.toString())
                .isZero();
        final List<String> lines = out.toString().lines().toList();
        assertThat(lines.get(0)).contains("born as");
        assertThat(lines)
                .anySatisfy(line -> assertThat(line)
                        .contains("order 1: buy")
                        .contains("bid")
                        .contains("fee"));
        assertThat(lines)
                .anySatisfy(line -> assertThat(line).contains("terminated").contains("by rule"));
        assertThat(lines).isSortedAccordingTo((a, b) -> a.substring(0, 20).compareTo(b.substring(0, 20)));
    }

    @Test
    void anUnknownAgentIsNamed(@TempDir Path directory) {
        JournaledTape.write(directory, 7, 50);
        assertThat(why("999", "--journal", directory.toString())).isEqualTo(1);
        assertThat(err.toString()).contains("knows no agent 999");
    }

    @Test
    void aMissingJournalIsNamed(@TempDir Path directory) {
        assertThat(why("0", "--journal", directory.toString())).isEqualTo(1);
        assertThat(err.toString()).contains("no journal");
    }
}
