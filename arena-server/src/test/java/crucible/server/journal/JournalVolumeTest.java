package crucible.server.journal;

import static org.assertj.core.api.Assertions.assertThat;

import crucible.model.Bar;
import crucible.model.Provenance;
import crucible.model.Quote;
import crucible.model.Timeframe;
import crucible.runtime.event.ArenaEvent;
import crucible.runtime.event.EventKind;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The sizes that the doctor counts with are those of compressed files with content as a market has it. */
class JournalVolumeTest {
    private static final int RECORDS = 40_000;
    private static final long START_MS = 1_700_006_400_000L;

    @TempDir
    private Path directory;

    private double packedBytesPerRecord(EventMaker maker) throws IOException {
        final JournalSettings settings =
                new JournalSettings(directory, Journal.Format.SEGMENTS, Journal.Fsync.NEVER, 1 << 30, 0);
        final Random random = new Random(4);
        final long[] ticks = {6_000_000, 300_000};
        final ArenaEvent event = new ArenaEvent();
        try (Journal journal = Journal.open(settings)) {
            for (int i = 0; i < RECORDS; i++) {
                final long timeMs = START_MS + i * 500L + random.nextInt(200);
                ticks[i % 2] += Math.round(20 * random.nextGaussian());
                maker.make(event, i % 2, timeMs, ticks[i % 2], random);
                journal.onEvent(event.place(i, timeMs, 0));
            }
            final long nextDayMs = START_MS + 86_400_000L;
            journal.onEvent(event.begin(EventKind.TICK, nextDayMs).place(RECORDS, nextDayMs, 0));
        }
        try (Stream<Path> files = Files.list(directory)) {
            final Path packed = files.filter(JournalFiles::isPacked).findFirst().orElseThrow();
            return (double) Files.size(packed) / RECORDS;
        }
    }

    private interface EventMaker {
        void make(ArenaEvent event, int instrument, long timeMs, long ticks, Random random);
    }

    private static double size(Random random) {
        return random.nextInt(1_000_000) / 100_000.0;
    }

    @Test
    void aQuoteTakesNoMoreThanIsCounted() throws IOException {
        final double bytes =
                packedBytesPerRecord((event, instrument, timeMs, ticks, random) -> event.begin(EventKind.QUOTE, timeMs)
                        .quote(new Quote(instrument, timeMs, ticks, ticks + 1, size(random), size(random))));
        System.out.println("bytes of a compressed quote: " + bytes);
        assertThat(bytes).isBetween(0.8 * JournalVolume.PACKED_QUOTE_BYTES, 1.0 * JournalVolume.PACKED_QUOTE_BYTES);
    }

    @Test
    void aBarTakesNoMoreThanIsCounted() throws IOException {
        final double bytes = packedBytesPerRecord((event, instrument, timeMs, ticks, random) -> {
            final double open = ticks / 100.0;
            final Bar bar = new Bar(
                    instrument,
                    Timeframe.M5,
                    Timeframe.M5.openTimeOf(timeMs),
                    open,
                    (ticks + random.nextInt(5_000)) / 100.0,
                    (ticks - random.nextInt(5_000)) / 100.0,
                    open,
                    size(random) * 37,
                    Provenance.LIVE);
            event.begin(EventKind.BAR, timeMs).bar(bar, Provenance.LIVE);
        });
        System.out.println("bytes of a compressed bar: " + bytes);
        assertThat(bytes).isBetween(0.8 * JournalVolume.PACKED_BAR_BYTES, 1.0 * JournalVolume.PACKED_BAR_BYTES);
    }

    @Test
    void theDefaultServerStaysBelowTwentyFiveMegabytesADay() {
        assertThat(JournalVolume.packedBytesPerDay(2, 1_000, List.of(Timeframe.M5)))
                .isLessThan(25_000_000L);
    }
}
