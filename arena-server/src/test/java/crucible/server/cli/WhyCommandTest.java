package crucible.server.cli;

import static org.assertj.core.api.Assertions.assertThat;

import crucible.server.arena.ArenaOnDisk;
import crucible.server.arena.JournaledTape;
import crucible.server.journal.Journal;
import crucible.server.journal.JournalReader;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
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

    @ParameterizedTest
    @EnumSource
    void onAPrunedJournalTheRecordTellsBirthsAndVerdicts(Journal.Format format, @TempDir Path directory)
            throws Exception {
        new ArenaOnDisk(directory, ArenaOnDisk.strictRules(8)).pruned(format).play(ArenaOnDisk.tape(4, 3, 900), 5);
        final long first;
        try (JournalReader reader = new JournalReader(directory.resolve("journal"))) {
            first = reader.firstSequence();
        }
        assertThat(first).as("the journal was pruned").isPositive();
        assertThat(why("0", "--journal", directory.toString()))
                .as(err.toString())
                .isZero();
        final List<String> lines = out.toString().lines().toList();
        assertThat(lines.get(0)).contains("born as");
        assertThat(lines).anySatisfy(line -> assertThat(line).contains("by rule"));
        assertThat(lines.get(lines.size() - 1))
                .contains("The journal was pruned: fills and orders before event ")
                .contains("permanent record");
        for (int agent = 0; agent < 20; agent++) {
            out.getBuffer().setLength(0);
            assertThat(why(Integer.toString(agent), "--journal", directory.toString(), "--json"))
                    .isZero();
            assertThat(out.toString().lines().filter(line -> line.contains("\"kind\":\"birth\"")))
                    .as("agent %d", agent)
                    .hasSize(1);
            final List<String> verdicts = out.toString()
                    .lines()
                    .filter(line -> line.contains("\"kind\":\"verdict\""))
                    .toList();
            assertThat(verdicts).doesNotHaveDuplicates();
        }
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
