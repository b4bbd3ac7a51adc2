package crucible.server.journal;

import static org.assertj.core.api.Assertions.assertThat;

import crucible.runtime.event.ArenaEvent;
import crucible.runtime.event.EventKind;
import java.nio.file.Path;
import java.util.concurrent.CompletableFuture;
import net.openhft.chronicle.core.time.SetTimeProvider;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Readers see whole records in order and no damage while files grow, are closed, compressed and removed under them. */
@Timeout(120)
class ReaderBesideWriterTest {
    private static final int EVENTS = 30_000;
    private static final int EVENTS_A_DAY = 1_500;
    private static final long DAY_MS = 86_400_000L;
    private static final long START_MS = 1_700_006_400_000L;

    @TempDir
    private Path directory;

    private void write(JournalSettings settings) {
        final SetTimeProvider clock = new SetTimeProvider(START_MS * 1_000_000);
        final ArenaEvent event = new ArenaEvent();
        try (Journal journal = settings.format() == Journal.Format.CHRONICLE
                ? ChronicleJournal.open(settings, clock, FileLayer.DISK, DiskRoom.UNWATCHED)
                : SegmentedJournal.open(settings)) {
            for (int i = 0; i < EVENTS; i++) {
                final long timeMs = START_MS + i * (DAY_MS / EVENTS_A_DAY);
                clock.currentTimeMillis(timeMs);
                journal.onEvent(event.begin(EventKind.TICK, timeMs).place(i, timeMs, 0));
            }
        }
    }

    private long readAll() {
        if (!JournalReader.exists(directory)) {
            return 0;
        }
        final ArenaEvent event = new ArenaEvent();
        try (JournalReader reader = new JournalReader(directory)) {
            long next = 0;
            while (reader.next(event)) {
                assertThat(event.sequence()).isEqualTo(next++);
            }
            return next;
        }
    }

    @ParameterizedTest
    @EnumSource
    void isNeverToldOfDamageThatIsNone(Journal.Format format) {
        final JournalSettings settings = new JournalSettings(directory, format, Journal.Fsync.NEVER, 1 << 16, 0);
        final CompletableFuture<Void> writing = CompletableFuture.runAsync(() -> write(settings));
        long before = 0;
        while (!writing.isDone()) {
            final long read = readAll();
            assertThat(read).isGreaterThanOrEqualTo(before);
            before = read;
        }
        writing.join();
        assertThat(readAll()).isEqualTo(EVENTS);
    }

    @ParameterizedTest
    @EnumSource
    void aFollowerSeesEveryEventOnce(Journal.Format format) {
        final JournalSettings settings = new JournalSettings(directory, format, Journal.Fsync.NEVER, 1 << 16, 0);
        final CompletableFuture<Void> writing = CompletableFuture.runAsync(() -> write(settings));
        while (!JournalReader.exists(directory)) {
            Thread.onSpinWait();
        }
        final ArenaEvent event = new ArenaEvent();
        long next = -1;
        try (JournalReader reader = JournalReader.following(directory)) {
            while (next < EVENTS && !(writing.isDone() && writing.isCompletedExceptionally())) {
                if (reader.next(event)) {
                    assertThat(event.sequence()).isEqualTo(next < 0 ? event.sequence() : next);
                    next = event.sequence() + 1;
                }
            }
        }
        writing.join();
        assertThat(next).isEqualTo(EVENTS);
    }
}
