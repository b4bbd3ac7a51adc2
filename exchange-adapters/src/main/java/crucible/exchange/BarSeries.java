package crucible.exchange;

import crucible.model.Bar;
import crucible.model.FeedSink;
import crucible.model.Gap;
import crucible.model.Provenance;
import crucible.model.Timeframe;
import java.util.Optional;

/**
 * Hands on the closed bars of one instrument and timeframe: each once, in order of time. A hole becomes a gap event, a
 * later bar with other values a revision, a repetition is counted. Belongs to one feed; not for two threads at a time.
 */
public final class BarSeries {
    /** How many published bars are remembered to tell a repetition from a revision. */
    public static final int REMEMBERED = 64;

    private static final long NOT_STARTED = Long.MIN_VALUE;

    private final int instrumentId;
    private final Timeframe timeframe;
    private final FeedSink sink;
    private final FeedCounters counters;
    private final Bar[] published = new Bar[REMEMBERED];
    private long nextOpenTimeMs = NOT_STARTED;

    /** A series that begins with the first bar offered. */
    public BarSeries(int instrumentId, Timeframe timeframe, FeedSink sink, FeedCounters counters) {
        this.instrumentId = instrumentId;
        this.timeframe = timeframe;
        this.sink = sink;
        this.counters = counters;
    }

    /** The interval. */
    public Timeframe timeframe() {
        return timeframe;
    }

    /** Whether it is known which bar comes next. */
    public boolean isStarted() {
        return nextOpenTimeMs != NOT_STARTED;
    }

    /** Open time of the next bar to publish; meaningless before the start. */
    public long nextOpenTimeMs() {
        return nextOpenTimeMs;
    }

    /** The newest published bar, where it is remembered. */
    public Optional<Bar> newest() {
        if (!isStarted()) {
            return Optional.empty();
        }
        final Bar known = published[slot(nextOpenTimeMs - timeframe.intervalMs())];
        return known != null && known.closeTimeMs() == nextOpenTimeMs ? Optional.of(known) : Optional.empty();
    }

    /** Begins with the bar that opens at {@code openTimeMs}, where nothing has been offered yet. */
    public void startAt(long openTimeMs) {
        if (!isStarted()) {
            nextOpenTimeMs = openTimeMs;
        }
    }

    /** Hands a bar on where it is new. A hole before it becomes a gap for {@code gapReason}: repair before. */
    public void offer(Bar bar, long eventTimeMs, String gapReason) {
        startAt(bar.openTimeMs());
        if (bar.openTimeMs() < nextOpenTimeMs) {
            offerAgain(bar, eventTimeMs);
            return;
        }
        skipTo(bar.openTimeMs(), gapReason);
        nextOpenTimeMs = bar.closeTimeMs();
        remember(bar);
        sink.onBar(bar, eventTimeMs);
        if (bar.provenance() == Provenance.REPAIRED) {
            counters.onRepairedBar();
        }
    }

    /** Declares the bars before {@code openTimeMs} that have not been published a gap. */
    public void skipTo(long openTimeMs, String gapReason) {
        if (isStarted() && nextOpenTimeMs < openTimeMs) {
            final long first = nextOpenTimeMs;
            nextOpenTimeMs = openTimeMs;
            sink.onGap(new Gap(instrumentId, timeframe, first, openTimeMs - timeframe.intervalMs(), gapReason));
        }
    }

    private void offerAgain(Bar bar, long eventTimeMs) {
        final Bar known = published[slot(bar.openTimeMs())];
        if (known == null || known.openTimeMs() != bar.openTimeMs() || known.sameValues(bar)) {
            counters.onDuplicateBar();
            return;
        }
        final Bar revised = bar.withProvenance(Provenance.REVISED);
        remember(revised);
        counters.onRevisedBar();
        sink.onBar(revised, eventTimeMs);
    }

    private void remember(Bar bar) {
        published[slot(bar.openTimeMs())] = bar;
    }

    private int slot(long openTimeMs) {
        return (int) Math.floorMod(openTimeMs / timeframe.intervalMs(), (long) REMEMBERED);
    }
}
