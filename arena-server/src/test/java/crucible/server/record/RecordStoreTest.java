package crucible.server.record;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import crucible.server.journal.FileLayer;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RecordStoreTest {
    private static final long SEED = 11;
    private static final long SMALL = 4_000;

    @TempDir
    private Path folder;

    /** A block as its content's bytes, with the event that it goes up to. */
    private record Stored(long upTo, byte[] content) {
        @Override
        public boolean equals(Object other) {
            return other instanceof Stored && Arrays.equals(content, ((Stored) other).content);
        }

        @Override
        public int hashCode() {
            return Arrays.hashCode(content);
        }
    }

    /** The machine's files, but nothing is forced to the disk: what these tests read back was written by a living process. */
    private static FileLayer unsynced() {
        return new StubbornFiles(Integer.MAX_VALUE, 0, 0);
    }

    private static Stored stored(Page page) {
        final ByteBuffer out = ByteBuffer.allocate(page.largestBytes());
        page.encode(out);
        return new Stored(page.upTo(), Arrays.copyOf(out.array(), out.position()));
    }

    private static List<Stored> expected(int count) {
        final RandomPages pages = new RandomPages(SEED);
        return Stream.generate(() -> stored(pages.next())).limit(count).toList();
    }

    private static List<Stored> read(RecordReader reader) throws IOException {
        final List<Stored> all = new ArrayList<>();
        for (RecordBlock block = reader.next(); block != null; block = reader.next()) {
            final byte[] content = new byte[reader.content().remaining()];
            reader.content().get(content);
            all.add(new Stored(block.upTo(), content));
        }
        return all;
    }

    private static void write(Path directory, FileLayer layer, long rollBytes, int count) throws IOException {
        final RandomPages pages = new RandomPages(SEED);
        try (RecordStore store = RecordStore.open(directory, layer, rollBytes)) {
            for (int i = 0; i < count; i++) {
                store.append(pages.next());
            }
        }
    }

    private static List<Path> files(Path directory) throws IOException {
        return List.copyOf(RecordFiles.in(directory).values());
    }

    @Test
    void whatWasAppendedIsReadBackOverManyFiles() throws IOException {
        write(folder, unsynced(), SMALL, 40);
        assertThat(files(folder)).hasSizeGreaterThan(5);
        final RecordReader reader = new RecordReader(folder);
        assertThat(read(reader)).isEqualTo(expected(40));
        assertThat(reader.damage()).isEmpty();
    }

    @Test
    void aBlockTellsItsEventsAndItsReturnsInOrder() throws IOException {
        write(folder, unsynced(), SMALL, 12);
        final RecordReader reader = new RecordReader(folder);
        final long[] observations = new long[40];
        long upTo = -1;
        for (RecordBlock one = reader.next(); one != null; one = reader.next()) {
            final RecordBlock block = one;
            assertThat(block.after()).isEqualTo(upTo);
            upTo = block.upTo();
            assertThat(block.boundarySequences()[block.boundarySequences().length - 1])
                    .isEqualTo(upTo);
            assertThat(block.events())
                    .extracting(RecordedEvent::sequence)
                    .isSorted()
                    .allMatch(sequence -> sequence > block.after() && sequence <= block.upTo());
            assertThat(block.evidence())
                    .extracting(EvidenceRun::agentId)
                    .isSorted()
                    .doesNotHaveDuplicates();
            for (EvidenceRun run : block.evidence()) {
                assertThat(run.firstObservation()).isEqualTo(observations[run.agentId()] + 1);
                observations[run.agentId()] += run.returns().length;
            }
        }
        assertThat(Arrays.stream(observations).min().orElse(0)).isPositive();
    }

    @Test
    void everyEndThatACrashMayLeaveIsSetAsideAndMadeGood() throws IOException {
        final List<Stored> expected = expected(6);
        write(folder, unsynced(), 1 << 20, 6);
        final Path file = files(folder).get(0);
        final byte[] whole = Files.readAllBytes(file);
        for (int length = 0; length < whole.length; length += length < 60 ? 1 : 53) {
            delete(folder.resolve(RecordFiles.SET_ASIDE));
            Files.write(file, Arrays.copyOf(whole, length));
            final String where = "cut at byte " + length;
            final RandomPages pages = new RandomPages(SEED);
            final int kept;
            try (RecordStore store = RecordStore.open(folder, unsynced())) {
                kept = (int) expected.stream()
                        .filter(one -> one.upTo() <= store.heldUpTo())
                        .count();
                assertThat(store.wholeUpTo()).isEqualTo(store.heldUpTo());
                for (int i = 0; i < 6; i++) {
                    store.append(pages.next());
                }
            }
            assertThat(kept).as(where).isLessThan(6);
            assertThat(Files.readAllBytes(file)).as(where).isEqualTo(whole);
        }
    }

    @Test
    void aFlippedBitIsNamedAndWhatLiesBehindItStaysReadable() throws IOException {
        final List<Stored> expected = expected(20);
        write(folder, unsynced(), SMALL, 20);
        final Random random = new Random(SEED);
        for (Path file : files(folder)) {
            final byte[] whole = Files.readAllBytes(file);
            for (int i = 0; i < 60; i++) {
                final int at = random.nextInt(whole.length);
                final byte[] bad = whole.clone();
                bad[at] ^= (byte) (1 << random.nextInt(8));
                Files.write(file, bad);
                final RecordReader reader = new RecordReader(folder);
                final List<Stored> found = read(reader);
                final String where = file.getFileName() + ", byte " + at;
                assertThat(reader.damage()).as(where).isNotEmpty();
                assertThat(reader.damage().get(0).words()).as(where).contains(file.toString());
                assertThat(expected).as(where).containsAll(found);
                assertThat(found).as(where).hasSizeGreaterThanOrEqualTo(19);
            }
            Files.write(file, whole);
        }
    }

    @Test
    void aMissingFileIsAHoleThatIsNamed() throws IOException {
        write(folder, unsynced(), SMALL, 40);
        final Path second = files(folder).get(2);
        Files.delete(second);
        final RecordReader reader = new RecordReader(folder);
        final List<Stored> found = read(reader);
        assertThat(found.size()).isBetween(25, 39);
        assertThat(reader.damage()).hasSize(1);
        assertThat(reader.damage().get(0).words()).contains("is lost");
    }

    /** The journal may still hold what the damage has taken: then it is made anew from there on. */
    @Test
    void damageWithGoodBlocksBehindItIsKeptUnlessItCanBeMadeAnew() throws IOException {
        final List<Stored> expected = expected(10);
        write(folder, unsynced(), 1 << 20, 10);
        final Path file = files(folder).get(0);
        final byte[] whole = Files.readAllBytes(file);
        final byte[] bad = whole.clone();
        bad[whole.length / 2] ^= 1;
        Files.write(file, bad);
        try (RecordStore store = RecordStore.open(folder, unsynced())) {
            assertThat(store.heldUpTo()).isEqualTo(expected.get(9).upTo());
            assertThat(store.wholeUpTo()).isLessThan(store.heldUpTo());
            assertThat(Files.readAllBytes(file)).isEqualTo(bad);
            store.keepUpTo(store.wholeUpTo());
            assertThat(store.heldUpTo()).isEqualTo(store.wholeUpTo()).isGreaterThan(-1);
            final RandomPages pages = new RandomPages(SEED);
            for (int i = 0; i < 10; i++) {
                store.append(pages.next());
            }
        }
        assertThat(Files.readAllBytes(file)).isEqualTo(whole);
        assertThat(folder.resolve(RecordFiles.SET_ASIDE)).isNotEmptyDirectory();
    }

    @Test
    void whatTheJournalHasLostIsSetAside() throws IOException {
        final List<Stored> expected = expected(40);
        write(folder, unsynced(), SMALL, 40);
        try (RecordStore store = RecordStore.open(folder, unsynced(), SMALL)) {
            store.expectJournal(expected.get(17).upTo() + 3);
            assertThat(store.heldUpTo()).isEqualTo(expected.get(17).upTo());
        }
        assertThat(read(new RecordReader(folder))).isEqualTo(expected.subList(0, 18));
        try (RecordStore store = RecordStore.open(folder, unsynced(), SMALL)) {
            assertThatThrownBy(() -> store.expectJournal(0))
                    .isInstanceOf(RecordException.class)
                    .hasMessageContaining("there is no journal, but the permanent record");
        }
    }

    @Test
    void aRecordOfAnotherTournamentIsRefused() throws IOException {
        write(folder, unsynced(), SMALL, 10);
        try (RecordStore store = RecordStore.open(folder, unsynced(), SMALL)) {
            final RandomPages others = new RandomPages(SEED + 1);
            assertThatThrownBy(() -> {
                        for (int i = 0; i < 10; i++) {
                            store.append(others.next());
                        }
                    })
                    .isInstanceOf(RecordException.class);
        }
        assertThat(read(new RecordReader(folder))).isEqualTo(expected(10));
    }

    /** Whichever change of a file fails, and every one after it: the next process makes it good. */
    @ParameterizedTest
    @ValueSource(ints = {0, 1, 17, 60})
    void atEveryChangeOfAFile(int bytesBeforeFailing) throws IOException {
        final List<Stored> expected = expected(12);
        for (int failAt = 1; ; failAt++) {
            final Path directory = folder.resolve("at-" + failAt);
            final StubbornFiles files = new StubbornFiles(failAt, Integer.MAX_VALUE, bytesBeforeFailing);
            int appended = 0;
            try {
                final RandomPages pages = new RandomPages(SEED);
                try (RecordStore store = RecordStore.open(directory, files, SMALL)) {
                    for (; appended < 12; appended++) {
                        store.append(pages.next());
                        store.sync();
                    }
                }
            } catch (IOException | RecordException e) {
                assertThat(e).hasMessageContaining("no space left");
            }
            final RandomPages again = new RandomPages(SEED);
            try (RecordStore store = RecordStore.open(directory, unsynced(), SMALL)) {
                if (appended > 0) {
                    assertThat(store.heldUpTo())
                            .as("change %d fails", failAt)
                            .isGreaterThanOrEqualTo(expected.get(appended - 1).upTo());
                }
                for (int i = 0; i < 12; i++) {
                    store.append(again.next());
                }
            }
            assertThat(read(new RecordReader(directory))).isEqualTo(expected);
            if (files.changes() < failAt) {
                assertThat(failAt).isGreaterThan(30);
                return;
            }
            delete(directory);
        }
    }

    /** One change fails, then there is room again: the same process tries the same page once more. */
    @ParameterizedTest
    @ValueSource(ints = {0, 1, 17, 60})
    void aPageThatFailedCanBeGivenAgain(int bytesBeforeFailing) throws IOException {
        final List<Stored> expected = expected(12);
        for (int failAt = 1; ; failAt++) {
            final Path directory = folder.resolve("once-" + failAt);
            final StubbornFiles files = new StubbornFiles(failAt, 1, bytesBeforeFailing);
            final RandomPages pages = new RandomPages(SEED);
            try (RecordStore store = RecordStore.open(directory, files, SMALL)) {
                for (int i = 0; i < 12; i++) {
                    final Page page = pages.next();
                    try {
                        store.append(page);
                    } catch (IOException e) {
                        store.append(page);
                    }
                }
            } catch (IOException | RecordException e) {
                assertThat(files.changes())
                        .as("only the last sync may fail for good")
                        .isEqualTo(failAt);
            }
            assertThat(read(new RecordReader(directory))).isEqualTo(expected);
            if (files.changes() < failAt) {
                return;
            }
            delete(directory);
        }
    }

    private static void delete(Path directory) throws IOException {
        if (Files.exists(directory)) {
            final List<Path> all;
            try (Stream<Path> walk = Files.walk(directory)) {
                all = walk.sorted((a, b) -> b.compareTo(a)).toList();
            }
            for (Path path : all) {
                Files.delete(path);
            }
        }
    }
}
