package crucible.exchange.replay.wire;

import crucible.exchange.replay.market.BarHistory;
import crucible.exchange.replay.market.PlayedBar;
import crucible.exchange.replay.market.PlayedSymbol;
import crucible.model.Timeframe;

/** A symbol's last 24 hours, from its closed 5m bars and the forming one. Reused. */
public final class RollingDay {
    private static final long DAY_MS = 86_400_000L;

    private final PlayedBar row = new PlayedBar();
    private long openTimeMs;
    private double open;
    private double high;
    private double low;
    private double volumeBase;
    private double volumeQuote;
    private long trades;

    /** Sums up the day before {@code timeMs}. False where nothing was played in it; the values are of no use then. */
    public boolean measure(PlayedSymbol symbol, long timeMs) {
        trades = 0;
        volumeBase = 0;
        volumeQuote = 0;
        high = Double.NEGATIVE_INFINITY;
        low = Double.POSITIVE_INFINITY;
        if (symbol.isForming()) {
            add(symbol.forming(Timeframe.M5));
        }
        final BarHistory history = symbol.history(Timeframe.M5);
        final int first = history.from(timeMs - DAY_MS);
        for (int i = history.size() - 1; i >= first; i--) {
            history.read(i, row);
            add(row);
        }
        return high >= low;
    }

    private void add(PlayedBar bar) {
        openTimeMs = bar.openTimeMs();
        open = bar.open();
        high = Math.max(high, bar.high());
        low = Math.min(low, bar.low());
        volumeBase += bar.volumeBase();
        volumeQuote += bar.volumeQuote();
        trades += bar.trades();
    }

    /** Start of the span, epoch milliseconds. */
    public long openTimeMs() {
        return openTimeMs;
    }

    /** First price. */
    public double open() {
        return open;
    }

    /** Highest price. */
    public double high() {
        return high;
    }

    /** Lowest price. */
    public double low() {
        return low;
    }

    /** Volume in base currency. */
    public double volumeBase() {
        return volumeBase;
    }

    /** Volume in quote currency. */
    public double volumeQuote() {
        return volumeQuote;
    }

    /** Number of trades. */
    public long trades() {
        return trades;
    }
}
