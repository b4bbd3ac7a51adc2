package crucible.server.arena;

import crucible.exchange.replay.market.MarketAudience;
import crucible.exchange.replay.market.MarketPlayer;
import crucible.exchange.replay.market.MarketSource;
import crucible.exchange.replay.market.PlayedBar;
import crucible.exchange.replay.market.PlayedSymbol;
import crucible.exchange.replay.market.SymbolRules;
import crucible.model.Bar;
import crucible.model.FeedSink;
import crucible.model.Instrument;
import crucible.model.InstrumentKind;
import crucible.model.Provenance;
import crucible.model.Quote;
import crucible.model.Side;
import crucible.model.Timeframe;
import crucible.model.TradingRules;
import java.util.ArrayList;
import java.util.List;

/** Plays a market of the replay venue into a feed sink, without the network between. */
final class PlayedMarket implements MarketAudience {
    private final List<Instrument> instruments = new ArrayList<>();
    private final MarketSource source;
    private final FeedSink sink;
    private Provenance provenance = Provenance.OFFLINE;

    PlayedMarket(MarketSource source, FeedSink sink) {
        this.source = source;
        this.sink = sink;
        for (SymbolRules rules : source.symbols()) {
            instruments.add(new Instrument(
                    instruments.size(),
                    "binance-spot",
                    rules.symbol(),
                    rules.base(),
                    rules.quote(),
                    InstrumentKind.SPOT,
                    new TradingRules(rules.tickSize(), rules.stepSize(), rules.minQuantity(), rules.minNotional(), 0)));
        }
    }

    /** Plays {@code warmUp} offline boundaries and then {@code live} live ones. */
    void play(int warmUp, int live) {
        instruments.forEach(sink::onInstrument);
        try (MarketPlayer player = new MarketPlayer(source, 0, warmUp + live)) {
            while (!player.ended()) {
                provenance = player.boundariesPlayed() < warmUp ? Provenance.OFFLINE : Provenance.LIVE;
                player.step(this);
            }
        }
    }

    @Override
    public void moved(PlayedSymbol symbol, long timeMs) {
        if (provenance == Provenance.LIVE) {
            final Instrument instrument = instruments.get(symbol.number());
            sink.onQuote(new Quote(
                    instrument.id(),
                    timeMs,
                    instrument.priceTicks(symbol.bid(), Side.SELL),
                    instrument.priceTicks(symbol.ask(), Side.BUY),
                    symbol.bidQuantity(),
                    symbol.askQuantity()));
        }
    }

    @Override
    public void closed(PlayedSymbol symbol, Timeframe timeframe, PlayedBar bar, long timeMs) {
        sink.onBar(
                new Bar(
                        symbol.number(),
                        timeframe,
                        bar.openTimeMs(),
                        bar.open(),
                        bar.high(),
                        bar.low(),
                        bar.close(),
                        bar.volumeBase(),
                        provenance),
                timeMs);
    }
}
