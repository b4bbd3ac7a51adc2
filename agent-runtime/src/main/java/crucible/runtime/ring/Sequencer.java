package crucible.runtime.ring;

import crucible.model.AgentCommand;
import crucible.model.Bar;
import crucible.model.Birth;
import crucible.model.FeedSink;
import crucible.model.FeedStatus;
import crucible.model.Funding;
import crucible.model.Gap;
import crucible.model.Genesis;
import crucible.model.Instrument;
import crucible.model.Mark;
import crucible.model.Provenance;
import crucible.model.Quote;
import crucible.model.Require;
import crucible.model.SnapshotReader;
import crucible.model.SnapshotWriter;
import crucible.model.Timeframe;
import crucible.model.VolatilityFit;
import crucible.runtime.event.ArenaEvent;
import crucible.runtime.event.EventKind;
import crucible.runtime.event.ListingChange;
import crucible.runtime.event.Listings;
import crucible.runtime.event.ModeChange;
import crucible.runtime.event.Quarantine;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;
import java.util.function.LongSupplier;

/**
 * The one place that claims slots and so makes the total order. Feeds, commands and births hand their requests in from
 * any thread, one at a time; a caller waits while the arena is behind. It keeps each bar exactly once and in order,
 * carries arena time (the running maximum of event times), declares boundaries, and publishes the outbox just before
 * each of them, after the boundary before has been judged.
 */
public final class Sequencer implements FeedSink {
    private final Slots slots;
    private final Outbox outbox;
    private final SequencerSettings settings;
    private final EventCourse course = new EventCourse();
    private final BoundaryClock clock = course.clock;
    private final LongSupplier monotonicNanos;
    private final SequencerCounters counters = new SequencerCounters();
    private final List<Instrument> instruments = new ArrayList<>();
    private boolean closed;
    private boolean finished;

    /** @param monotonicNanos stamps slots for latency metrics only; must not reach core state */
    public Sequencer(Slots slots, Outbox outbox, SequencerSettings settings, LongSupplier monotonicNanos) {
        this.slots = slots;
        this.outbox = outbox;
        this.settings = settings;
        this.monotonicNanos = monotonicNanos;
    }

    /** The first event of a journal; event time begins with the market's first bar. */
    public void genesis(Genesis genesis) {
        genesis(genesis, 0);
    }

    /** The first event of a journal; event time begins at {@code timeMs}, and founders are as old as that says. */
    public synchronized void genesis(Genesis genesis, long timeMs) {
        publish(EventKind.GENESIS, timeMs, genesis);
    }

    /** A birth that nobody bred: a founder or an operator's; returns the agent's id. */
    public synchronized int birth(Birth birth) {
        final Birth numbered = outbox.numbered(birth);
        publish(EventKind.BIRTH, course.arenaTimeMs(), numbered);
        return numbered.agentId();
    }

    /** An operator's order; returns its place in the total order. */
    public synchronized long command(AgentCommand command) {
        return publish(EventKind.COMMAND, course.arenaTimeMs(), command);
    }

    /** An instrument comes or goes; returns the change's place in the total order. */
    public synchronized long listing(ListingChange change) {
        final long sequence = publish(EventKind.LISTING, course.arenaTimeMs(), change);
        // The bars that were waited for may have been its own.
        closeBoundaryIfComplete();
        return sequence;
    }

    /** Instruments that operators took in or out, and since when, as of the event published last. */
    public synchronized List<Listings.Entry> listings() {
        return course.listings.list();
    }

    /** Trading stops, or goes on, unless that says nothing new; returns whether it did. */
    public synchronized boolean mode(ModeChange change) {
        if (closed || !course.stops.wouldChangeBy(change)) {
            return false;
        }
        publish(EventKind.MODE, course.arenaTimeMs(), change);
        return true;
    }

    /** Arena time as of the event published last. */
    public synchronized long arenaTimeMs() {
        return course.arenaTimeMs();
    }

    /** Takes out an agent whose books were found wrong at a start. */
    public synchronized void quarantine(Quarantine quarantine) {
        publish(EventKind.QUARANTINE, course.arenaTimeMs(), quarantine);
    }

    /** Publishes what was asked for at once, not with the next boundary: for who repeats an order that was recorded. */
    public synchronized void publishRequests() {
        drainOutbox();
        publishFits(clock.lastBoundaryMs());
    }

    /**
     * Moves event time to {@code timeMs} if nothing else has moved it for {@code idleMs}. Never called at an accelerated
     * venue.
     */
    public synchronized void tick(long timeMs, long idleMs) {
        if (!closed && timeMs - course.arenaTimeMs() >= idleMs) {
            closeBoundaryAfterGrace(timeMs);
            publish(EventKind.TICK, timeMs, null);
        }
    }

