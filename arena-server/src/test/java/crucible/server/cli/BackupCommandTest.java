package crucible.server.cli;

import static org.assertj.core.api.Assertions.assertThat;

import crucible.factory.FactorySettings;
import crucible.fill.CostSettings;
import crucible.model.Timeframe;
import crucible.runtime.ring.ArenaListener;
import crucible.runtime.ring.DirectSlots;
import crucible.runtime.ring.Sequencer;
import crucible.server.arena.DigestLog;
import crucible.server.arena.RandomMarket;
import crucible.server.arena.Replay;
import crucible.server.arena.Tournament;
import crucible.server.arena.TournamentRules;
import crucible.server.journal.Journal;
import crucible.server.journal.JournalSettings;
import crucible.watchtower.WatchtowerSettings;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import picocli.CommandLine;

class BackupCommandTest {
    private static final TournamentRules RULES = new TournamentRules(
            42,
            200_00000000L,
            10,
            List.of(Timeframe.M5, Timeframe.M15),
            CostSettings.DEFAULT,
            WatchtowerSettings.defaults(),
            FactorySettings.defaults());

    private final StringWriter err = new StringWriter();

    @TempDir
    private Path folder;

    private int run(Object command, String... arguments) {
        return new CommandLine(command)
                .setOut(new PrintWriter(new StringWriter()))
                .setErr(new PrintWriter(err))
                .setExecutionExceptionHandler(new OneLineErrors())
                .execute(arguments);
    }

    private int backup(Path to, String... more) {
        final String[] all = new String[4 + more.length];
        System.arraycopy(
                new String[] {"--data-dir", folder.resolve("data").toString(), "--to", to.toString()}, 0, all, 0, 4);
        System.arraycopy(more, 0, all, 4, more.length);
        return run(new BackupCommand(), all);
    }

    private int restore(Path from, Path to) {
        return run(new RestoreCommand(), "--from", from.toString(), "--data-dir", to.toString());
    }

    @ParameterizedTest
    @EnumSource(Journal.Format.class)
    void aBackupTakenWhileTheWriterAppendsReplaysToADigestTheOriginalHad(Journal.Format format) throws Exception {
        final JournalSettings settings = JournalSettings.defaults(folder.resolve("data/journal"), Journal.Fsync.NEVER)
                .withFormat(format);
        final DigestLog original = new DigestLog();
        final AtomicLong appended = new AtomicLong();
        final Path file = folder.resolve("backup.zip");
        final int exit;
        try (Journal journal = Journal.open(settings)) {
            final Tournament tournament = Tournament.of(RULES, 1, original);
            final Thread writer = new Thread(() -> play(tournament, journal, appended), "writer");
            writer.start();
            while (appended.get() < 2_000) {
                Thread.onSpinWait();
            }
            exit = backup(file);
            writer.join();
        }
        assertThat(exit).as("%s", err).isZero();
        final Path elsewhere = folder.resolve("elsewhere");
        assertThat(restore(file, elsewhere)).as("%s", err).isZero();
        final DigestLog restored = new DigestLog();
        try (Replay replay = Replay.open(elsewhere.resolve("journal"), 1, restored)) {
            replay.run(Long.MAX_VALUE, event -> {});
            assertThat(replay.lastSequence()).isGreaterThanOrEqualTo(1_999);
            assertThat(replay.cut()).isEmpty();
        }
        assertThat(restored.entries())
                .isNotEmpty()
                .isEqualTo(original.entries().subList(0, restored.entries().size()));
        try (Journal goesOn = Journal.open(JournalSettings.defaults(elsewhere.resolve("journal"), Journal.Fsync.NEVER)
                .withFormat(format))) {
            assertThat(goesOn.readBack().nextSequence()).isGreaterThanOrEqualTo(2_000);
        }
    }

    private static void play(Tournament tournament, Journal journal, AtomicLong appended) {
        final Sequencer sequencer = new Sequencer(
                new DirectSlots(tournament.core(), event -> {
                    journal.onEvent(event);
                    appended.set(event.sequence() + 1);
                }),
                tournament.core().outbox(),
                new Sequencer.SequencerSettings(RULES.timeframes(), 10_000, 12, Long.MAX_VALUE),
                () -> 0);
        sequencer.genesis(tournament.genesis("test"));
        tournament.founders().forEach(sequencer::birth);
        new RandomMarket(3, 2).play(sequencer, 300, 1_500);
        sequencer.close();
    }

    private void smallJournal() throws Exception {
        final JournalSettings settings = JournalSettings.defaults(folder.resolve("data/journal"), Journal.Fsync.NEVER)
                .withFormat(Journal.Format.SEGMENTS);
        final Tournament tournament = Tournament.of(RULES, 1, ArenaListener.NONE);
        try (Journal journal = Journal.open(settings)) {
            new Sequencer(
                            new DirectSlots(tournament.core(), journal),
                            tournament.core().outbox(),
                            new Sequencer.SequencerSettings(RULES.timeframes(), 10_000, 12, Long.MAX_VALUE),
                            () -> 0)
                    .genesis(tournament.genesis("test"));
        }
        Files.writeString(folder.resolve("data/tokens"), "hash");
    }

    @Test
    void tokensAreInTheBackupOnlyWhereTheyAreAskedFor() throws Exception {
        smallJournal();
        Files.writeString(Files.createDirectories(folder.resolve("data/trials")).resolve("backtests.jsonl"), "tried");
        assertThat(backup(folder.resolve("a.zip"))).isZero();
        assertThat(backup(folder.resolve("b.zip"), "--with-tokens")).isZero();
        assertThat(restore(folder.resolve("a.zip"), folder.resolve("a"))).isZero();
        assertThat(restore(folder.resolve("b.zip"), folder.resolve("b"))).isZero();
        assertThat(folder.resolve("a/tokens")).doesNotExist();
        assertThat(folder.resolve("b/tokens")).hasContent("hash");
        assertThat(folder.resolve("a/trials/backtests.jsonl"))
                .as("the registry always is")
                .hasContent("tried");
    }

    @Test
    void nothingThatExistsIsOverwritten() throws Exception {
        smallJournal();
        final Path file = folder.resolve("a.zip");
        assertThat(backup(file)).isZero();
        assertThat(backup(file)).isEqualTo(1);
        assertThat(restore(file, folder.resolve("data"))).isEqualTo(1);
        assertThat(err.toString()).contains("exists already", "is not empty");
    }
}
