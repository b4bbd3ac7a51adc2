package crucible.research.lake;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import crucible.runtime.event.ArenaEvent;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RawLakeTest {
    private static final int DAYS = 3;
    private static final LocalDate FIRST = LocalDate.parse("2026-01-01");

    @TempDir
    private Path folder;

    /** Appends what is not there yet and completes every day behind which an event lies. */
    private static void fill(RawLake lake, List<byte[]> events) throws IOException {
        try (LakeWriter writer = LakeWriter.open(lake)) {
            final ArenaEvent event = new ArenaEvent();
            for (byte[] bytes : events.subList((int) writer.nextSequence(), events.size())) {
                RecordedDays.read(bytes, event);
                if (writer.isOfLaterDay(event)) {
                    writer.complete("hash of " + event.sequence());
                }
                writer.append(event);
            }
        }
    }

    private static List<byte[]> read(RawLake lake) throws IOException {
        final List<byte[]> events = new ArrayList<>();
        try (LakeReader reader = lake.read(lake.days(), Arrays.asList(LakeKind.values()))) {
            final ArenaEvent event = new ArenaEvent();
            while (reader.next(event)) {
                events.add(RecordedDays.bytes(event));
            }
        }
        return events;
    }

    private static List<byte[]> kept(List<byte[]> events, long before) {
        final ArenaEvent event = new ArenaEvent();
        return events.stream()
                .filter(bytes ->
                        LakeKind.of(RecordedDays.read(bytes, event).kind()).isPresent() && event.sequence() < before)
                .toList();
    }

    private static List<Path> files(Path folder) throws IOException {
        try (Stream<Path> all = Files.walk(folder)) {
            return all.filter(Files::isRegularFile)
                    .filter(file -> !file.endsWith("writer.lock"))
                    .sorted()
                    .toList();
        }
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2})
    void everyEventComesBackBitByBitInTheTotalOrder(long seed) throws IOException {
        final List<byte[]> events = RecordedDays.of(seed, DAYS);
        final RawLake lake = new RawLake(folder.resolve("raw"));
        fill(lake, events);
        assertThat(lake.days()).extracting(LakeDay::date).containsExactly(FIRST, FIRST.plusDays(1), FIRST.plusDays(2));
        final long end = lake.days().get(2).lastSequence() + 1;
        assertThat(lake.days().get(2).nextHash()).isEqualTo("hash of " + end);
        final List<byte[]> read = read(lake);
        assertThat(read).as("seed %d", seed).containsExactlyElementsOf(kept(events, end));
        assertThat(lake.verify(lake.days())).isEmpty();
        assertThat(folder.resolve("raw/bars/venue=venue/symbol=BTC%2FUSD%20two/day=2026-01-02/bars.parquet"))
                .exists();
    }

    @Test
    void kindsAreReadAloneAndDaysThatAreCompleteAreLeftAsTheyAre() throws IOException {
        final List<byte[]> events = RecordedDays.of(3, DAYS);
        final RawLake lake = new RawLake(folder);
        fill(lake, events.subList(0, events.size() / 2));
        final List<Path> before = files(folder);
        assertThat(lake.days()).extracting(LakeDay::date).containsExactly(FIRST);
        final long madeMs = Files.getLastModifiedTime(before.get(0)).toMillis();
        fill(lake, events);
        fill(lake, events);
        assertThat(lake.days()).hasSize(DAYS);
        assertThat(files(folder)).containsAll(before);
        assertThat(Files.getLastModifiedTime(before.get(0)).toMillis()).isEqualTo(madeMs);
        try (LakeReader reader = lake.read(lake.days().subList(1, 2), List.of(LakeKind.BARS))) {
            final ArenaEvent event = new ArenaEvent();
            int bars = 0;
            while (reader.next(event)) {
                bars++;
                assertThat(event.arenaTimeMs() / 86_400_000L).isEqualTo(RecordedDays.BEGIN_MS / 86_400_000L + 1);
            }
            assertThat(bars).isEqualTo(24 * 4);
        }
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void whicheverWriteFailsNoPartialFileHasANameAndTheNextWriterEndsTheSame(boolean half) throws IOException {
        final List<byte[]> events = RecordedDays.of(4, 1);
        final RawLake whole = new RawLake(folder.resolve("whole"));
        final FailingLakeFiles none = new FailingLakeFiles(Integer.MAX_VALUE, false);
        fill(new RawLake(whole.folder(), none), events);
        final List<byte[]> expected = read(whole);
        final List<LakeDay> days = whole.days();
        assertThat(none.changes()).isGreaterThan(50);
        for (int failAt = 1; failAt <= none.changes(); failAt += half ? 3 : 1) {
            final Path at = folder.resolve("at-" + failAt);
            final RawLake lake = new RawLake(at, new FailingLakeFiles(Integer.MAX_VALUE, false));
            final RawLake failing = new RawLake(at, new FailingLakeFiles(failAt, half));
            assertThatThrownBy(() -> fill(failing, events)).hasMessageContaining("no space left");
            for (Path file : files(at)) {
                final Path path = at.relativize(file);
                assertThat(path.startsWith(".unfinished")
                                || Files.mismatch(file, whole.folder().resolve(path)) < 0)
                        .as("change %d fails: %s is whole or unfinished", failAt, path)
                        .isTrue();
            }
            assertThat(lake.days())
                    .as("change %d fails", failAt)
                    .isEqualTo(days.subList(0, lake.days().size()));
            fill(lake, events);
            assertThat(lake.days()).as("change %d fails", failAt).isEqualTo(days);
            assertThat(files(at).stream().map(at::relativize))
                    .as("nothing is left over")
                    .containsExactlyElementsOf(files(whole.folder()).stream()
                            .map(whole.folder()::relativize)
                            .toList());
        }
        final RawLake last = new RawLake(folder.resolve("at-" + (half ? 1 : none.changes())));
        assertThat(read(last)).containsExactlyElementsOf(expected);
    }

    @Test
    void aFileThatIsAlteredOrLostIsNamed() throws IOException {
        final RawLake lake = new RawLake(folder);
        fill(lake, RecordedDays.of(5, 1));
        final LakeDay day = lake.days().get(0);
        final Path bars = lake.file(day.files().stream()
                .filter(part -> part.kind() == LakeKind.BARS)
                .findFirst()
                .orElseThrow());
        final byte[] original = Files.readAllBytes(bars);
        final byte[] flipped = original.clone();
        flipped[original.length / 3] ^= 4;
        Files.write(bars, flipped);
        assertThat(lake.verify(List.of(day))).singleElement().asString().contains("symbol=BTC", "bars.parquet");
        Files.write(bars, Arrays.copyOf(original, original.length / 2));
        assertThat(lake.verify(List.of(day))).singleElement().asString().contains("cannot be read");
        Files.delete(bars);
        assertThat(lake.verify(List.of(day))).singleElement().asString().contains("is missing");
    }

    @Test
    void aManifestThatIsAlteredIsRefused() throws IOException {
        final RawLake lake = new RawLake(folder);
        fill(lake, RecordedDays.of(6, 2));
        final Path manifest = lake.manifest(FIRST);
        final String text = Files.readString(manifest);
        Files.writeString(manifest, text.replaceFirst("day\t2026-01-01\t0", "day\t2026-01-01\t1"));
        assertThatThrownBy(lake::days).isInstanceOf(LakeDamaged.class).hasMessageContaining("its digest does not fit");
        Files.writeString(manifest, text.substring(0, text.length() / 2));
        assertThatThrownBy(lake::days).isInstanceOf(LakeDamaged.class).hasMessageContaining("cut");
        Files.delete(manifest);
        assertThat(lake.days()).hasSize(1);
        Files.move(lake.manifest(FIRST.plusDays(1)), manifest);
        assertThatThrownBy(lake::days).isInstanceOf(LakeDamaged.class).hasMessageContaining("is the one of 2026-01-02");
    }

    @Test
    void twoWritersAreOneTooMany() throws IOException {
        final RawLake lake = new RawLake(folder);
        try (LakeWriter first = LakeWriter.open(lake)) {
            assertThat(first.nextSequence()).isZero();
            assertThatThrownBy(() -> LakeWriter.open(lake)).hasMessageContaining("is being written");
        }
        LakeWriter.open(lake).close();
    }

    @Test
    void anEventOutOfOrderIsRefused() throws IOException {
        final List<byte[]> events = RecordedDays.of(1, 1);
        try (LakeWriter writer = LakeWriter.open(new RawLake(folder))) {
            writer.append(RecordedDays.read(events.get(4), new ArenaEvent()));
            final ArenaEvent event = RecordedDays.read(events.get(6), new ArenaEvent());
            assertThatThrownBy(() -> writer.append(event)).hasMessageContaining("the next event is 5");
        }
    }
}
