package crucible.runtime.ring;

import crucible.model.Birth;
import crucible.model.Exposure;
import crucible.model.RequestSink;
import crucible.model.StateForm;
import crucible.model.StateHolder;
import crucible.model.StateSink;
import crucible.model.TrialCount;
import crucible.model.Verdict;
import crucible.model.VolatilityFit;
import crucible.model.VolatilityFits;
import crucible.runtime.event.EventKind;
import crucible.runtime.event.Quarantine;
import crucible.runtime.event.StoredForms;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;

/**
 * What the arbiter asked for at the last boundary, in order. Written by the arbiter, drained by the sequencer just before
 * the next boundary; while a journal is replayed each entry is compared with the journaled event instead.
 */
public final class Outbox implements RequestSink, StateHolder {
    private final ArrayDeque<Entry> entries = new ArrayDeque<>();
    private final VolatilityFits fits;
    private int nextAgentId;

    /** @param fits hands in fits of volatilities at its own time; on replay they are taken from the journal as they are */
    Outbox(VolatilityFits fits) {
        this.fits = fits;
    }

    /** One request: the kind of event it becomes and its content. */
    record Entry(EventKind kind, Object content) {
        static final StateForm<Entry> FORM = form(StoredForms.TRIALS);
        /** Of snapshots of version 1. */
        static final StateForm<Entry> FORM_1 = form(StoredForms.TRIALS_1);

        private static StateForm<Entry> form(StateForm<TrialCount> trials) {
            return new StateForm<>() {
                @Override
                public void show(Entry value, StateSink sink) {
                    sink.field("kind", EventKind.class, value.kind);
                    switch (value.kind) {
                        case VERDICT -> sink.field("verdict", StoredForms.VERDICT, (Verdict) value.content);
                        case BIRTH -> sink.field("birth", StoredForms.BIRTH, (Birth) value.content);
                        case TRIALS -> sink.field("trials", trials, (TrialCount) value.content);
                        case EXPOSURE -> sink.field("exposure", StoredForms.EXPOSURE, (Exposure) value.content);
                        default -> sink.field("quarantine", StoredForms.QUARANTINE, (Quarantine) value.content);
                    }
                }

                @Override
                public Entry read(StateSink sink) {
                    final EventKind kind = sink.field("kind", EventKind.class, null);
                    return new Entry(
                            kind,
                            switch (kind) {
                                case VERDICT -> sink.field("verdict", StoredForms.VERDICT, null);
                                case BIRTH -> sink.field("birth", StoredForms.BIRTH, null);
                                case TRIALS -> sink.field("trials", trials, null);
                                case EXPOSURE -> sink.field("exposure", StoredForms.EXPOSURE, null);
                                default -> sink.field("quarantine", StoredForms.QUARANTINE, null);
                            });
                }
            };
        }
    }

    /** Fits that are to hold from the boundary that is published next. */
    List<VolatilityFit> fits(long boundaryTimeMs) {
        return fits.take(boundaryTimeMs);
    }

    @Override
    public synchronized void verdict(Verdict verdict) {
        entries.add(new Entry(EventKind.VERDICT, verdict));
    }

    @Override
    public synchronized void trials(TrialCount count) {
        entries.add(new Entry(EventKind.TRIALS, count));
    }

    /** Asks for the totals over all agents to hold. */
    synchronized void exposure(Exposure counted) {
        entries.add(new Entry(EventKind.EXPOSURE, counted));
    }

    @Override
    public synchronized void birth(Birth birth) {
        entries.add(new Entry(EventKind.BIRTH, birth));
    }

    /** Asks for an agent to be taken out. */
    public synchronized void quarantine(Quarantine quarantine) {
        entries.add(new Entry(EventKind.QUARANTINE, quarantine));
    }

    /** The oldest request, taken out; null if there is none. A birth gets the next free agent id. */
    synchronized Entry poll() {
        final Entry entry = entries.poll();
        if (entry != null && entry.kind() == EventKind.BIRTH) {
            return new Entry(EventKind.BIRTH, numbered((Birth) entry.content()));
        }
        return entry;
    }

    /** The same birth under the next free agent id. */
    synchronized Birth numbered(Birth birth) {
        return birth.withAgentId(nextAgentId++);
    }

    /**
     * A request that was journaled is seen on replay: the outbox must hold the same one at its head.
     *
     * @throws IllegalStateException where the replay would have decided otherwise; names both
     */
    synchronized void confirm(EventKind kind, Object journaled) {
        final Object expected;
        if (entries.isEmpty()) {
            expected = "nothing";
        } else {
            expected = poll().content();
        }
        if (!expected.equals(journaled) && !tellsMoreThan(expected, journaled)) {
            throw new IllegalStateException("replay differs from the journal: it asks for " + expected
                    + ", but the journal has " + kind + " " + journaled);
        }
    }

    /**
     * Whether both are the same verdict, but for numbers of the card that the software that wrote the journal did not
     * know yet. What it told must be the same.
     */
    private static boolean tellsMoreThan(Object expected, Object journaled) {
        if (!(expected instanceof Verdict now && journaled instanceof Verdict then)) {
            return false;
        }
        final List<Verdict.Input> known = new ArrayList<>(now.inputs());
        known.retainAll(then.inputs());
        return now.with(known).equals(then);
    }

    /** A quarantine was journaled; a failure such as a lack of memory need not repeat on replay, so it may be absent. */
    synchronized void confirmQuarantine(Object journaled) {
        entries.removeIf(entry -> entry.content().equals(journaled));
    }

    /** An operator's or founder's birth was journaled: its id is taken. */
    synchronized void bornOutside(int agentId) {
        nextAgentId = Math.max(nextAgentId, agentId + 1);
    }

    /** The next free id follows from who was born; a number given away is no state before its birth is an event. */
    @Override
    public synchronized void visit(StateSink sink) {
        final int version = sink.begin("outbox", 2);
        sink.each("entries", version == 1 ? Entry.FORM_1 : Entry.FORM, entries, entries::add);
        sink.end();
    }
}
