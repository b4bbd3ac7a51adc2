package crucible.server.snapshot;

import static org.assertj.core.api.Assertions.assertThat;

import crucible.model.CopyDigest;
import crucible.model.SnapshotWriter;
import crucible.runtime.event.ArenaEvent;
import crucible.runtime.event.ArenaImage;
import crucible.runtime.event.EventKind;
import crucible.server.journal.FileLayer;
import java.io.IOException;
import java.nio.file.Path;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(30)
class SnapshotsTest {
    @TempDir
    private Path directory;

    private final SlowFiles files = new SlowFiles();

    private Snapshots snapshots() {
        final SnapshotSettings settings = SnapshotSettings.defaults(directory.resolve("snapshots"));
        return new Snapshots(
                settings,
                new SnapshotStore(settings, files),
                new Snapshots.Source("1.0", "{}", () -> "ab", Snapshots.Ground.NONE),
                1,
                sequence -> {});
    }

    private static ArenaEvent checkpoint(long sequence) {
        return new ArenaEvent()
                .begin(EventKind.BOUNDARY, sequence)
                .boundary(sequence, 1, 0, true)
                .place(sequence, sequence, 0);
    }

    private static void fill(ArenaImage image, long sequence) {
        for (SnapshotWriter part :
                new SnapshotWriter[] {image.features(), image.market(), image.agents(0), image.arbiter(), image.shown()
                }) {
            part.field("sequence", sequence);
        }
        image.seal(new ArenaImage.Place(sequence, sequence, sequence));
    }

    private static void take(Snapshots snapshots, long sequence) {
        final ArenaImage image = snapshots.begin(checkpoint(sequence));
        fill(image, sequence);
        snapshots.complete(image);
    }

    private static ArenaImage.Moment expected(long sequence) {
        final ArenaImage image = new ArenaImage(1);
        fill(image, sequence);
        return image.digested(new CopyDigest());
    }

    @Test
    void digestsComeInOrderAndAreThoseOfTheCopies() {
        final Snapshots snapshots = snapshots();
        for (long sequence = 1; sequence <= 20; sequence++) {
            take(snapshots, sequence);
        }
        snapshots.close();
        for (long sequence = 1; sequence <= 20; sequence++) {
            assertThat(snapshots.poll()).isEqualTo(expected(sequence));
        }
        assertThat(snapshots.poll()).isNull();
        assertThat(snapshots.count().failed()).isZero();
    }

    @Test
    void aSlowDiskHoldsUpNoDigestAndLaterSnapshotsAreLeftOutAndCounted() throws Exception {
        final Snapshots snapshots = snapshots();
        files.hold();
        take(snapshots, 1);
        files.awaitWriting();
        for (long sequence = 2; sequence <= 6; sequence++) {
            take(snapshots, sequence);
        }
        assertThat(snapshots.count()).isEqualTo(new Snapshots.Count(0, 5, 0, -1));
        files.release();
        snapshots.finish();
        take(snapshots, 7);
        snapshots.close();
        assertThat(snapshots.count()).isEqualTo(new Snapshots.Count(2, 5, 0, 7));
        for (long sequence = 1; sequence <= 7; sequence++) {
            assertThat(snapshots.poll()).isEqualTo(expected(sequence));
        }
    }

    @Test
    void aCopyThatAStageLeftUnfinishedIsCountedAndTheNextOneIsGood() {
        final Snapshots snapshots = snapshots();
        for (long sequence = 1; sequence <= 4; sequence++) {
            final ArenaImage image = snapshots.begin(checkpoint(sequence));
            fill(image, sequence);
            image.agents(0).begin("agent", 1);
            if (sequence % 2 == 0) {
                snapshots.complete(image);
            }
        }
        assertThat(snapshots.count().failed()).isEqualTo(4);
        take(snapshots, 5);
        snapshots.close();
        assertThat(snapshots.poll()).isEqualTo(expected(5));
        assertThat(snapshots.poll()).isNull();
        assertThat(snapshots.count()).isEqualTo(new Snapshots.Count(1, 0, 4, 5));
    }

    @Test
    void aSnapshotThatCannotBeWrittenIsCountedAndItsDigestIsGood() {
        final Snapshots snapshots = snapshots();
        files.broken = true;
        take(snapshots, 1);
        snapshots.finish();
        files.broken = false;
        take(snapshots, 2);
        snapshots.close();
        assertThat(snapshots.poll()).isEqualTo(expected(1));
        assertThat(snapshots.poll()).isEqualTo(expected(2));
        assertThat(snapshots.count()).isEqualTo(new Snapshots.Count(1, 0, 1, 2));
    }

    /** The machine's files, which can be made to wait or to fail. */
    private static final class SlowFiles implements FileLayer {
        private volatile CountDownLatch held = new CountDownLatch(0);
        private final CountDownLatch writing = new CountDownLatch(1);
        private volatile boolean broken;

        void hold() {
            held = new CountDownLatch(1);
        }

        void release() {
            held.countDown();
        }

        void awaitWriting() throws InterruptedException {
            writing.await();
        }

        @Override
        public Appended append(Path file, long bytes) throws IOException {
            writing.countDown();
            try {
                held.await();
            } catch (InterruptedException e) {
                throw new IOException(e);
            }
            if (broken) {
                throw new IOException("no space left");
            }
            return DISK.append(file, bytes);
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
