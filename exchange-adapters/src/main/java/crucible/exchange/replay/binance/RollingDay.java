package crucible.exchange.replay.binance;

import crucible.exchange.replay.market.BarHistory;
import crucible.exchange.replay.market.PlayedBar;
import crucible.exchange.replay.market.PlayedSymbol;
import crucible.model.Timeframe;

/** A symbol's last 24 hours, from its closed 5m bars and the forming one. Reused. */
final class RollingDay {
    private static final long DAY_MS = 86_400_000L;

    private final PlayedBar row = new PlayedBar();
    long openTimeMs;
    double open;
    double high;
    double low;
    double volumeBase;
    double volumeQuote;
    long trades;

    /** Sums up the day before {@code timeMs}; something must be forming. */
    void measure(PlayedSymbol symbol, long timeMs) {
        final PlayedBar forming = symbol.forming(Timeframe.M5);
        openTimeMs = forming.openTimeMs();
        open = forming.open();
        high = forming.high();
        low = forming.low();
        volumeBase = forming.volumeBase();
        volumeQuote = forming.volumeQuote();
        trades = forming.trades();
        final BarHistory history = symbol.history(Timeframe.M5);
        final int first = history.from(timeMs - DAY_MS);
        for (int i = history.size() - 1; i >= first; i--) {
            history.read(i, row);
            openTimeMs = row.openTimeMs();
            open = row.open();
            high = Math.max(high, row.high());
            low = Math.min(low, row.low());
            volumeBase += row.volumeBase();
            volumeQuote += row.volumeQuote();
            trades += row.trades();
        }
    }
}
