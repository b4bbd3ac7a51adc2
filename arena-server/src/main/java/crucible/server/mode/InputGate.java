package crucible.server.mode;

import crucible.model.Bar;
import crucible.model.FeedSink;
import crucible.model.FeedStatus;
import crucible.model.Funding;
import crucible.model.Gap;
import crucible.model.Instrument;
import crucible.model.Mark;
import crucible.model.Quote;
import crucible.model.Timeframe;
import java.util.OptionalLong;

/**
 * Stands between the feeds and the arena. While it is held, whoever hands something in waits, which holds the socket back:
 * nothing is dropped, and what the venue does not keep is fetched again as after an outage. Once shut, it takes nothing any
 * more. Thread-safe.
 */
public final class InputGate implements FeedSink {
    private final FeedSink arena;
    private boolean held;
    private boolean shut;
    private volatile boolean open;

    InputGate(FeedSink arena, boolean held) {
        this.arena = arena;
        this.held = held;
        this.open = !held;
    }

    synchronized void hold(boolean newHeld) {
        held = newHeld;
        open = !held && !shut;
        notifyAll();
    }

    /** From now on everything that is handed in is left to the next start. */
    public synchronized void shut() {
        shut = true;
        open = false;
        notifyAll();
    }

    /** Waits until input is taken; false where it no longer is. */
    private boolean passes() {
        return open || isOpenAtLast();
    }

    private synchronized boolean isOpenAtLast() {
        while (held && !shut) {
            try {
                wait();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new IllegalStateException("interrupted while input is held", e);
            }
        }
        return !shut;
    }

    @Override
    public void onBar(Bar bar, long eventTimeMs) {
        if (passes()) {
            arena.onBar(bar, eventTimeMs);
        }
    }

    @Override
    public void onQuote(Quote quote) {
        if (passes()) {
            arena.onQuote(quote);
        }
    }

    @Override
    public void onMark(Mark mark) {
        if (passes()) {
            arena.onMark(mark);
        }
    }

    @Override
    public void onFunding(Funding funding) {
        if (passes()) {
            arena.onFunding(funding);
        }
    }

    @Override
    public OptionalLong lastFundingTimeMs(int instrumentId) {
        return arena.lastFundingTimeMs(instrumentId);
    }

    @Override
    public void onGap(Gap gap) {
        if (passes()) {
            arena.onGap(gap);
        }
    }

    @Override
    public void onFeedStatus(FeedStatus status) {
        if (passes()) {
            arena.onFeedStatus(status);
        }
    }

    @Override
    public void onInstrument(Instrument instrument) {
        if (passes()) {
            arena.onInstrument(instrument);
        }
    }

    @Override
    public OptionalLong lastCloseTimeMs(int instrumentId, Timeframe timeframe) {
        return arena.lastCloseTimeMs(instrumentId, timeframe);
    }
}
