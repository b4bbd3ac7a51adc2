package crucible.server.cli;

import static org.assertj.core.api.Assertions.assertThat;

import crucible.server.arena.ArenaOnDisk;
import crucible.server.journal.Journal;
import crucible.server.snapshot.SnapshotSettings;
import crucible.server.snapshot.SnapshotStore;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Replays start at genesis or at the oldest snapshot that the journal goes on from, say which, and check all on the way. */
class JournalVerifyTest {
    @TempDir
    private static Path folder;

    @TempDir
    private Path copy;

    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();

    @BeforeAll
    static void playTwoTournaments() throws Exception {
        new ArenaOnDisk(folder.resolve("whole"), ArenaOnDisk.strictRules(6)).play(ArenaOnDisk.tape(4, 2, 300), 2);
        new ArenaOnDisk(folder.resolve("pruned"), ArenaOnDisk.strictRules(6))
                .pruned(Journal.Format.SEGMENTS)
                .play(ArenaOnDisk.tape(4, 2, 900), 2);
    }

    private int run(Object command, String... arguments) {
        out.getBuffer().setLength(0);
        return new CommandLine(command)
                .setOut(new PrintWriter(out))
                .setErr(new PrintWriter(err))
                .execute(arguments);
    }

    private JsonNode verify(Path directory, int exit) {
        assertThat(run(new JournalCommand(), "verify", "--data-dir", directory.toString(), "--json"))
                .as("%s %s", out, err)
                .isEqualTo(exit);
        return JsonMapper.shared().readTree(out.toString());
    }

    private JsonNode replay(String name, String... more) {
        final String[] all = Stream.concat(
                        Stream.of("--data-dir", folder.resolve(name).toString(), "--json"), Stream.of(more))
                .toArray(String[]::new);
        assertThat(run(new ReplayCommand(), all)).as("%s", err).isZero();
        return JsonMapper.shared().readTree(out.toString());
    }

    private Path copyOf(String name) throws IOException {
        final Path from = folder.resolve(name);
        final List<Path> files;
        try (Stream<Path> walk = Files.walk(from)) {
            files = walk.toList();
        }
        for (Path file : files) {
            if (Files.isDirectory(file)) {
                Files.createDirectories(copy.resolve(from.relativize(file).toString()));
            } else {
                Files.copy(file, copy.resolve(from.relativize(file).toString()));
            }
        }
        return copy;
    }

    private static List<SnapshotStore.Kept> snapshots(Path directory) throws IOException {
        return new SnapshotStore(SnapshotSettings.none(directory.resolve("snapshots"))).newestFirst();
    }

    @Test
    void fromGenesisEverySnapshotAndEveryBlockIsCompared() throws IOException {
        final JsonNode verified = verify(folder.resolve("whole"), 0);
        assertThat(verified.get("startedAt").stringValue()).isEqualTo("genesis");
        assertThat(verified.get("snapshotsCompared").intValue())
                .isEqualTo(snapshots(folder.resolve("whole")).size())
                .isEqualTo(5);
        assertThat(verified.get("recordBlocksCompared").intValue()).isGreaterThan(20);
        assertThat(verified.get("recordUpTo")).isEqualTo(verified.get("lastSequence"));
        assertThat(verified.get("stateDigest")).isEqualTo(replay("whole").get("stateDigest"));
    }

    @Test
    void aPrunedJournalIsReplayedFromTheOldestSnapshotAndSaysSo() throws IOException {
        final JsonNode verified = verify(folder.resolve("pruned"), 0);
        assertThat(verified.get("firstSequence").longValue()).isPositive();
        assertThat(verified.get("startedAt").stringValue()).isEqualTo("snapshot");
        assertThat(verified.get("beginning").stringValue())
                .isEqualTo("the snapshot after event " + verified.get("startedAfter"));
        assertThat(verified.get("snapshotsCompared").intValue()
                        + verified.get("snapshotsBeforeTheJournal").intValue())
                .isEqualTo(snapshots(folder.resolve("pruned")).size());
        assertThat(verified.get("snapshotsCompared").intValue()).isGreaterThanOrEqualTo(2);
        final JsonNode replayed = replay("pruned");
        assertThat(replayed.get("stateDigest")).isEqualTo(verified.get("stateDigest"));
        assertThat(replayed.get("startedAt").stringValue()).isEqualTo("snapshot");
        assertThat(run(
                        new JournalCommand(),
                        "verify",
                        "--journal",
                        folder.resolve("pruned").toString()))
                .isZero();
        assertThat(out.toString()).contains("from the snapshot after event ", "have the replayed state");
    }

