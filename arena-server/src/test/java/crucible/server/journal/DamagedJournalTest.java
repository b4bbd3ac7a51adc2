package crucible.server.journal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.IntConsumer;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Damage is told and named, what lies before it is good, and nothing is ever silently different. */
class DamagedJournalTest {
    private static final int EVENTS = 60;
    private static final int PLACES = 600;
    private static final int WRITER_PLACES = 30;
    private static final int AT_ONCE = 6;

    @TempDir
    private Path folder;

    private Path whole(Journal.Format format) {
        final Path whole = folder.resolve("whole");
        JournalFolder.write(JournalFolder.settings(whole, format), 3, EVENTS);
        JournalFolder.trim(whole);
        return whole;
    }

    private Path copyOf(Path whole, int number) {
        final Path copy = folder.resolve("copy-" + number);
        JournalFolder.copy(whole, copy);
        return copy;
    }

    private static void expectPrefix(JournalFolder.Reading reading, List<byte[]> expected, String what) {
        assertThat(reading.contents().size()).as(what).isLessThanOrEqualTo(expected.size());
        assertThat(reading.contents())
                .as(what)
                .containsExactlyElementsOf(
                        expected.subList(0, reading.contents().size()));
    }

    @ParameterizedTest
    @EnumSource
    void aFlippedBitAnywhereIsToldUnlessItChangesNothing(Journal.Format format) throws Exception {
        final long seed = 11;
        final Random random = new Random(seed);
        final Path whole = whole(format);
        final List<byte[]> expected = EventTape.contents(3, EVENTS);
        final long bytes = JournalFolder.writtenBytes(JournalFolder.recordFile(whole));
        final List<long[]> records = JournalFolder.records(JournalFolder.recordFile(whole));
        final long[] places = new long[PLACES];
        final int[] bits = new int[PLACES];
        for (int i = 0; i < PLACES; i++) {
            final long[] record = records.get(random.nextInt(records.size()));
            places[i] = i % 2 == 0 ? record[0] - 4 + random.nextInt((int) record[1] + 4) : random.nextInt((int) bytes);
            bits[i] = random.nextInt(8);
        }
        atOnce(PLACES, i -> {
            final Path copy = copyOf(whole, i);
            final long at = places[i];
            final int bit = bits[i];
            final String what = "seed " + seed + ", bit " + bit + " of byte " + at + " flipped";
            JournalFolder.flip(JournalFolder.recordFile(copy), at, bit);
            final JournalFolder.Reading reading = JournalFolder.read(copy);
            expectPrefix(reading, expected, what);
            if (reading.contents().size() < EVENTS) {
                assertThat(reading.complains()).as(what).isTrue();
                assertThat(complaint(reading))
                        .as(what)
                        .contains(JournalFolder.recordFile(copy).getFileName().toString());
            }
            if (i < WRITER_PLACES) {
                expectAWriterToRefuseOrGoOn(copy, format, reading, what);
            }
            JournalFolder.delete(copy);
        });
    }

    /** One for each number, several at a time: a reader that sees damage waits a moment for whoever may be writing. */
    private static void atOnce(int count, IntConsumer one) throws Exception {
        final ExecutorService threads = Executors.newFixedThreadPool(AT_ONCE);
        try {
            final List<Callable<Void>> all = new ArrayList<>();
            for (int i = 0; i < count; i++) {
                final int number = i;
                all.add(() -> {
                    one.accept(number);
                    return null;
                });
            }
            for (Future<Void> done : threads.invokeAll(all)) {
                done.get();
            }
        } finally {
            threads.shutdownNow();
        }
    }

    private static String complaint(JournalFolder.Reading reading) {
        return reading.damage() != null
                ? reading.damage().getMessage()
                : reading.cut().reason();
    }

    /** A writer either refuses the damage or goes on behind the good prefix; never behind a hole. */
    private static void expectAWriterToRefuseOrGoOn(
            Path copy, Journal.Format format, JournalFolder.Reading before, String what) {
        final int good = before.contents().size();
        if (before.damage() != null) {
            assertThatThrownBy(() -> Journal.open(JournalFolder.settings(copy, format)))
                    .as(what)
                    .isInstanceOf(JournalDamaged.class);
            return;
        }
        final EventTape tape = new EventTape(3);
        tape.play(good, event -> {});
        try (Journal journal = Journal.open(JournalFolder.settings(copy, format))) {
            assertThat(journal.readBack().nextSequence()).as(what).isEqualTo(good);
            assertThat(journal.readBack().cut().isPresent() || before.cut() == null)
                    .as(what)
                    .isTrue();
            tape.play(20, journal);
        }
        final JournalFolder.Reading after = JournalFolder.read(copy);
        assertThat(after.complains()).as(what).isFalse();
        assertThat(after.contents()).as(what).containsExactlyElementsOf(EventTape.contents(3, good + 20));
    }

