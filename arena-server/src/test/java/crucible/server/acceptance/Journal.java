package crucible.server.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import crucible.model.Bar;
import crucible.model.Gap;
import crucible.model.Provenance;
import crucible.model.Timeframe;
import crucible.runtime.event.ArenaEvent;
import crucible.runtime.event.EventCodec;
import crucible.runtime.event.EventKind;
import crucible.server.journal.JournalReader;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;

/** What a journal says, read by a reader of its own. */
final class Journal {
    private Journal() {}

    /** Shows every event, in order. */
    static void read(Path directory, Consumer<ArenaEvent> reader) {
        final ArenaEvent event = new ArenaEvent();
        try (JournalReader journal = new JournalReader(Rehearsal.journal(directory))) {
            while (journal.next(event)) {
                reader.accept(event);
            }
        }
    }

    /** Every event as the bytes that were journaled, written out in hexadecimal. */
    static List<String> bytes(Path directory) {
        final EventCodec codec = new EventCodec();
        final ByteBuffer buffer = ByteBuffer.allocate(1 << 16);
        final List<String> events = new ArrayList<>();
        read(directory, event -> {
            codec.write(event, buffer.clear());
            events.add(event.kind() + " "
                    + HexFormat.of().formatHex(buffer.array(), 0, buffer.flip().limit()));
        });
        return events;
    }

    /** All bars, in order. */
    static List<Bar> bars(Path directory) {
        final List<Bar> bars = new ArrayList<>();
        read(directory, event -> {
            if (event.kind() == EventKind.BAR) {
                bars.add(new Bar(
                        event.instrumentId(),
                        event.timeframe(),
                        event.openTimeMs(),
                        event.open(),
                        event.high(),
                        event.low(),
                        event.close(),
                        event.volumeBase(),
                        event.provenance()));
            }
        });
        return bars;
    }

    /** The rare events of one kind, in order. */
    static <T> List<Entry<T>> rare(Path directory, EventKind kind, Class<T> type) {
        final List<Entry<T>> events = new ArrayList<>();
        read(directory, event -> {
            if (event.kind() == kind) {
                events.add(new Entry<>(event.sequence(), event.payload(type)));
            }
        });
        return events;
    }

    /** Sequence and content of a rare event. */
    record Entry<T>(long sequence, T content) {}

    /** Sequences of all boundaries. */
    static List<Long> boundaries(Path directory) {
        final List<Long> sequences = new ArrayList<>();
        read(directory, event -> {
            if (event.kind() == EventKind.BOUNDARY) {
                sequences.add(event.sequence());
            }
        });
        return sequences;
    }

    /** In each series every open time from the first on is a bar or lies in a gap, and never both or twice. */
    static void everyBarIsThereOnceOrAGap(Path directory, int symbols) {
        final List<Bar> bars = bars(directory);
        final List<Entry<Gap>> gaps = rare(directory, EventKind.GAP, Gap.class);
        for (int symbol = 0; symbol < symbols; symbol++) {
            for (Timeframe timeframe : Timeframe.values()) {
                final int id = symbol;
                final Set<Long> seen = new HashSet<>();
                long first = Long.MAX_VALUE;
                long last = Long.MIN_VALUE;
                for (Bar bar : bars) {
                    if (bar.instrumentId() == id
                            && bar.timeframe() == timeframe
                            && bar.provenance() != Provenance.REVISED) {
                        assertThat(seen.add(bar.openTimeMs()))
                                .as("once: %s", bar)
                                .isTrue();
                        first = Math.min(first, bar.openTimeMs());
                        last = Math.max(last, bar.openTimeMs());
                    }
                }
                for (Entry<Gap> entry : gaps) {
                    final Gap gap = entry.content();
                    if (gap.instrumentId() == id && gap.timeframe() == timeframe) {
                        for (long open = gap.firstOpenTimeMs();
                                open <= gap.lastOpenTimeMs();
                                open += timeframe.intervalMs()) {
                            assertThat(seen.add(open)).as("once: %s", gap).isTrue();
                        }
                    }
                }
                assertThat(seen)
                        .as("bars and gaps of instrument %d, %s", id, timeframe)
                        .hasSize((int) ((last - first) / timeframe.intervalMs()) + 1);
            }
        }
    }
}
