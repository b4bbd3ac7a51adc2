package crucible.exchange.replay.market;

import crucible.model.Require;
import crucible.model.Timeframe;
import java.util.ArrayList;
import java.util.List;

/**
 * Plays a market step by step. A step is an instant of market time: a point within the bars, at which every symbol that
 * has a bar moves, or the close, at which all 5m bars are final, then all 15m bars that are due. What happens, and in
 * which order, depends on the market alone. One thread at a time.
 */
public final class MarketPlayer implements AutoCloseable {
    /** How long after the close a bar is said to be final. */
    public static final long FINAL_DELAY_MS = 5;

    private static final MarketAudience NOBODY = new MarketAudience() {
        @Override
        public void moved(PlayedSymbol symbol, long timeMs) {}

        @Override
        public void closed(PlayedSymbol symbol, Timeframe timeframe, PlayedBar bar, long timeMs) {}
    };

    private final MarketTape tape;
    private final List<PlayedSymbol> symbols;
    private final boolean[] present;
    private long lastBoundary = Long.MAX_VALUE;
    private long historyBoundaries;
    private long boundaries;
    private long nowMs;
    private long quoteId;
    private int point;
    private boolean ended;

    /**
     * Opens {@code source} and plays its first {@code historyBars} five-minute spans (at most half of all) to nobody, on
     * to a full quarter of an hour, so that 15m bars are whole from the start. Ends after {@code maxBoundaries} more.
     */
    public MarketPlayer(MarketSource source, int historyBars, long maxBoundaries) {
        Require.notNegative("historyBars", historyBars);
        Require.positive("maxBoundaries", maxBoundaries);
        final List<PlayedSymbol> all = new ArrayList<>();
        long first = Long.MAX_VALUE;
        long last = Long.MIN_VALUE;
        for (int i = 0; i < source.symbols().size(); i++) {
            all.add(new PlayedSymbol(i, source));
            first = Math.min(first, source.firstOpenTimeMs(i));
            last = Math.max(last, source.lastOpenTimeMs(i));
        }
        final long history = Math.min(historyBars, (last - first) / Candle.INTERVAL_MS / 2);
        this.symbols = List.copyOf(all);
        this.present = new boolean[symbols.size()];
        this.tape = source.open();
        advance();
        while (!ended && boundaries < history || !ended && history > 0 && !Timeframe.M15.closesAt(tape.openTimeMs())) {
            step(NOBODY);
        }
        nowMs = tape.openTimeMs();
        historyBoundaries = boundaries;
        if (maxBoundaries < Long.MAX_VALUE - boundaries) {
            lastBoundary = boundaries + maxBoundaries;
        }
    }

    private void advance() {
        point = 0;
        ended = boundaries >= lastBoundary || !tape.advance();
        for (int i = 0; !ended && i < present.length; i++) {
            final Candle candle = tape.candle(i);
            present[i] = candle != null;
            if (candle != null) {
                symbols.get(i).begin(candle);
            }
        }
    }

    /** Market time of the next step; {@link Long#MAX_VALUE} at the end. */
    public long nextStepTimeMs() {
        if (ended) {
            return Long.MAX_VALUE;
        }
        return point < BarPath.POINTS
                ? tape.openTimeMs() + BarPath.offsetMs(tape.openTimeMs(), point)
                : tape.openTimeMs() + Candle.INTERVAL_MS + FINAL_DELAY_MS;
    }

    /** Plays the next step to {@code audience}; does nothing at the end. */
    public void step(MarketAudience audience) {
        if (ended) {
            return;
        }
        nowMs = nextStepTimeMs();
        if (point == BarPath.POINTS) {
            close(audience);
            return;
        }
        for (int i = 0; i < present.length; i++) {
            if (present[i]) {
                final PlayedSymbol symbol = symbols.get(i);
                symbol.move(tape.openTimeMs(), point);
                symbol.nextQuoteId(++quoteId);
                audience.moved(symbol, nowMs);
            }
        }
        point++;
    }

    private void close(MarketAudience audience) {
        for (PlayedSymbol symbol : symbols) {
            if (symbol.closeFive()) {
                audience.closed(symbol, Timeframe.M5, symbol.forming(Timeframe.M5), nowMs);
            }
        }
        if (Timeframe.M15.closesAt(tape.openTimeMs() + Candle.INTERVAL_MS)) {
            for (PlayedSymbol symbol : symbols) {
                if (symbol.closeFifteen()) {
                    audience.closed(symbol, Timeframe.M15, symbol.forming(Timeframe.M15), nowMs);
                }
            }
        }
        symbols.forEach(PlayedSymbol::rest);
        boundaries++;
        advance();
    }

    /** Time of the newest step; before the first, the end of the history. */
    public long nowMs() {
        return nowMs;
    }

    /** Whether everything has been played. */
    public boolean ended() {
        return ended;
    }

    /** Five-minute boundaries played since the history. */
    public long boundariesPlayed() {
        return boundaries - historyBoundaries;
    }

    /** The symbols in the market's order. */
    public List<PlayedSymbol> symbols() {
        return symbols;
    }

    @Override
    public void close() {
        tape.close();
    }
}
