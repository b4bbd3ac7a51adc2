package crucible.server.journal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import crucible.factory.FactorySettings;
import crucible.fill.CostSettings;
import crucible.model.Timeframe;
import crucible.runtime.ring.ArenaListener;
import crucible.runtime.ring.DirectSlots;
import crucible.runtime.ring.Sequencer;
import crucible.server.arena.Tournament;
import crucible.server.arena.TournamentRules;
import crucible.server.cli.JournalCommand;
import crucible.server.cli.OneLineErrors;
import crucible.watchtower.WatchtowerSettings;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import picocli.CommandLine;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

class JournalCommandTest {
    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();

    @TempDir
    private Path folder;

    private int run(String... arguments) {
        out.getBuffer().setLength(0);
        return new CommandLine(new JournalCommand())
                .setOut(new PrintWriter(out))
                .setErr(new PrintWriter(err))
                .setExecutionExceptionHandler(new OneLineErrors())
                .setCaseInsensitiveEnumValuesAllowed(true)
                .execute(arguments);
    }

    private JsonNode json() {
        return JsonMapper.shared().readTree(out.toString());
    }

    private String tape(Journal.Format format) {
        JournalFolder.write(JournalFolder.settings(folder, format), 1, 200);
        return folder.toString();
    }

    /** A tournament of founders without a market, journaled; the journal lies in a data directory. */
    private String tournament() {
        final TournamentRules rules = new TournamentRules(
                42,
                200_00000000L,
                10,
                List.of(Timeframe.M5),
                CostSettings.DEFAULT,
                WatchtowerSettings.defaults(),
                FactorySettings.defaults());
        final Tournament tournament = Tournament.of(rules, 1, ArenaListener.NONE);
        try (Journal journal =
                Journal.open(JournalFolder.settings(folder.resolve("journal"), Journal.Format.CHRONICLE))) {
            final Sequencer sequencer = new Sequencer(
                    new DirectSlots(tournament.core(), journal),
                    tournament.core().outbox(),
                    new Sequencer.SequencerSettings(rules.timeframes(), 10_000, 12, Long.MAX_VALUE),
                    () -> 0);
            sequencer.genesis(tournament.genesis("test"));
            tournament.founders().forEach(sequencer::birth);
            sequencer.close();
        }
        return folder.toString();
    }

    @Test
    void verifyReplaysTheTournamentAndTellsItsDigest() {
        final String directory = tournament();
        assertThat(run("verify", "--journal", directory, "--json")).isZero();
        assertThat(json().path("ok").booleanValue()).isTrue();
        assertThat(json().path("replayed").booleanValue()).isTrue();
        assertThat(json().path("events").longValue()).isGreaterThanOrEqualTo(11);
        assertThat(json().path("firstSequence").longValue()).isZero();
        assertThat(json().path("stateDigest").stringValue()).matches("[0-9a-f]{64}");
        assertThat(json().path("chainHash").stringValue()).matches("[0-9a-f]{32}");
        assertThat(run("verify", "--journal", directory)).isZero();
        assertThat(out.toString()).contains("The journal is whole: ", "State digest ");
    }

    @ParameterizedTest
    @EnumSource
    void verifyNamesTheDamagedPlace(Journal.Format format) {
        final String directory = tape(format);
        assertThat(run("verify", "--journal", directory, "--no-replay")).isZero();
        final Path file = JournalFolder.recordFile(folder);
        JournalFolder.flip(file, JournalFolder.records(file).get(50)[0] + 40, 2);
        assertThat(run("verify", "--journal", directory, "--no-replay")).isEqualTo(1);
        assertThat(out.toString()).contains("WRONG: journal record 50 in " + file, "Good: 50 events");
        assertThat(run("verify", "--journal", directory, "--no-replay", "--json"))
                .isEqualTo(1);
        assertThat(json().path("ok").booleanValue()).isFalse();
        assertThat(json().path("lastSequence").longValue()).isEqualTo(49);
    }

    @Test
    void exportGivesEveryFieldOfEveryKindAsJson() {
        final String directory = tape(Journal.Format.SEGMENTS);
        assertThat(run("export", "--journal", directory)).isZero();
        final List<JsonNode> lines = out.toString()
                .lines()
                .map(line -> JsonMapper.shared().readTree(line))
                .toList();
        assertThat(lines).hasSize(200);
        assertThat(lines.get(0).path("kind").stringValue()).isEqualTo("GENESIS");
        assertThat(lines.get(0).path("capitalUsd").stringValue()).isEqualTo("200");
        assertThat(lines.get(0).path("eventTime").stringValue()).startsWith("2023-11-1");
        assertThat(lines.get(3).path("blueprint").path("name").stringValue()).isNotEmpty();
        assertThat(lines.get(6).path("inputs").path("n").doubleValue()).isEqualTo(300);
        assertThat(lines.stream().map(line -> line.path("kind").stringValue()).distinct())
                .hasSize(12);
    }

