package crucible.server.parity;

import crucible.research.lake.LakeDay;
import crucible.research.lake.LakeKind;
import crucible.research.lake.LakeReader;
import crucible.research.lake.RawLake;
import crucible.runtime.event.ArenaEvent;
import java.io.IOException;
import java.util.Arrays;
import java.util.List;

/** What the lake holds of a span, with a look at the event that comes next. One thread. */
final class LakeTape implements AutoCloseable {
    private final LakeReader reader;
    private final ArenaEvent event = new ArenaEvent();
    private boolean hasEvent;

    /** All kinds from {@code days}, from the event {@code fromSequence} on. */
    LakeTape(RawLake lake, List<LakeDay> days, long fromSequence) throws IOException {
        final List<LakeDay> wanted =
                days.stream().filter(day -> day.lastSequence() >= fromSequence).toList();
        reader = lake.read(wanted, Arrays.asList(LakeKind.values()));
        do {
            advance();
        } while (hasEvent && event.sequence() < fromSequence);
    }

    /** Whether the event that comes next lies before {@code sequence}. */
    boolean isBefore(long sequence) {
        return hasEvent && event.sequence() < sequence;
    }

    /** Whether the event that comes next is {@code sequence}. */
    boolean isAt(long sequence) {
        return hasEvent && event.sequence() == sequence;
    }

    /** The event that comes next; overwritten by {@link #advance}. */
    ArenaEvent event() {
        return event;
    }

    /** Goes on to the event behind. */
    void advance() throws IOException {
        hasEvent = reader.next(event);
    }

    @Override
    public void close() throws IOException {
        reader.close();
    }
}
