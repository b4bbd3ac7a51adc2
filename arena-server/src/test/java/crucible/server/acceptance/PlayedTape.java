package crucible.server.acceptance;

import crucible.exchange.replay.market.Candle;
import crucible.exchange.replay.market.MarketSource;
import crucible.exchange.replay.market.MarketTape;
import crucible.model.Bar;
import crucible.model.Provenance;
import crucible.model.Timeframe;
import java.util.ArrayList;
import java.util.List;

/** The bars that a market holds, read from its own tape, 15m bars made of the 5m ones by hand. */
final class PlayedTape {
    private PlayedTape() {}

    /** One symbol's bars number {@code from} (inclusive) to {@code to} (exclusive) of the timeframe. */
    static List<Bar> bars(MarketSource market, int symbol, Timeframe timeframe, int from, int to) {
        final int parts = (int) (timeframe.intervalMs() / Timeframe.M5.intervalMs());
        final List<Bar> bars = new ArrayList<>();
        try (MarketTape tape = market.open()) {
            for (int number = 0; number < to; number++) {
                Bar bar = null;
                for (int part = 0; part < parts; part++) {
                    tape.advance();
                    bar = joined(bar, tape.candle(symbol), symbol, timeframe);
                }
                if (number >= from) {
                    bars.add(bar);
                }
            }
        }
        return bars;
    }

    private static Bar joined(Bar before, Candle candle, int symbol, Timeframe timeframe) {
        return new Bar(
                symbol,
                timeframe,
                before == null ? candle.openTimeMs() : before.openTimeMs(),
                before == null ? candle.open() : before.open(),
                before == null ? candle.high() : Math.max(before.high(), candle.high()),
                before == null ? candle.low() : Math.min(before.low(), candle.low()),
                candle.close(),
                (before == null ? 0 : before.volumeBase()) + candle.volumeBase(),
                Provenance.LIVE);
    }
}