    @Test
    void exportGivesBarsAndQuotesAsCsv() throws IOException {
        final String directory = tape(Journal.Format.CHRONICLE);
        final Path file = folder.resolve("prices.csv");
        assertThat(run(
                        "export",
                        "--journal",
                        directory,
                        "--format",
                        "csv",
                        "--from",
                        "10",
                        "--to",
                        "99",
                        "--out",
                        file.toString()))
                .isZero();
        final List<String> lines = Files.readAllLines(file);
        final int columns = lines.get(0).split(",", -1).length;
        assertThat(out.toString()).contains((lines.size() - 1) + " events written to " + file);
        assertThat(lines.subList(1, lines.size())).hasSizeGreaterThan(70).allSatisfy(line -> {
            assertThat(line.split(",", -1)).hasSize(columns);
            assertThat(line).matches("\\d+,(BAR|QUOTE),.*");
        });
    }

    @ParameterizedTest
    @EnumSource
    void tailShowsTheNewestEvents(Journal.Format format) {
        final String directory = tape(format);
        assertThat(run("tail", "--journal", directory, "-n", "3")).isZero();
        assertThat(out.toString().lines()).hasSize(3).last().asString().startsWith("199 2023-11-1");
        assertThat(run("tail", "--journal", directory, "-n", "1", "--json")).isZero();
        assertThat(json().path("sequence").longValue()).isEqualTo(199);
    }

    /** What is appended while somebody follows is damaged: the events before it are shown, then it says so and ends. */
    @Test
    @Timeout(60)
    void tailThatFollowsSaysWhereTheJournalIsDamaged() throws Exception {
        final Path whole = folder.resolve("whole");
        JournalFolder.write(JournalFolder.settings(whole, Journal.Format.SEGMENTS), 1, 200);
        final byte[] bytes = Files.readAllBytes(JournalFolder.recordFile(whole));
        final List<long[]> records = JournalFolder.records(JournalFolder.recordFile(whole));
        final int half = (int) (records.get(99)[0] + records.get(99)[1]);
        final Path followed = Files.createDirectory(folder.resolve("followed"));
        final Path file = followed.resolve(JournalFolder.recordFile(whole).getFileName());
        Files.write(file, Arrays.copyOf(bytes, half));
        final CompletableFuture<Integer> exit =
                CompletableFuture.supplyAsync(() -> run("tail", "--journal", followed.toString(), "--follow"));
        while (!out.toString().contains("\n99 ")) {
            Thread.onSpinWait();
        }
        bytes[(int) records.get(150)[0] + 40] ^= 4;
        Files.write(file, Arrays.copyOfRange(bytes, half, bytes.length), StandardOpenOption.APPEND);
        assertThat(exit.get()).isEqualTo(1);
        assertThat(out.toString()).contains("\n149 ").doesNotContain("\n150 ");
        assertThat(err.toString()).contains("crucible: journal record 150 in " + file);
    }

    @ParameterizedTest
    @EnumSource
    void aDamagedJournalThatWasCutGoesOn(Journal.Format format) {
        final String directory = tape(format);
        final Path file = JournalFolder.recordFile(folder);
        JournalFolder.flip(file, JournalFolder.records(file).get(50)[0] + 40, 2);
        assertThatThrownBy(() -> Journal.open(JournalFolder.settings(folder, format)))
                .isInstanceOf(JournalDamaged.class);
        assertThat(run("cut", "--journal", directory, "--keep-to", "60")).isEqualTo(1);
        assertThat(run("cut", "--journal", directory, "--keep-to", "49")).isZero();
        assertThat(out.toString()).contains("ends with record 49");
        final EventTape tape = new EventTape(1);
        tape.play(50, event -> {});
        try (Journal journal = Journal.open(JournalFolder.settings(folder, format))) {
            assertThat(journal.readBack().nextSequence()).isEqualTo(50);
            tape.play(30, journal);
        }
        final JournalFolder.Reading reading = JournalFolder.read(folder);
        assertThat(reading.complains()).isFalse();
        assertThat(reading.contents()).containsExactlyElementsOf(EventTape.contents(1, 80));
        assertThat(run("cut", "--journal", directory, "--keep-to", "500")).isEqualTo(1);
        assertThat(err.toString()).contains("ends at record 79 already");
    }

    @Test
    void aFolderWithoutAJournalIsOneLine() {
        assertThat(run("tail", "--journal", folder.toString())).isEqualTo(1);
        assertThat(err.toString().strip()).isEqualTo("crucible: there is no journal in " + folder);
    }
}
