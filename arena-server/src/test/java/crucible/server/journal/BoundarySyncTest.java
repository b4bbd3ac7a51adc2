package crucible.server.journal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import crucible.runtime.event.ArenaEvent;
import crucible.runtime.event.EventKind;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Semaphore;
import net.openhft.chronicle.core.time.SystemTimeProvider;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Boundaries reach the disk beside the appending thread, never more than one of them late. */
@Timeout(30)
class BoundarySyncTest {
    private static final long START_MS = 1_700_006_400_000L;

    @TempDir
    private Path directory;

    private final ArenaEvent event = new ArenaEvent();

    @Test
    void aRequestReturnsAtOnceAndTheNextOneWaitsForIt() throws Exception {
        final Semaphore allowed = new Semaphore(0);
        final CountDownLatch second = new CountDownLatch(1);
        try (BoundarySync syncs = new BoundarySync(allowed::acquireUninterruptibly)) {
            assertThat(syncs.syncedUpTo()).isEqualTo(-1);
            syncs.request(10);
            assertThat(syncs.syncedUpTo()).isEqualTo(-1);
            final Thread later = new Thread(() -> {
                try {
                    syncs.request(20);
                } catch (IOException e) {
                    throw new IllegalStateException(e);
                }
                second.countDown();
            });
            later.start();
            assertThat(second.getCount()).isEqualTo(1);
            allowed.release();
            second.await();
            assertThat(syncs.syncedUpTo()).isEqualTo(10);
            allowed.release();
            syncs.await();
            assertThat(syncs.syncedUpTo()).isEqualTo(20);
            later.join();
        }
    }

    @Test
    void afterAFailureNothingIsSyncedAnyMore() throws Exception {
        try (BoundarySync syncs = new BoundarySync(() -> {
            throw new IOException("input/output error");
        })) {
            syncs.request(10);
            assertThatThrownBy(syncs::await).isInstanceOf(IOException.class).hasMessageContaining("input/output error");
            assertThatThrownBy(syncs::requireGood).isInstanceOf(IOException.class);
            assertThatThrownBy(() -> syncs.request(20)).isInstanceOf(IOException.class);
            assertThat(syncs.syncedUpTo()).isEqualTo(-1);
        }
    }

    private Journal open(Journal.Format format, FileLayer layer) {
        final JournalSettings settings = JournalFolder.settings(directory, format);
        return format == Journal.Format.CHRONICLE
                ? ChronicleJournal.open(settings, SystemTimeProvider.INSTANCE, layer, DiskRoom.UNWATCHED)
                : SegmentedJournal.open(settings, layer, DiskRoom.UNWATCHED);
    }

    private void tick(Journal journal, long sequence) {
        journal.onEvent(event.begin(EventKind.TICK, START_MS + sequence).place(sequence, START_MS + sequence, 0));
    }

    private void boundary(Journal journal, long sequence) {
        journal.onEvent(event.begin(EventKind.BOUNDARY, START_MS + sequence)
                .boundary(START_MS, 1, 0, false)
                .place(sequence, START_MS + sequence, 0));
    }

    /** What each record says of how many before it were not known to be on the disk. */
    private List<Integer> unsynced() {
        final Path file = JournalFolder.recordFile(directory);
        return JournalFolder.records(file).stream()
                .map(place -> JournalFolder.intAt(file, place[0] + RecordLayout.UNSYNCED_AT))
                .toList();
    }

    @ParameterizedTest
    @EnumSource
    void theRingGoesOnWhileABoundaryReachesTheDiskAndRecordsSayWhatIsNotKnownYet(Journal.Format format)
            throws Exception {
        final HeldSyncs files = new HeldSyncs();
        try (Journal journal = open(format, files)) {
            tick(journal, 0);
            tick(journal, 1);
            boundary(journal, 2);
            files.begun.acquire();
            tick(journal, 3);
            tick(journal, 4);
            files.allowed.release(100);
            // Waits for the one before.
            boundary(journal, 5);
            journal.sync();
            tick(journal, 6);
        }
        final List<Integer> unsynced = unsynced();
        assertThat(unsynced).hasSize(7).startsWith(0, 1, 2, 3, 4).endsWith(0);
        // What was allowed may be done already.
        assertThat(unsynced.get(5)).isIn(2, 5);
    }

    @ParameterizedTest
    @EnumSource
    void aBoundaryIsKnownToBeOnTheDiskOnceItsSyncIsDone(Journal.Format format) {
        final HeldSyncs files = new HeldSyncs();
        files.allowed.release(100);
        try (Journal journal = open(format, files)) {
            for (int i = 0; i < 8; i++) {
                boundary(journal, i);
            }
        }
        // At a boundary the one before the last is done, the last may be.
        assertThat(unsynced()).hasSize(8).allMatch(count -> count <= 2);
    }

    @ParameterizedTest
    @EnumSource
    void aFailedSyncIsToldAtTheNextEventAndNothingIsAppendedAnyMore(Journal.Format format) throws Exception {
        final HeldSyncs files = new HeldSyncs();
        files.broken = true;
        files.allowed.release(100);
        final Journal journal = open(format, files);
        tick(journal, 0);
        boundary(journal, 1);
        assertThatThrownBy(() -> boundary(journal, 2))
                .isInstanceOf(JournalException.class)
                .hasMessageContaining("input/output error");
        assertThatThrownBy(() -> tick(journal, 3)).isInstanceOf(JournalException.class);
        assertThatThrownBy(journal::close)
                .isInstanceOf(JournalException.class)
                .hasMessageContaining("input/output error");
        assertThat(JournalFolder.read(directory).contents()).hasSizeBetween(2, 3);
        try (Journal again = open(format, FileLayer.DISK)) {
            assertThat(again.readBack().nextSequence()).isBetween(2L, 3L);
        }
    }

    /** The machine's files, whose syncs wait until they are allowed, or fail. */
    private static final class HeldSyncs implements FileLayer {
        private final Semaphore begun = new Semaphore(0);
        private final Semaphore allowed = new Semaphore(0);
        private volatile boolean broken;

        private void sync() throws IOException {
            begun.release();
            try {
                allowed.acquire();
            } catch (InterruptedException e) {
                throw new IOException("interrupted", e);
            }
            if (broken) {
                throw new IOException("input/output error");
            }
        }

        @Override
        public Appended append(Path file, long bytes) throws IOException {
            final Appended appended = DISK.append(file, bytes);
            return new Appended() {
                @Override
                public void write(ByteBuffer piece) throws IOException {
                    appended.write(piece);
                }

                @Override
                public void sync() throws IOException {
                    HeldSyncs.this.sync();
                }

                @Override
                public void close() throws IOException {
                    appended.close();
                }
            };
        }

        @Override
        public Blocks blocks(Path file) throws IOException {
            final Blocks blocks = DISK.blocks(file);
            return new Blocks() {
                @Override
                public void reserve(long from, long bytes) throws IOException {
                    blocks.reserve(from, bytes);
                }

                @Override
                public void sync() throws IOException {
                    HeldSyncs.this.sync();
                }

                @Override
                public void close() throws IOException {
                    blocks.close();
                }
            };
        }

        @Override
        public void move(Path from, Path to) throws IOException {
            DISK.move(from, to);
        }

        @Override
        public void delete(Path file) throws IOException {
            DISK.delete(file);
        }

        @Override
        public void syncDirectory(Path folder) throws IOException {
            DISK.syncDirectory(folder);
        }
    }
}
