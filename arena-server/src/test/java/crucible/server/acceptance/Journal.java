package crucible.server.acceptance;

import crucible.model.Bar;
import crucible.runtime.event.ArenaEvent;
import crucible.runtime.event.EventCodec;
import crucible.runtime.event.EventKind;
import crucible.server.journal.JournalReader;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
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
}
