package crucible.server.cli;

import static org.assertj.core.api.Assertions.assertThat;

import crucible.model.Birth;
import crucible.model.FeedSink;
import crucible.runtime.event.EventKind;
import crucible.runtime.ring.ArenaListener;
import crucible.server.arena.Arena;
import crucible.server.arena.ArenaOnDisk;
import crucible.server.arena.Replay;
import crucible.server.journal.Journal;
import crucible.server.journal.JournalReader;
import crucible.server.record.RecordBlock;
import crucible.server.record.RecordReader;
import crucible.server.record.RecordedEvent;
import crucible.server.snapshot.SnapshotSettings;
import crucible.server.snapshot.SnapshotStore;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import picocli.CommandLine;

/** A data directory whose journal no longer begins at genesis does all that a whole one does. */
class PrunedDirectoryTest {
    private static final int SESSIONS = 5;

    @TempDir
    private Path folder;

    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();

    private static ArenaOnDisk arena(Path directory, Journal.Format format) {
        return new ArenaOnDisk(directory, ArenaOnDisk.strictRules(6)).pruned(format);
    }

    private static List<Consumer<FeedSink>> tape() {
        return ArenaOnDisk.tape(4, 2, 1_100);
    }

    private int run(Object command, String... arguments) {
        return new CommandLine(command)
                .setOut(new PrintWriter(out))
                .setErr(new PrintWriter(err))
                .execute(arguments);
    }

    private static SnapshotStore store(Path directory) {
        return new SnapshotStore(SnapshotSettings.defaults(directory.resolve("snapshots")));
    }

    private static long firstSequence(Path directory) {
        try (JournalReader reader = new JournalReader(directory.resolve("journal"))) {
            return reader.firstSequence();
        }
    }

    /** The newest two snapshots that are good both go on to the same state. */
    private static void assertNewestTwoGoOn(Path directory) throws IOException {
        final List<String> digests = new ArrayList<>();
        for (SnapshotStore.Kept kept : store(directory).newestFirst()) {
            if (digests.size() < 2 && isGood(directory, kept)) {
                try (Replay replay =
                        Replay.from(store(directory).read(kept), directory.resolve("journal"), 1, ArenaListener.NONE)) {
                    replay.withoutDigests().run(Long.MAX_VALUE, event -> {});
                    digests.add(replay.lastSequence() + " " + replay.stateDigest());
                }
            }
        }
        assertThat(digests).hasSize(2);
        assertThat(digests.get(0)).isEqualTo(digests.get(1));
    }

    private static boolean isGood(Path directory, SnapshotStore.Kept kept) throws IOException {
        try {
            Replay.expectWhole(store(directory).read(kept));
            return true;
        } catch (crucible.model.SnapshotRefused e) {
            return false;
        }
    }

    @ParameterizedTest
    @EnumSource
    void pruningLeavesWhatTheNewestTwoGoodSnapshotsNeed(Journal.Format format) throws Exception {
        final Path directory = folder.resolve("data");
        final List<Consumer<FeedSink>> tape = tape();
        for (int session = 0; session < SESSIONS; session++) {
            try (Arena arena = arena(directory, format).start(1)) {
                ArenaOnDisk.feed(arena, tape, (double) session / SESSIONS, (session + 1.0) / SESSIONS);
            }
            assertNewestTwoGoOn(directory);
            if (session == SESSIONS - 2) {
                // From now on the newest two are no longer the newest two that are good.
                flip(store(directory).newestFirst().get(0).file());
                assertNewestTwoGoOn(directory);
            }
        }
        assertThat(firstSequence(directory)).as("something was pruned").isPositive();
    }

    private static void flip(Path file) throws IOException {
        final byte[] bytes = Files.readAllBytes(file);
        bytes[bytes.length / 2] ^= 4;
        Files.write(file, bytes);
    }

