package crucible.server.snapshot;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import crucible.model.SnapshotRefused;
import crucible.runtime.event.ArenaImage;
import crucible.server.journal.FileLayer;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SnapshotStoreTest {
    private static final long DAY_MS = 86_400_000L;

    @TempDir
    private Path directory;

    private SnapshotStore store(FileLayer files) {
        return new SnapshotStore(new SnapshotSettings(directory.resolve("snapshots"), 1, 3, 10), files);
    }

    private static Snapshot snapshot(long sequence) {
        return snapshot(sequence, sequence);
    }

    private static Snapshot snapshot(long sequence, long boundaryTimeMs) {
        final Map<String, byte[]> parts = new LinkedHashMap<>();
        final Random random = new Random(sequence);
        for (String name : List.of("arbiter", "features", "agents-0")) {
            final byte[] part = new byte[random.nextInt(300)];
            random.nextBytes(part);
            parts.put(name, part);
        }
        return new Snapshot(
                new Snapshot.Header(
                        "1.0",
                        "{}",
                        "cd".repeat(16),
                        new ArenaImage.Moment(sequence, sequence * 10, boundaryTimeMs, "ab".repeat(32))),
                parts);
    }

    private static void assertSame(Snapshot found, Snapshot expected) {
        assertThat(found.header()).isEqualTo(expected.header());
        assertThat(found.parts().keySet())
                .containsExactlyElementsOf(expected.parts().keySet());
        found.parts()
                .forEach((name, bytes) ->
                        assertThat(bytes).isEqualTo(expected.parts().get(name)));
    }

    @Test
    void whatWasSavedIsReadBack() throws IOException {
        final SnapshotStore store = store(FileLayer.DISK);
        assertThat(store.newestFirst()).isEmpty();
        store.save(snapshot(7));
        store.save(snapshot(1_000));
        assertThat(store.newestFirst()).extracting(SnapshotStore.Kept::sequence).containsExactly(1_000L, 7L);
        assertSame(store.read(store.newestFirst().get(0)), snapshot(1_000));
        assertSame(store.read(store.newestFirst().get(1)), snapshot(7));
    }

    @Test
    void keepsTheNewestAndNoneThatIsTooOldButAlwaysTwo() throws IOException {
        final SnapshotStore store = store(FileLayer.DISK);
        for (long i = 1; i <= 5; i++) {
            store.save(snapshot(i, i * DAY_MS));
        }
        assertThat(store.newestFirst()).extracting(SnapshotStore.Kept::sequence).containsExactly(5L, 4L, 3L);
        store.save(snapshot(6, 100 * DAY_MS));
        assertThat(store.newestFirst()).extracting(SnapshotStore.Kept::sequence).containsExactly(6L, 5L);
    }

    @Test
    void oneThatDoesNotReadBackIsNoneOfTheTwoThatStay() throws IOException {
        final SnapshotStore store = store(FileLayer.DISK);
        store.save(snapshot(1));
        assertThat(store.neededFrom()).isZero();
        final Path second = store.save(snapshot(2)).file();
        assertThat(store.neededFrom()).isEqualTo(2);
        final byte[] bytes = Files.readAllBytes(second);
        bytes[bytes.length - 40] ^= 1;
        Files.write(second, bytes);
        final Path third = store.save(snapshot(3)).file();
        assertThat(store.neededFrom()).as("the first and the third are good").isEqualTo(2);
        Files.write(third, Arrays.copyOf(Files.readAllBytes(third), 100));
        store.save(snapshot(4));
        assertThat(store.newestFirst())
                .extracting(SnapshotStore.Kept::sequence)
                .as("three are kept, but only two of these four are good")
                .containsExactly(4L, 3L, 2L, 1L);
        assertThat(store.neededFrom()).isEqualTo(2);
        store.save(snapshot(5));
        assertThat(store.newestFirst()).extracting(SnapshotStore.Kept::sequence).containsExactly(5L, 4L, 3L);
        assertThat(store.neededFrom()).isEqualTo(5);
    }

    @Test
    void oneOfATimeThatTheJournalHasLostGoes() throws IOException {
        final SnapshotStore store = store(FileLayer.DISK);
        store.save(snapshot(5));
        store.save(snapshot(100));
        store.save(snapshot(7));
        assertThat(store.newestFirst()).extracting(SnapshotStore.Kept::sequence).containsExactly(7L, 5L);
    }

    @Test
    void everyFlippedBitAndEveryCutIsFound() throws IOException {
        final SnapshotStore store = store(FileLayer.DISK);
        final SnapshotStore.Kept kept = store.save(snapshot(7));
        final byte[] good = Files.readAllBytes(kept.file());
        for (int i = 0; i < good.length; i++) {
            final byte[] bad = good.clone();
            bad[i] ^= (byte) (1 << i % 8);
            Files.write(kept.file(), bad);
            assertThatThrownBy(() -> store.read(kept)).as("byte %d", i).isInstanceOf(SnapshotRefused.class);
            Files.write(kept.file(), Arrays.copyOf(good, i));
            assertThatThrownBy(() -> store.read(kept)).as("cut at %d", i).isInstanceOf(SnapshotRefused.class);
        }
        Files.write(kept.file(), good);
        assertSame(store.read(kept), snapshot(7));
    }

    @Test
    void aSnapshotUnderAnotherNameIsRefused() throws IOException {
        final SnapshotStore store = store(FileLayer.DISK);
        final Path file = store.save(snapshot(7)).file();
        Files.move(file, file.resolveSibling("0000000000000000009-7.snapshot"));
        assertThatThrownBy(() -> store.read(store.newestFirst().get(0)))
                .isInstanceOf(SnapshotRefused.class)
                .hasMessageContaining("its name says sequence 9, its content 7");
    }

    /** Whichever call of the file layer fails: earlier snapshots stay whole, and the next one is written. */
    @Test
    void aFailureAtAnyWriteHarmsNoEarlierSnapshot() throws IOException {
        boolean failed = true;
        for (int n = 1; failed; n++) {
            final FailsOnce files = new FailsOnce(n);
            final SnapshotStore store =
                    new SnapshotStore(new SnapshotSettings(directory.resolve("n" + n), 1, 3, 10), files);
            files.armed = false;
            for (long i = 1; i <= 4; i++) {
                store.save(snapshot(i));
            }
            files.armed = true;
            failed = false;
            try {
                store.save(snapshot(5));
            } catch (IOException e) {
                assertThat(e).hasMessage("no space left");
                failed = true;
            }
            files.armed = false;
            for (SnapshotStore.Kept kept : store.newestFirst()) {
                assertSame(store.read(kept), snapshot(kept.sequence()));
            }
            assertThat(store.newestFirst()).as("failure at call %d", n).hasSizeGreaterThanOrEqualTo(2);
            store.save(snapshot(6));
            assertThat(store.newestFirst())
                    .extracting(SnapshotStore.Kept::sequence)
                    .startsWith(6L);
            try (Stream<Path> left = Files.list(directory.resolve("n" + n))) {
                assertThat(left)
                        .as("failure at call %d leaves nothing behind", n)
                        .hasSize(3);
            }
            if (!failed) {
                assertThat(n).as("calls that can fail").isGreaterThan(8);
            }
        }
    }

    /** The machine's files, one of whose calls fails. */
    private static final class FailsOnce implements FileLayer {
        private final int failing;
        private int calls;
        private boolean armed;

        FailsOnce(int failing) {
            this.failing = failing;
        }

        private void call() throws IOException {
            if (armed && ++calls == failing) {
                throw new IOException("no space left");
            }
        }

        @Override
        public Appended append(Path file, long bytes) throws IOException {
            call();
            final Appended disk = DISK.append(file, bytes);
            return new Appended() {
                @Override
                public void write(ByteBuffer piece) throws IOException {
                    call();
                    disk.write(piece);
                }

                @Override
                public void sync() throws IOException {
                    call();
                    disk.sync();
                }

                @Override
                public void close() throws IOException {
                    disk.close();
                }
            };
        }

        @Override
        public void move(Path from, Path to) throws IOException {
            call();
            DISK.move(from, to);
        }

        @Override
        public void delete(Path file) throws IOException {
            call();
            DISK.delete(file);
        }

        @Override
        public void syncDirectory(Path folder) throws IOException {
            call();
            DISK.syncDirectory(folder);
        }
    }
}
