package crucible.exchange.replay.binance;

import crucible.exchange.replay.clock.VenueClock;
import crucible.exchange.replay.market.PlayedBar;
import crucible.exchange.replay.market.PlayedSymbol;
import crucible.exchange.replay.wire.ClientSession;
import crucible.exchange.replay.wire.Conversation;
import crucible.exchange.replay.wire.FrameText;
import crucible.exchange.replay.wire.MarketStream;
import crucible.exchange.replay.wire.RestAnswer;
import crucible.exchange.replay.wire.StreamTable;
import crucible.exchange.replay.wire.WireDialect;
import crucible.model.Timeframe;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** Binance Spot's public protocol. */
public final class BinanceSpot implements WireDialect {
    private static final StreamKind[] KINDS = StreamKind.values();

    private final List<PlayedSymbol> symbols;
    private final StreamTable streams;
    private final MarketFrames frames = new MarketFrames();
    private final BinanceRest rest;

    public BinanceSpot(List<PlayedSymbol> symbols, VenueClock clock) {
        this.symbols = symbols;
        this.rest = new BinanceRest(symbols, clock);
        this.streams = new StreamTable(
                symbols.size(),
                KINDS.length,
                (symbol, kind) ->
                        symbols.get(symbol).rules().symbol().toLowerCase(Locale.ROOT) + "@" + KINDS[kind].suffix());
    }

    @Override
    public String label() {
        return "binance-spot";
    }

    @Override
    public List<String> entrances() {
        return List.of("/api/v3/exchangeInfo", "/ws", "/stream?streams=");
    }

    @Override
    public boolean hasSocketAt(String path) {
        return path.equals("/ws") || path.startsWith("/ws/") || path.equals("/stream");
    }

    @Override
    public Conversation converse(ClientSession session, String path, Map<String, List<String>> query) {
        final boolean combined = path.equals("/stream");
        return new BinanceTalk(session, combined, combined ? "" : path.substring("/ws".length()), query);
    }

    @Override
    public int pingSeconds() {
        return 20;
    }

    @Override
    public Optional<RestAnswer> answer(String path, Map<String, List<String>> query) {
        return rest.answer(path, query);
    }

    @Override
    public RestAnswer tooManyRequests() {
        return BinanceWords.tooManyRequests();
    }

    @Override
    public StreamTable streams() {
        return streams;
    }

    @Override
    public void moved(PlayedSymbol symbol, long timeMs) {
        if (symbol.traded()) {
            send(StreamKind.AGG_TRADE, symbol, timeMs);
            send(StreamKind.TRADE, symbol, timeMs);
        }
        sendForming(symbol, timeMs);
        send(StreamKind.BOOK_TICKER, symbol, timeMs);
        send(StreamKind.TICKER, symbol, timeMs);
        send(StreamKind.MINI_TICKER, symbol, timeMs);
    }

    @Override
    public void repeatForming(long timeMs) {
        for (int i = 0; i < symbols.size(); i++) {
            if (symbols.get(i).isForming()) {
                sendForming(symbols.get(i), timeMs);
            }
        }
    }

    private void sendForming(PlayedSymbol symbol, long timeMs) {
        send(StreamKind.KLINE_5M, symbol, timeMs);
        if (symbol.formsWhole(Timeframe.M15)) {
            send(StreamKind.KLINE_15M, symbol, timeMs);
        }
    }

    private void send(StreamKind kind, PlayedSymbol symbol, long timeMs) {
        final MarketStream stream = streams.at(symbol.number(), kind.ordinal());
        if (stream.isHeard()) {
            stream.send(frame(kind, symbol, timeMs));
        }
    }

    private FrameText frame(StreamKind kind, PlayedSymbol symbol, long timeMs) {
        return switch (kind) {
            case AGG_TRADE -> frames.aggTrade(symbol, timeMs);
            case TRADE -> frames.trade(symbol, timeMs);
            case KLINE_5M -> frames.kline(symbol, Timeframe.M5, symbol.forming(Timeframe.M5), false, timeMs);
            case KLINE_15M -> frames.kline(symbol, Timeframe.M15, symbol.forming(Timeframe.M15), false, timeMs);
            case BOOK_TICKER -> frames.bookTicker(symbol);
            case TICKER -> frames.ticker(symbol, timeMs);
            case MINI_TICKER -> frames.miniTicker(symbol, timeMs);
        };
    }

    @Override
    public void closed(PlayedSymbol symbol, Timeframe timeframe, PlayedBar bar, long timeMs) {
        final StreamKind kind = timeframe == Timeframe.M5 ? StreamKind.KLINE_5M : StreamKind.KLINE_15M;
        final MarketStream stream = streams.at(symbol.number(), kind.ordinal());
        if (stream.isHeard()) {
            stream.send(frames.kline(symbol, timeframe, bar, true, timeMs));
        }
    }
}
