package crucible.exchange.feed;

import crucible.exchange.BarSeries;

/** One series and what its stream and its repairs have shown so far. */
final class BarStream {
    /** Event time after which REST is asked a second time for the same hole: right after a close it may lag behind. */
    private static final long SECOND_ASK_MS = 10_000;

    private static final int ASKS = 2;

    private final BarSeries bars;
    private boolean streamed;
    private boolean streamedHere;
    private long formingOpenMs = Long.MIN_VALUE;
    private long askedUntilMs = Long.MIN_VALUE;
    private long askedAtMs;
    private int asks;

    BarStream(BarSeries bars) {
        this.bars = bars;
    }

    BarSeries bars() {
        return bars;
    }

    /** Whether the stream has shown a candle of the series, on any connection. */
    boolean isStreamed() {
        return streamed;
    }

    /** Whether the present connection has shown one. */
    boolean isStreamedHere() {
        return streamedHere;
    }

    /** A new connection has shown nothing yet. */
    void onOpen() {
        streamedHere = false;
    }

    /** The stream has shown a candle. */
    void onStreamed(long openTimeMs) {
        streamed = true;
        streamedHere = true;
        formingOpenMs = Math.max(formingOpenMs, openTimeMs);
    }

    /** Whether the stream has shown the candle that opens then, or a later one. */
    boolean hasStreamed(long openTimeMs) {
        return formingOpenMs >= openTimeMs;
    }

    /** Whether REST may be asked for what lies before {@code untilMs}: at once, and once more later. Remembers it. */
    boolean mayAsk(long untilMs, long eventTimeMs) {
        if (untilMs > askedUntilMs) {
            askedUntilMs = untilMs;
            asks = 0;
        } else if (asks >= ASKS || eventTimeMs - askedAtMs < SECOND_ASK_MS) {
            return false;
        }
        asks++;
        askedAtMs = eventTimeMs;
        return true;
    }

    /** Event time from which the series is overdue if its next bar has not come {@code graceMs} after its end. */
    long overdueAtMs(long graceMs) {
        if (!bars.isStarted()) {
            return Long.MAX_VALUE;
        }
        return bars.nextOpenTimeMs() + bars.timeframe().intervalMs() + graceMs;
    }

    /** Event time at which to look again whether the series is overdue, later than {@code nowMs}. */
    long nextLookMs(long nowMs, long graceMs) {
        if (!bars.isStarted()) {
            return nowMs + bars.timeframe().intervalMs();
        }
        final long overdueMs = overdueAtMs(graceMs);
        if (overdueMs > nowMs) {
            return overdueMs;
        }
        final long nextCloseMs =
                bars.timeframe().openTimeOf(nowMs - graceMs) + bars.timeframe().intervalMs() + graceMs;
        return asks < ASKS ? Math.min(nextCloseMs, askedAtMs + SECOND_ASK_MS) : nextCloseMs;
    }
}
