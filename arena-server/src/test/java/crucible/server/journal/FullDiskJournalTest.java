package crucible.server.journal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import crucible.server.crash.SmallDisk;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** A journal on a disk that is really full: the append fails where it can be answered, and what is kept for that pays. */
class FullDiskJournalTest {
    private static final long SEED = 11;
    private static final int KEPT_BYTES = 3 << 20;
    private static final int MOST_EVENTS = 200_000;

    @TempDir
    private Path folder;

    /** Keeps a file, and gives it up once. */
    private static final class OneFile implements DiskRoom {
        private final Path file;
        private int growths;
        private int releases;

        OneFile(Path file) throws IOException {
            this.file = file;
            Files.write(file, new byte[KEPT_BYTES]);
        }

        @Override
        public void beforeGrowth(long bytes) {
            growths++;
        }

        @Override
        public boolean release() {
            releases++;
            try {
                return Files.deleteIfExists(file);
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }

    /** Appends until nothing goes any more; how many events the journal has taken. */
    private static int appendToTheEnd(Journal journal) {
        final EventTape tape = new EventTape(SEED);
        int appended = 0;
        try {
            while (appended < MOST_EVENTS) {
                journal.onEvent(tape.next());
                appended++;
            }
        } catch (JournalException e) {
            assertThat(e).hasMessageContaining("cannot be appended").hasCauseInstanceOf(IOException.class);
            assertThatThrownBy(() -> journal.onEvent(tape.next())).hasMessageContaining("has failed before");
        }
        return appended;
    }

    private static JournalSettings settings(Path directory, Journal.Format format) {
        return JournalSettings.defaults(directory, Journal.Fsync.EVERY_BOUNDARY).withFormat(format);
    }

    @ParameterizedTest
    @EnumSource
    void filledByTheJournal(Journal.Format format) throws IOException, InterruptedException {
        try (SmallDisk disk = SmallDisk.mount(folder.resolve("disk"), 6);
                SmallDisk other = SmallDisk.mount(folder.resolve("other"), 32)) {
            final JournalSettings settings = settings(disk.directory().resolve("journal"), format);
            final OneFile kept = new OneFile(disk.directory().resolve("kept"));
            final int appended;
            try (Journal journal = Journal.open(settings, kept)) {
                appended = appendToTheEnd(journal);
            }
            assertThat(kept.growths).isGreaterThan(3);
            assertThat(kept.releases).isEqualTo(2);
            final Path elsewhere = other.directory().resolve("journal");
            JournalFolder.copy(settings.directory(), elsewhere);
            readsBackAndGoesOn(settings(elsewhere, format), appended);
        }
    }

    @ParameterizedTest
    @EnumSource
    void filledByAnother(Journal.Format format) throws IOException, InterruptedException {
        try (SmallDisk disk = SmallDisk.mount(folder.resolve("disk"), 16)) {
            final JournalSettings settings = settings(disk.directory().resolve("journal"), format);
            final OneFile kept = new OneFile(disk.directory().resolve("kept"));
            final int appended;
            try (Journal journal = Journal.open(settings, kept)) {
                disk.fill(0);
                appended = appendToTheEnd(journal);
            }
            assertThat(kept.releases).isEqualTo(2);
            assertThat(appended * 60L).as("what was kept was used").isGreaterThan(KEPT_BYTES / 3);
            if (format == Journal.Format.CHRONICLE) {
                // What a queue holds becomes a segment first, for which there is no room.
                assertThatThrownBy(() -> Journal.open(settings).close())
                        .isInstanceOf(JournalException.class)
                        .hasMessageContaining("cannot be written");
            }
            disk.giveBack();
            readsBackAndGoesOn(settings, appended);
        }
    }

    private static void readsBackAndGoesOn(JournalSettings settings, int appended) {
        final int found;
        try (Journal journal = Journal.open(settings)) {
            found = (int) journal.readBack().nextSequence();
            assertThat(found).isBetween(appended, appended + 1);
            final EventTape tape = new EventTape(SEED);
            tape.play(found, event -> {});
            tape.play(50, journal);
        }
        final JournalFolder.Reading reading = JournalFolder.read(settings.directory());
        final List<byte[]> expected = EventTape.contents(SEED, found + 50);
        assertThat(reading.complains()).isFalse();
        assertThat(reading.contents()).hasSameSizeAs(expected);
        for (int i = 0; i < expected.size(); i++) {
            if (!Arrays.equals(expected.get(i), reading.contents().get(i))) {
                throw new AssertionError("event " + i + " does not read back as it was appended");
            }
        }
    }
}
