package crucible.exchange;

import crucible.model.FeedSink;
import crucible.model.Mark;

/**
 * Thins the mark prices of one perpetual, in event time: at most one per interval and only on change, but always the last
 * one before each boundary of five minutes, with which bars close and funding is settled. Venues that tell changes only
 * leave out what is as it was. The outcome depends on the sequence of calls alone. Not for two threads at a time.
 */
public final class MarkConflation {
    /** Event time between two marks: how often the slowest stream tells one. */
    public static final long INTERVAL_MS = 3_000;

    private static final long BOUNDARY_MS = 300_000;
    private static final long NEVER = Long.MIN_VALUE / 2;

    private final FeedSink sink;
    private final int instrumentId;
    private long handedOnMs = NEVER;
    private Mark handedOn;
    private Mark heldBack;
    private long priceUsdE12;
    private long nextFundingTimeMs;

    /** Nothing has been handed on yet, so the first mark will be. */
    public MarkConflation(FeedSink sink, int instrumentId) {
        this.sink = sink;
        this.instrumentId = instrumentId;
    }

    /**
     * What a frame tells; 0 for a value that it leaves out. Times do not decrease within a connection: an older one is
     * left out.
     */
    public void onMark(long timeMs, long newPriceUsdE12, long newNextFundingTimeMs) {
        priceUsdE12 = newPriceUsdE12 > 0 ? newPriceUsdE12 : priceUsdE12;
        nextFundingTimeMs = newNextFundingTimeMs > 0 ? newNextFundingTimeMs : nextFundingTimeMs;
        if (priceUsdE12 == 0 || heldBack != null && timeMs < heldBack.timeMs() || timeMs < handedOnMs) {
            return;
        }
        if (heldBack != null && boundary(heldBack.timeMs()) < boundary(timeMs)) {
            handOn(heldBack);
        }
        heldBack = null;
        if (handedOn != null
                && handedOn.markPriceUsdE12() == priceUsdE12
                && handedOn.nextFundingTimeMs() == nextFundingTimeMs) {
            return;
        }
        final Mark mark = new Mark(instrumentId, timeMs, priceUsdE12, nextFundingTimeMs);
        if (timeMs - handedOnMs < INTERVAL_MS) {
            heldBack = mark;
        } else {
            handOn(mark);
        }
    }

    /** The connection shows event time {@code timeMs}. */
    public void onTime(long timeMs) {
        if (heldBack != null
                && (boundary(heldBack.timeMs()) < boundary(timeMs) || timeMs - handedOnMs >= INTERVAL_MS)) {
            handOn(heldBack);
        }
    }

    /** When the venue settles funding next as told last, 0 where it has not said. */
    public long nextFundingTimeMs() {
        return nextFundingTimeMs;
    }

    /** The connection is gone; what it held back is out of date, and what it told may be. */
    public void onDisconnected() {
        heldBack = null;
        priceUsdE12 = 0;
        nextFundingTimeMs = 0;
    }

    private static long boundary(long timeMs) {
        return Math.floorDiv(timeMs, BOUNDARY_MS);
    }

    private void handOn(Mark mark) {
        heldBack = null;
        handedOn = mark;
        handedOnMs = mark.timeMs();
        sink.onMark(mark);
    }
}
