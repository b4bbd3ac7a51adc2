package crucible.exchange;

import crucible.model.FeedSink;
import crucible.model.Quote;

/**
 * Thins the quotes of one instrument, in event time: at most one per interval and only on change, but always the first
 * at or after a bar's close plus the latency, because orders fill on it. What an interval held back is handed on, with
 * its own time, as soon as a later event shows that the interval is over. The outcome depends on the sequence of calls
 * alone. Not for two threads at a time.
 */
public final class QuoteConflation {
    private static final long NEVER = Long.MIN_VALUE / 2;

    private final FeedSink sink;
    private final int instrumentId;
    private final long intervalMs;
    private final long latencyMs;

    private long handedOnMs = NEVER;
    private long bidTicks;
    private long askTicks;
    private double bidSizeBase;
    private double askSizeBase;
    private boolean owed;
    private long owedFromMs;
    private Quote heldBack;

    /** Nothing has been handed on yet, so the first quote will be. */
    public QuoteConflation(FeedSink sink, int instrumentId, long intervalMs, long latencyMs) {
        this.sink = sink;
        this.instrumentId = instrumentId;
        this.intervalMs = intervalMs;
        this.latencyMs = latencyMs;
    }

    /** A bar of the instrument was published: the first quote from its close plus the latency on is owed. */
    public void onBarClosed(long closeTimeMs) {
        final long fromMs = closeTimeMs + latencyMs;
        if (fromMs > owedFromMs) {
            owedFromMs = fromMs;
            owed = true;
        }
    }

    /** A checked quote: 0 &lt; bid &lt; ask. Times do not decrease within a connection. */
    public void onQuote(long timeMs, long bid, long ask, double bidSize, double askSize) {
        final boolean changed = bid != bidTicks || ask != askTicks || bidSize != bidSizeBase || askSize != askSizeBase;
        heldBack = null;
        if (owed && timeMs >= owedFromMs) {
            owed = false;
        } else if (!changed) {
            return;
        } else if (timeMs - handedOnMs < intervalMs) {
            heldBack = new Quote(instrumentId, timeMs, bid, ask, bidSize, askSize);
            return;
        }
        handOn(new Quote(instrumentId, timeMs, bid, ask, bidSize, askSize), timeMs);
    }

    /** The connection shows event time {@code timeMs}. */
    public void onTime(long timeMs) {
        if (heldBack != null && timeMs - handedOnMs >= intervalMs) {
            handOn(heldBack, timeMs);
        }
    }

    /** The connection is gone; what it held back is out of date. */
    public void onDisconnected() {
        heldBack = null;
    }

    private void handOn(Quote quote, long nowMs) {
        heldBack = null;
        handedOnMs = nowMs;
        bidTicks = quote.bidTicks();
        askTicks = quote.askTicks();
        bidSizeBase = quote.bidSizeBase();
        askSizeBase = quote.askSizeBase();
        sink.onQuote(quote);
    }
}
