package crucible.server.journal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import crucible.runtime.event.ArenaEvent;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Whichever write fails: every record whose append returned reads back, and at most the one in doubt with it. */
class FailingWritesTest {
    private static final int EVENTS = 80;
    private static final long SEED = 5;

    @TempDir
    private Path folder;

    private static JournalSettings settings(Path directory, Journal.Fsync fsync) {
        return new JournalSettings(directory, Journal.Format.SEGMENTS, fsync, 1 << 16, 0);
    }

    /** Appends until it fails; returns how many appends returned. */
    private static int play(JournalSettings settings, FailingFiles files) {
        int appended = 0;
        final SegmentedJournal journal;
        try {
            journal = SegmentedJournal.open(settings, files, DiskRoom.UNWATCHED);
        } catch (JournalException e) {
            return 0;
        }
        try {
            final EventTape tape = new EventTape(SEED);
            tape.play((int) journal.readBack().nextSequence(), event -> {});
            while (appended < EVENTS) {
                journal.onEvent(tape.next());
                appended++;
            }
        } catch (JournalException e) {
            assertThat(e).hasMessageContaining("cannot be appended").hasMessageContaining("no space left");
            assertThatThrownBy(() -> journal.onEvent(new ArenaEvent())).hasMessageContaining("has failed before");
        } finally {
            closeQuietly(journal);
        }
        return appended;
    }

    private static void closeQuietly(Journal journal) {
        try {
            journal.close();
        } catch (JournalException e) {
            assertThat(e).hasMessageContaining("cannot be closed");
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 3, 30, 1_000})
    void atEveryChangeOfAFile(int bytesBeforeFailing) {
        final List<byte[]> expected = EventTape.contents(SEED, EVENTS + 10);
        final FailingFiles none = new FailingFiles(Integer.MAX_VALUE, 0);
        play(settings(folder.resolve("none"), Journal.Fsync.EVERY), none);
        assertThat(none.changes()).isGreaterThan(2 * EVENTS);
        for (int failAt = 1; failAt <= none.changes(); failAt++) {
            final JournalSettings settings = settings(folder.resolve("at-" + failAt), Journal.Fsync.EVERY);
            final String what = "change " + failAt + " fails";
            final int appended = play(settings, new FailingFiles(failAt, bytesBeforeFailing));
            final int found;
            try (Journal journal =
                    SegmentedJournal.open(settings, new FailingFiles(Integer.MAX_VALUE, 0), DiskRoom.UNWATCHED)) {
                found = (int) journal.readBack().nextSequence();
                assertThat(found).as(what).isBetween(appended, appended + 1);
                final EventTape tape = new EventTape(SEED);
                tape.play(found, event -> {});
                tape.play(10, journal);
            }
            final JournalFolder.Reading reading = JournalFolder.read(settings.directory());
            assertThat(reading.complains()).as(what).isFalse();
            assertThat(reading.contents()).as(what).containsExactlyElementsOf(expected.subList(0, found + 10));
            JournalFolder.delete(settings.directory());
        }
    }

    /** The second opening continues a torn journal, so that cutting and setting aside fail, too. */
    @Test
    void whileATornTailIsBeingCut() {
        final List<byte[]> expected = EventTape.contents(SEED, 45);
        for (int failAt = 1; failAt <= 12; failAt++) {
            final Path directory = folder.resolve("cut-" + failAt);
            final JournalSettings settings = settings(directory, Journal.Fsync.NEVER);
            JournalFolder.write(settings, SEED, 36);
            final Path file = JournalFolder.recordFile(directory);
            JournalFolder.truncate(file, JournalFolder.writtenBytes(file) - 5);
            final int appended = play(settings, new FailingFiles(failAt, 7));
            final int found;
            try (Journal journal =
                    SegmentedJournal.open(settings, new FailingFiles(Integer.MAX_VALUE, 0), DiskRoom.UNWATCHED)) {
                found = (int) journal.readBack().nextSequence();
                assertThat(found).isBetween(35 + appended, 36 + appended);
            }
            assertThat(JournalFolder.read(directory).contents()).containsExactlyElementsOf(expected.subList(0, found));
        }
    }
}