    @ParameterizedTest
    @EnumSource
    void everyCommandWorksAndARestoredCopyElsewhereGoesOnToTheSameState(Journal.Format format) throws Exception {
        final Path here = folder.resolve("here");
        final Path there = folder.resolve("another/machine");
        final List<Consumer<FeedSink>> tape = tape();
        for (int session = 0; session < SESSIONS - 1; session++) {
            try (Arena arena = arena(here, format).start(1)) {
                ArenaOnDisk.feed(arena, tape, (double) session / SESSIONS, (session + 1.0) / SESSIONS);
            }
        }
        assertThat(firstSequence(here)).isPositive();
        final Path backup = folder.resolve("backup.zip");
        assertThat(run(new BackupCommand(), "--data-dir", here.toString(), "--to", backup.toString()))
                .as("%s", err)
                .isZero();
        assertThat(run(new RestoreCommand(), "--from", backup.toString(), "--data-dir", there.toString()))
                .as("%s", err)
                .isZero();
        for (Path directory : List.of(here, there)) {
            assertCommandsWork(directory);
        }
        final String onHere = goOn(here, format, 1, tape);
        assertThat(goOn(there, format, 3, tape)).isEqualTo(onHere);
        assertThat(record(there)).isEqualTo(record(here));
        for (Path directory : List.of(here, there)) {
            assertCommandsWork(directory);
        }
    }

    /** The journal no longer tells what the record has lost: the tournament goes on, and what is missing is named. */
    @Test
    void aRecordThatIsLostAfterPruningHasAHoleThatIsNamed() throws Exception {
        final Path directory = folder.resolve("data");
        final List<Consumer<FeedSink>> tape = tape();
        for (int session = 0; session < SESSIONS - 1; session++) {
            try (Arena arena = arena(directory, Journal.Format.SEGMENTS).start(1)) {
                ArenaOnDisk.feed(arena, tape, (double) session / SESSIONS, (session + 1.0) / SESSIONS);
            }
        }
        Folders.delete(directory.resolve("permanent"));
        final String digest = goOn(directory, Journal.Format.SEGMENTS, 2, tape);
        assertThat(run(new ReplayCommand(), "--data-dir", directory.toString())).isZero();
        assertThat(out.toString()).contains(digest);
        assertThat(run(new JournalCommand(), "verify", "--data-dir", directory.toString()))
                .isEqualTo(1);
        assertThat(out.toString()).contains("what was kept of the events 0 to ", " is lost");
        assertThat(run(new WhyCommand(), "0", "--data-dir", directory.toString()))
                .isEqualTo(1);
        final int newborn = newest(directory);
        assertThat(run(new WhyCommand(), Integer.toString(newborn), "--data-dir", directory.toString()))
                .isZero();
        assertThat(out.toString()).contains("The permanent record is damaged: ");
    }

    /** The agent that was born last. */
    private static int newest(Path directory) throws IOException {
        final RecordReader reader = new RecordReader(directory.resolve("permanent"));
        int newest = -1;
        for (RecordBlock block = reader.next(); block != null; block = reader.next()) {
            for (RecordedEvent event : block.events()) {
                newest = event.kind() == EventKind.BIRTH
                        ? event.payload(Birth.class).agentId()
                        : newest;
            }
        }
        return newest;
    }

    private void assertCommandsWork(Path directory) {
        final String data = directory.toString();
        out.getBuffer().setLength(0);
        assertThat(run(new JournalCommand(), "verify", "--data-dir", data))
                .as("%s %s", out, err)
                .isZero();
        assertThat(out.toString()).contains("from the snapshot after event");
        assertThat(run(new ReplayCommand(), "--data-dir", data)).as("%s", err).isZero();
        for (String agent : List.of("0", "3", "7")) {
            assertThat(run(new WhyCommand(), agent, "--data-dir", data))
                    .as("%s", err)
                    .isZero();
            assertThat(run(new VerdictCommand(), "explain", "--agent", agent, "--data-dir", data))
                    .as("%s %s", out, err)
                    .isZero();
        }
    }

    private static String goOn(Path directory, Journal.Format format, int lanes, List<Consumer<FeedSink>> tape)
            throws InterruptedException {
        final Arena arena = arena(directory, format).start(lanes);
        ArenaOnDisk.feed(arena, tape, (SESSIONS - 1.0) / SESSIONS, 1);
        arena.close();
        return arena.digests().newest().digest();
    }

    private static TreeMap<String, String> record(Path directory) throws IOException {
        final TreeMap<String, String> files = new TreeMap<>();
        try (Stream<Path> list = Files.list(directory.resolve("permanent"))) {
            for (Path file : list.filter(Files::isRegularFile).toList()) {
                files.put(
                        file.getFileName().toString(), java.util.HexFormat.of().formatHex(Files.readAllBytes(file)));
            }
        }
        return files;
    }
}
