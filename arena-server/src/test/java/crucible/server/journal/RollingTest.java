package crucible.server.journal;

import static org.assertj.core.api.Assertions.assertThat;

import crucible.runtime.event.ArenaEvent;
import crucible.runtime.event.EventKind;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import net.openhft.chronicle.core.time.SetTimeProvider;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Files are closed, compressed, read all the same, and removed only where that was asked for. */
class RollingTest {
    private static final long DAY_MS = 86_400_000L;
    private static final long START_MS = 1_700_006_400_000L;

    @TempDir
    private Path directory;

    private static Journal open(JournalSettings settings, SetTimeProvider clock) {
        return settings.format() == Journal.Format.CHRONICLE
                ? ChronicleJournal.open(settings, clock, FileLayer.DISK, DiskRoom.UNWATCHED)
                : SegmentedJournal.open(settings);
    }

    /** Writes ten ticks a day. */
    private void writeDays(JournalSettings settings, int days, long neededFromSequence) {
        final SetTimeProvider clock = new SetTimeProvider(START_MS * 1_000_000);
        final ArenaEvent event = new ArenaEvent();
        try (Journal journal = open(settings, clock)) {
            for (int i = 0; i < days * 10; i++) {
                final long timeMs = START_MS + i * DAY_MS / 10;
                clock.currentTimeMillis(timeMs);
                journal.onEvent(event.begin(EventKind.TICK, timeMs).place(i, timeMs, 0));
            }
            journal.prune(neededFromSequence);
        }
    }

    private List<String> files() throws IOException {
        try (Stream<Path> files = Files.list(directory)) {
            return files.map(file -> file.getFileName().toString())
                    .filter(name -> !name.equals("writer.lock") && !name.equals(JournalFiles.QUEUE_TABLE))
                    .sorted()
                    .toList();
        }
    }

    @ParameterizedTest
    @EnumSource
    void aFileOfEachDayIsCompressedAndRead(Journal.Format format) throws IOException {
        writeDays(JournalFolder.settings(directory, format), 5, 0);
        assertThat(files()).hasSize(5);
        assertThat(files().subList(0, 4)).allSatisfy(name -> assertThat(name).endsWith(".seg.gz"));
        final JournalFolder.Reading reading = JournalFolder.read(directory);
        assertThat(reading.complains()).isFalse();
        assertThat(reading.contents()).hasSize(50);
    }

    /** Five days of ten records; of a day in Chronicle's hands the closed file before it is the nearest. */
    @ParameterizedTest
    @EnumSource
    void aReaderCanBeginNearARecord(Journal.Format format) {
        writeDays(JournalFolder.settings(directory, format), 5, 0);
        final ArenaEvent event = new ArenaEvent();
        for (long sequence : new long[] {0, 9, 10, 23, 37, 49, 50, 1_000}) {
            try (JournalReader reader = JournalReader.from(directory, sequence)) {
                assertThat(reader.next(event)).isTrue();
                final long lastClosed = format == Journal.Format.CHRONICLE ? 30 : 40;
                assertThat(event.sequence()).isEqualTo(Math.min(sequence / 10 * 10, lastClosed));
                long next = event.sequence() + 1;
                while (reader.next(event)) {
                    assertThat(event.sequence()).isEqualTo(next++);
                }
                assertThat(next).isEqualTo(50);
                assertThat(reader.chainHash()).isEqualTo(wholeChain());
            }
        }
    }

    private String wholeChain() {
        try (JournalReader reader = new JournalReader(directory)) {
            final ArenaEvent event = new ArenaEvent();
            while (reader.next(event)) {
                // to the end
            }
            return reader.chainHash();
        }
    }

    @ParameterizedTest
    @EnumSource
    void everythingIsKeptUnlessOtherwiseAsked(Journal.Format format) throws IOException {
        writeDays(JournalFolder.settings(directory, format), 5, Long.MAX_VALUE);
        assertThat(files()).hasSize(5);
        assertThat(JournalFolder.read(directory).contents()).hasSize(50);
    }

    @ParameterizedTest
    @EnumSource
    void oldFilesArePrunedButNeverWhatIsNeeded(Journal.Format format) throws IOException {
        final JournalSettings settings =
                JournalFolder.settings(directory, format).withKeepDays(2);
        writeDays(settings, 8, 35);
        try (JournalReader reader = new JournalReader(directory)) {
            final ArenaEvent event = new ArenaEvent();
            assertThat(reader.firstSequence()).isEqualTo(30);
            for (int sequence = 30; sequence < 80; sequence++) {
                assertThat(reader.next(event)).isTrue();
                assertThat(event.sequence()).isEqualTo(sequence);
            }
            assertThat(reader.next(event)).isFalse();
        }
        try (Journal journal = Journal.open(settings)) {
            assertThat(journal.readBack().nextSequence()).isEqualTo(80);
            journal.prune(Long.MAX_VALUE);
        }
    }

    @Test
    void aSegmentIsClosedAtItsSize() throws IOException {
        final JournalSettings settings =
                new JournalSettings(directory, Journal.Format.SEGMENTS, Journal.Fsync.NEVER, 1 << 16, 0);
        JournalFolder.write(settings, 2, 5_000);
        assertThat(files()).hasSizeGreaterThan(5);
        final JournalFolder.Reading reading = JournalFolder.read(directory);
        assertThat(reading.complains()).isFalse();
        assertThat(reading.contents()).containsExactlyElementsOf(EventTape.contents(2, 5_000));
    }

    /** A missing, a cut and a changed compressed file are damage: it was whole when it got its name. */
    @Test
    void damageToACompressedFileIsNamed() throws IOException {
        final JournalSettings settings =
                new JournalSettings(directory, Journal.Format.SEGMENTS, Journal.Fsync.NEVER, 1 << 16, 0);
        JournalFolder.write(settings, 2, 5_000);
        final Path third = directory.resolve(files().get(2));
        final long begins = Long.parseLong(files().get(2).substring(0, 20));
        final byte[] whole = Files.readAllBytes(third);
        JournalFolder.truncate(third, whole.length / 2);
        expectDamage(third.getFileName().toString());
        Files.write(third, whole);
        JournalFolder.flip(third, whole.length / 2, 3);
        expectDamage(third.getFileName().toString());
        Files.delete(third);
        final JournalFolder.Reading reading = JournalFolder.read(directory);
        assertThat(reading.contents()).hasSize((int) begins);
        assertThat(reading.damage()).hasMessageContaining("journal record " + begins);
    }

    private void expectDamage(String name) {
        final JournalFolder.Reading reading = JournalFolder.read(directory);
        assertThat(reading.damage()).isNotNull().hasMessageContaining(name);
        assertThat(reading.contents())
                .containsExactlyElementsOf(
                        EventTape.contents(2, reading.contents().size()));
    }
}
