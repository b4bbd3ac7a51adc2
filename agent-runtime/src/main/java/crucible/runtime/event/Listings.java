package crucible.runtime.event;

import crucible.model.StateForm;
import crucible.model.StateHolder;
import crucible.model.StateSink;
import java.util.ArrayList;
import java.util.List;

/** The newest change to each instrument that an operator took in or out, as a function of the events. One thread. */
public final class Listings implements StateHolder {
    private final List<Entry> entries = new ArrayList<>();

    /**
     * A change that holds.
     *
     * @param timeMs arena time from which it does
     */
    public record Entry(ListingChange change, long timeMs) {
        private static final StateForm<Entry> FORM = new StateForm<>() {
            @Override
            public void show(Entry value, StateSink sink) {
                sink.field("change", StoredForms.LISTING, value.change);
                sink.field("timeMs", value.timeMs);
            }

            @Override
            public Entry read(StateSink sink) {
                return new Entry(sink.field("change", StoredForms.LISTING, null), sink.field("timeMs", 0L));
            }
        };
    }

    /** Takes one change, in order. */
    public void apply(ListingChange change, long timeMs) {
        entries.removeIf(entry -> entry.change.instrumentId() == change.instrumentId());
        entries.add(new Entry(change, timeMs));
    }

    /** What holds, the oldest change first. */
    public List<Entry> list() {
        return List.copyOf(entries);
    }

    /** Whether nobody has changed anything. */
    public boolean isEmpty() {
        return entries.isEmpty();
    }

    @Override
    public void visit(StateSink sink) {
        sink.begin("listings", 1);
        sink.each("changes", Entry.FORM, entries, entries::add);
        sink.end();
    }
}
