package crucible.exchange.binance;

import crucible.exchange.BarSeries;

/** One series and what its stream and its repairs have shown so far. */
final class SpotSeries {
    private final BarSeries bars;
    private boolean streamed;
    private boolean streamedHere;
    private long askedUntilMs;

    SpotSeries(BarSeries bars) {
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

    void setStreamed() {
        streamed = true;
        streamedHere = true;
    }

    /** A new connection has shown nothing yet. */
    void onOpen() {
        streamedHere = false;
    }

    /** Whether REST has been asked already for what lies before {@code untilMs}; remembers that it is asked now. */
    boolean isAskedAgain(long untilMs) {
        final boolean again = askedUntilMs == untilMs;
        askedUntilMs = untilMs;
        return again;
    }
}
