package crucible.exchange.feed;

import crucible.exchange.BarSeries;

/** One series and what its stream and its repairs have shown so far. */
final class BarStream {
    /** Event time after which REST is asked a second time for the same hole: right after a close it may lag behind. */
    private static final long SECOND_ASK_MS = 10_000;

    private static final int ASKS = 2;

    /** Frames that are not understood come in numbers; REST is not asked after each. */
    private static final int SUSPICIONS_EVERY_BARS = 12;

    /** No time at all. */
    static final long NONE = Long.MAX_VALUE;

    private final BarSeries bars;
    private boolean streamed;
    private boolean streamedHere;
    private long formingOpenMs = Long.MIN_VALUE;
    private long askedUntilMs = Long.MIN_VALUE;
    private long askedAtMs;
    private int asks;
    private long doubtedOpenMs = NONE;
    private long suspectedOpenMs = NONE;

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

    /** The stream goes on with a candle that it has called final: what was published may not be what it became. */
    void doubt(long openTimeMs) {
        doubtedOpenMs = Math.min(doubtedOpenMs, openTimeMs);
    }

    /** A frame was not understood: what it may have said of the newest published bar is not known. */
    void suspect() {
        if (bars.isStarted()) {
            suspectedOpenMs = Math.min(
                    suspectedOpenMs, bars.nextOpenTimeMs() - bars.timeframe().intervalMs());
        }
    }

    /**
     * Open time of the first published bar that is to be asked for again, now that the stream shows the candle that opens
     * then: of one in doubt when its successor is final or a later one is there, of a suspected one with those behind it
     * after {@value #SUSPICIONS_EVERY_BARS} bars. From then on nothing is in doubt; {@link #NONE} for none.
     */
    long takeDoubt(long openTimeMs, boolean isFinal) {
        final long intervalMs = bars.timeframe().intervalMs();
        final boolean isDoubtful = openTimeMs - doubtedOpenMs >= (isFinal ? intervalMs : 2 * intervalMs);
        final boolean isSuspect = openTimeMs - suspectedOpenMs >= SUSPICIONS_EVERY_BARS * intervalMs;
        if (!isDoubtful && !isSuspect) {
            return NONE;
        }
        final long taken = Math.min(doubtedOpenMs, suspectedOpenMs);
        doubtedOpenMs = NONE;
        suspectedOpenMs = NONE;
        return taken;
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
