package crucible.exchange.replay.wire;

import crucible.exchange.replay.market.BarHistory;
import crucible.exchange.replay.market.PlayedBar;
import crucible.exchange.replay.market.PlayedSymbol;
import crucible.model.Timeframe;
import java.util.ArrayList;
import java.util.List;

/** A page of candles as REST gives them. Venue's thread. */
public final class CandlePage {
    private CandlePage() {}

    /**
     * The bars that open in {@code [startMs, endMs]}, ascending; the running one, if it opens then, is the last.
     *
     * @param limit most bars
     * @param fromStart whether, of more, the oldest are taken, else the newest
     */
    public static List<PlayedBar> of(
            PlayedSymbol symbol, Timeframe timeframe, long startMs, long endMs, int limit, boolean fromStart) {
        final List<PlayedBar> bars = new ArrayList<>();
        final BarHistory history = symbol.history(timeframe);
        for (int i = history.from(startMs); i < history.size(); i++) {
            final PlayedBar bar = new PlayedBar();
            history.read(i, bar);
            if (bar.openTimeMs() > endMs) {
                break;
            }
            bars.add(bar);
        }
        final PlayedBar running = symbol.forming(timeframe);
        if (running.begun()
                && symbol.formsWhole(timeframe)
                && running.openTimeMs() >= startMs
                && running.openTimeMs() <= endMs) {
            bars.add(running);
        }
        if (bars.size() <= limit) {
            return bars;
        }
        return fromStart ? bars.subList(0, limit) : bars.subList(bars.size() - limit, bars.size());
    }
}