    @Test
    void aSnapshotThatIsDamagedOrNotOfThisJournalIsNamed() throws IOException {
        final Path directory = copyOf("whole");
        final Path damaged = snapshots(directory).get(2).file();
        final byte[] bytes = Files.readAllBytes(damaged);
        bytes[bytes.length / 2] ^= 1;
        Files.write(damaged, bytes);
        final Path foreign = snapshots(directory).get(0).file();
        Files.copy(
                snapshots(folder.resolve("pruned")).get(0).file(),
                directory
                        .resolve("snapshots")
                        .resolve(snapshots(folder.resolve("pruned"))
                                .get(0)
                                .file()
                                .getFileName()
                                .toString()));
        final String wrong = verify(directory, 1).get("wrong").stringValue();
        assertThat(wrong)
                .contains(damaged.toString(), "is damaged", "is ahead of the journal")
                .doesNotContain(foreign + ":");
    }

    @Test
    void aRecordThatTellsOtherwiseIsNamed() throws IOException {
        final Path directory = copyOf("whole");
        final Path file = directory.resolve("permanent/00000000000000000000.rec");
        final byte[] bytes = Files.readAllBytes(file);
        bytes[bytes.length / 2] ^= 1;
        Files.write(file, bytes);
        assertThat(verify(directory, 1).get("wrong").stringValue())
                .contains("the permanent record is damaged", file.toString());
        Files.delete(file);
        Files.copy(folder.resolve("pruned/permanent/00000000000000000000.rec"), file);
        assertThat(verify(directory, 1).get("wrong").stringValue()).contains("the permanent record tells the events");
    }

    @Test
    void aReplayEndsAtASequenceOrATime() {
        final JsonNode all = replay("whole");
        final long half = all.get("lastSequence").longValue() / 2;
        final JsonNode bySequence = replay("whole", "--until", Long.toString(half));
        assertThat(bySequence.get("lastSequence").longValue()).isEqualTo(half);
        final String time = bySequence.get("lastTime").stringValue();
        final JsonNode byTime = replay("whole", "--until", time);
        assertThat(byTime.get("lastSequence").longValue()).isGreaterThanOrEqualTo(half);
        assertThat(byTime.get("lastTime").stringValue()).isEqualTo(time);
        final long timeMs = java.time.Instant.parse(time).toEpochMilli();
        assertThat(replay("whole", "--until", Long.toString(timeMs)).get("stateDigest"))
                .isEqualTo(byTime.get("stateDigest"));
        assertThat(replay("whole", "--until", Long.toString(timeMs - 1))
                        .get("lastSequence")
                        .longValue())
                .isLessThan(half);
    }

    @Test
    void whatIsNoPlaceInAJournalIsWrongUsageAndWhatWasPrunedIsAFailure() {
        final String directory = folder.resolve("pruned").toString();
        for (String wrong : List.of("yesterday", "-1", "2023-13-01", "12:00")) {
            assertThat(run(new ReplayCommand(), "--data-dir", directory, "--until", wrong))
                    .isEqualTo(2);
            assertThat(err.toString()).contains("'" + wrong + "' is neither the sequence of an event");
        }
        assertThat(run(new ReplayCommand(), "--data-dir", directory, "--until", "100"))
                .isEqualTo(1);
        assertThat(err.toString()).contains("the journal begins behind event 100", "was pruned");
    }
}
