package crucible.server.cli;

import crucible.exchange.replay.market.Candle;
import crucible.exchange.replay.market.MarketSource;
import crucible.exchange.replay.market.MarketTape;
import crucible.exchange.replay.market.SymbolRules;
import crucible.factory.trial.TrialHistory;
import crucible.model.Bar;
import crucible.model.Funding;
import crucible.model.Instrument;
import crucible.model.InstrumentKind;
import crucible.model.Provenance;
import crucible.model.Timeframe;
import crucible.model.TradingRules;
import java.util.ArrayList;
import java.util.List;

/**
 * The bars of a market of candles in memory, as the venue would have told them.
 *
 * @param instruments symbols with their rules, in the market's order
 * @param fives 5m bars, SYNTHETIC where nothing traded, with the recorded fundings of perpetuals
 */
record CandleHistory(List<Instrument> instruments, TrialHistory fives) {
    /** Reads bars until one opens at {@code toMs} or later. */
    static CandleHistory read(MarketSource market, long toMs) {
        final List<Instrument> instruments = new ArrayList<>();
        final List<List<Bar>> tapes = new ArrayList<>();
        for (SymbolRules symbol : market.symbols()) {
            final int id = instruments.size();
            instruments.add(instrument(id, symbol, market.venue(id), market.kind(id)));
            tapes.add(new ArrayList<>());
        }
        try (MarketTape tape = market.open()) {
            while (tape.advance() && tape.openTimeMs() < toMs) {
                for (int i = 0; i < instruments.size(); i++) {
                    final Candle candle = tape.candle(i);
                    if (candle != null) {
                        tapes.get(i).add(bar(i, candle));
                    }
                }
            }
        }
        final List<Funding> fundings = new ArrayList<>();
        for (int i = 0; i < instruments.size(); i++) {
            fundings.addAll(market.fundings(i).recorded(i));
        }
        fundings.removeIf(funding -> funding.fundingTimeMs() > toMs);
        return new CandleHistory(instruments, TrialHistory.of(tapes).funded(fundings));
    }

    private static Instrument instrument(int id, SymbolRules symbol, String venue, InstrumentKind kind) {
        return new Instrument(
                id,
                venue,
                symbol.symbol(),
                symbol.base(),
                symbol.quote(),
                kind,
                new TradingRules(symbol.tickSize(), symbol.stepSize(), symbol.minQuantity(), symbol.minNotional(), 0));
    }

    private static Bar bar(int instrument, Candle candle) {
        final boolean nothingTraded = candle.volumeBase() == 0 && candle.high() == candle.low();
        return new Bar(
                instrument,
                Timeframe.M5,
                candle.openTimeMs(),
                candle.open(),
                candle.high(),
                candle.low(),
                candle.close(),
                candle.volumeBase(),
                nothingTraded ? Provenance.SYNTHETIC : Provenance.LIVE);
    }
}