    @ParameterizedTest
    @EnumSource
    void aJournalCutAnywhereGivesWhatIsWholeAndGoesOn(Journal.Format format) throws Exception {
        final long seed = 12;
        final Random random = new Random(seed);
        final Path whole = whole(format);
        final List<byte[]> expected = EventTape.contents(3, EVENTS);
        final Path file = JournalFolder.recordFile(whole);
        final long bytes = JournalFolder.writtenBytes(file);
        final List<long[]> records = JournalFolder.records(file);
        final long[] places = new long[PLACES];
        for (int i = 0; i < PLACES; i++) {
            places[i] = i % 10 == 0 ? random.nextInt((int) bytes) : place(records, random);
        }
        atOnce(PLACES, i -> {
            final Path copy = copyOf(whole, i);
            final long at = places[i];
            final String what = "seed " + seed + ", cut at byte " + at;
            JournalFolder.truncate(JournalFolder.recordFile(copy), at);
            final JournalFolder.Reading reading = JournalFolder.read(copy);
            expectPrefix(reading, expected, what);
            final long wholeRecords = records.stream()
                    .filter(record -> record[0] + record[1] <= at)
                    .count();
            if (at > SegmentHeader.BYTES) {
                assertThat(reading.contents()).as(what).hasSize((int) wholeRecords);
            }
            if (i < WRITER_PLACES) {
                expectAWriterToRefuseOrGoOn(copy, format, reading, what);
            }
            JournalFolder.delete(copy);
        });
    }

    private static long place(List<long[]> records, Random random) {
        final long[] record = records.get(random.nextInt(records.size()));
        return record[0] + random.nextInt((int) record[1]);
    }

    @ParameterizedTest
    @EnumSource
    void aCutAtEveryByteOfOneRecordLosesThatRecordOnly(Journal.Format format) throws Exception {
        final Path whole = whole(format);
        final List<long[]> records = JournalFolder.records(JournalFolder.recordFile(whole));
        final int last = records.size() - 1;
        final long begin = records.get(last)[0] - Integer.BYTES;
        final long end = records.get(last)[0] + records.get(last)[1];
        atOnce((int) (end - begin), i -> {
            final long at = begin + i;
            final Path copy = copyOf(whole, i);
            final String what = "cut at byte " + at + " of " + begin + " to " + end;
            JournalFolder.truncate(JournalFolder.recordFile(copy), at);
            final JournalFolder.Reading reading = JournalFolder.read(copy);
            assertThat(reading.contents()).as(what).hasSize(last);
            assertThat(reading.damage()).as(what).isNull();
            expectAWriterToRefuseOrGoOn(copy, format, reading, what);
            JournalFolder.delete(copy);
        });
    }

    @ParameterizedTest
    @EnumSource
    void aZeroedLengthHidesNothingBehindIt(Journal.Format format) {
        final Path whole = whole(format);
        final List<long[]> records = JournalFolder.records(JournalFolder.recordFile(whole));
        final int hole = 20;
        JournalFolder.overwrite(
                JournalFolder.recordFile(whole), records.get(hole)[0] - Integer.BYTES, new byte[Integer.BYTES]);
        final JournalFolder.Reading reading = JournalFolder.read(whole);
        assertThat(reading.contents()).hasSize(hole);
        assertThat(reading.damage())
                .isInstanceOf(JournalDamaged.class)
                .hasMessageContaining("journal record 20 in " + JournalFolder.recordFile(whole))
                .hasMessageContaining("records behind it are whole");
        assertThatThrownBy(() -> Journal.open(JournalFolder.settings(whole, format)))
                .isInstanceOf(JournalDamaged.class);
    }

    /** Nothing behind the hole says that the hole had been on the disk: a power cut does this. */
    @ParameterizedTest
    @EnumSource
    void aHoleInWhatWasNeverSyncedIsCutAndCounted(Journal.Format format) {
        final Path whole = whole(format);
        final Path file = JournalFolder.recordFile(whole);
        final List<long[]> records = JournalFolder.records(file);
        final int hole = EVENTS - 7;
        final long[] place = records.get(hole);
        JournalFolder.overwrite(file, place[0], new byte[(int) place[1]]);
        final JournalFolder.Reading reading = JournalFolder.read(whole);
        assertThat(reading.contents()).hasSize(hole);
        assertThat(reading.damage()).isNull();
        assertThat(reading.cut().lostRecords()).isEqualTo(6);
        expectAWriterToRefuseOrGoOn(whole, format, reading, "hole at " + hole);
        assertThat(whole.resolve(JournalFiles.SET_ASIDE)).isNotEmptyDirectory();
    }

    /** Whoever changes a record and mends its checksum still breaks the chain at the next one. */
    @ParameterizedTest
    @EnumSource
    void anEditedRecordWithAMendedChecksumBreaksTheChain(Journal.Format format) {
        final Path whole = whole(format);
        final Path file = JournalFolder.recordFile(whole);
        final long[] place = JournalFolder.records(file).get(25);
        JournalFolder.edit(file, place, RecordLayout.CONTENT_AT + 10);
        final JournalFolder.Reading reading = JournalFolder.read(whole);
        assertThat(reading.contents()).hasSize(25);
        assertThat(reading.damage()).hasMessageContaining("its chained hash differs");
    }
}