    @Override
    public synchronized void onInstrument(Instrument instrument) {
        if (!closed && isNews(instrument)) {
            clock.onInstrument(instrument.id());
            publish(EventKind.INSTRUMENT, course.arenaTimeMs(), instrument);
        }
    }

    /** A venue's rules are read again and again: only what differs in more than its time is an event. */
    private boolean isNews(Instrument instrument) {
        while (instruments.size() <= instrument.id()) {
            instruments.add(null);
        }
        final Instrument known = instruments.set(instrument.id(), instrument);
        return known == null || !known.saysTheSameAs(instrument);
    }

    @Override
    public synchronized void onFeedStatus(FeedStatus status) {
        if (!closed) {
            publish(EventKind.FEED, course.arenaTimeMs(), status);
        }
    }

    @Override
    public synchronized void onGap(Gap gap) {
        if (closed) {
            return;
        }
        requireKnown(gap.instrumentId(), gap.timeframe());
        final long closeMs = gap.lastOpenTimeMs() + gap.timeframe().intervalMs();
        final boolean isNew = clock.isNew(gap.instrumentId(), gap.timeframe(), closeMs);
        if (isNew) {
            closeOlderBoundary(closeMs);
        }
        publish(EventKind.GAP, course.arenaTimeMs(), gap);
        counters.gap(gap.bars());
        if (isNew) {
            closeBoundaryIfComplete();
        }
    }

    @Override
    public synchronized void onBar(Bar bar, long eventTimeMs) {
        if (closed) {
            return;
        }
        requireKnown(bar.instrumentId(), bar.timeframe());
        final long closeMs = bar.closeTimeMs();
        if (bar.provenance() == Provenance.REVISED) {
            publishBar(bar, Provenance.REVISED, eventTimeMs);
        } else if (!clock.isNew(bar.instrumentId(), bar.timeframe(), closeMs)) {
            counters.duplicate();
        } else {
            closeOlderBoundary(closeMs);
            final boolean late = bar.provenance() == Provenance.LIVE && closeMs <= clock.lastBoundaryMs();
            publishBar(bar, late ? Provenance.LATE : bar.provenance(), eventTimeMs);
            closeBoundaryIfComplete();
        }
    }

    @Override
    public synchronized void onQuote(Quote quote) {
        if (closed) {
            return;
        }
        closeBoundaryAfterGrace(quote.timeMs());
        if (closed) {
            return;
        }
        final ArenaEvent event = slots.claim().begin(EventKind.QUOTE, quote.timeMs());
        place(event.quote(quote));
        counters.quote();
    }

    @Override
    public synchronized void onMark(Mark mark) {
        if (closed) {
            return;
        }
        requireKnown(mark.instrumentId());
        closeBoundaryAfterGrace(mark.timeMs());
        if (closed) {
            return;
        }
        place(slots.claim()
                .begin(EventKind.MARK, mark.timeMs())
                .mark(mark.instrumentId(), mark.markPriceUsdE12(), mark.nextFundingTimeMs()));
        counters.mark();
    }

    @Override
    public synchronized void onFunding(Funding funding) {
        if (closed) {
            return;
        }
        requireKnown(funding.instrumentId());
        if (!course.fundings.isNew(funding)) {
            counters.duplicateFunding();
            return;
        }
        publish(EventKind.FUNDING, funding.fundingTimeMs(), funding);
        counters.funding();
    }

    @Override
    public synchronized OptionalLong lastFundingTimeMs(int instrumentId) {
        return course.fundings.lastMs(instrumentId);
    }

    @Override
    public synchronized OptionalLong lastCloseTimeMs(int instrumentId, Timeframe timeframe) {
        return clock.lastCloseMs(instrumentId, timeframe);
    }

    /** Accepts nothing more and takes the state digest once more, after everything published so far. */
    public synchronized void close() {
        closed = true;
        if (!finished) {
            finished = true;
            slots.awaitJudged();
            drainOutbox();
            final long lastMs = Math.max(0, clock.lastBoundaryMs());
            place(slots.claim().begin(EventKind.BOUNDARY, course.arenaTimeMs()).boundary(lastMs, 0, 0, true));
            slots.awaitJudged();
        }
    }

    /** Takes over where a recovered arena stands, before anything is published. */
    public synchronized void takeOver(ArenaCore recovered) {
        recovered.lanes().get(0).instruments().forEach(this::isNews);
        final SnapshotWriter copy = new SnapshotWriter();
        recovered.arbiter().course().visit(copy);
        course.visit(new SnapshotReader(copy.toBytes()));
    }

    /**
     * Goes on after a recovery, once the stages run: a boundary whose last bar was journaled, but not the boundary itself,
     * is published now.
     */
    public synchronized void resume() {
        closeBoundaryIfComplete();
    }

    /** What it has seen, for metrics; safe to read from any thread. */
    public SequencerCounters counters() {
        return counters;
    }

    /** Whether it has stopped accepting input. */
    public synchronized boolean isClosed() {
        return closed;
    }

    /** Not by {@link Require} alone, which would have its messages made for every bar. */
    private void requireKnown(int instrumentId, Timeframe timeframe) {
        requireKnown(instrumentId);
        if (!settings.timeframes().contains(timeframe)) {
            Require.that(false, "timeframe is one of " + settings.timeframes(), timeframe);
        }
    }

    private void requireKnown(int instrumentId) {
        if (!clock.knows(instrumentId)) {
            Require.that(false, "instrument was announced", instrumentId);
        }
    }

    private void publishBar(Bar bar, Provenance provenance, long eventTimeMs) {
        place(slots.claim().begin(EventKind.BAR, eventTimeMs).bar(bar, provenance));
        counters.bar(bar.timeframe(), provenance);
    }

    private long publish(EventKind kind, long eventTimeMs, Object payload) {
        return place(slots.claim().begin(kind, eventTimeMs).payload(payload));
    }

    private long place(ArenaEvent event) {
        final long sequence = course.nextSequence();
        event.place(sequence, Math.max(course.arenaTimeMs(), event.eventTimeMs()), monotonicNanos.getAsLong());
        course.observe(event);
        slots.publish();
        return sequence;
    }

    private void closeOlderBoundary(long closeMs) {
        if (clock.isPending() && clock.pendingMs() < closeMs) {
            closeBoundary();
        }
    }

    private void closeBoundaryIfComplete() {
        if (clock.isPending() && clock.isComplete()) {
            closeBoundary();
        }
    }

    private void closeBoundaryAfterGrace(long timeMs) {
        if (clock.isPending() && timeMs - clock.pendingMs() >= settings.boundaryGraceMs()) {
            closeBoundary();
        }
    }

    private void closeBoundary() {
        slots.awaitJudged();
        drainOutbox();
        final int missing = clock.missing();
        final long timeMs = clock.pendingMs();
        publishFits(timeMs);
        final boolean checkpoint = (course.boundaries() + 1) % settings.checkpointEveryBoundaries() == 0;
        place(slots.claim()
                .begin(EventKind.BOUNDARY, Math.max(course.arenaTimeMs(), timeMs))
                .boundary(timeMs, clock.dueTimeframes(settings.timeframes()), missing, checkpoint));
        counters.boundary(missing);
        counters.missingFundings(course.fundings.missing(course.arenaTimeMs()));
        if (course.boundaries() == settings.stopAfterBoundaries()) {
            closed = true;
        }
    }

    private void publishFits(long boundaryTimeMs) {
        // Not with an iterator, which would be made for every boundary.
        final List<VolatilityFit> fits = outbox.fits(boundaryTimeMs);
        for (int i = 0; i < fits.size(); i++) {
            publish(EventKind.VOLATILITY, course.arenaTimeMs(), fits.get(i));
        }
    }

    private void drainOutbox() {
        for (Outbox.Entry entry = outbox.poll(); entry != null; entry = outbox.poll()) {
            publish(entry.kind(), course.arenaTimeMs(), entry.content());
        }
    }

    /**
     * How the sequencer works.
     *
     * @param timeframes timeframes that the arena trades
     * @param boundaryGraceMs how long, in event time, a boundary waits for missing bars
     * @param checkpointEveryBoundaries how often the state digest is taken
     * @param stopAfterBoundaries accepts nothing after this many boundaries; {@link Long#MAX_VALUE} for never
     */
    public record SequencerSettings(
            List<Timeframe> timeframes, long boundaryGraceMs, int checkpointEveryBoundaries, long stopAfterBoundaries) {
        public SequencerSettings {
            timeframes = List.copyOf(timeframes);
            Require.that(!timeframes.isEmpty(), "at least one timeframe", timeframes);
            Require.positive("boundaryGraceMs", boundaryGraceMs);
            Require.positive("checkpointEveryBoundaries", (long) checkpointEveryBoundaries);
            Require.positive("stopAfterBoundaries", stopAfterBoundaries);
        }
    }
}
