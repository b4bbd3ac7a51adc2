package crucible.exchange.replay.bybit;

import crucible.exchange.replay.clock.VenueClock;
import crucible.exchange.replay.market.PlayedBar;
import crucible.exchange.replay.market.PlayedSymbol;
import crucible.exchange.replay.wire.ClientSession;
import crucible.exchange.replay.wire.Conversation;
import crucible.exchange.replay.wire.FrameText;
import crucible.exchange.replay.wire.MarketStream;
import crucible.exchange.replay.wire.Query;
import crucible.exchange.replay.wire.RestAnswer;
import crucible.exchange.replay.wire.StreamTable;
import crucible.exchange.replay.wire.WireDialect;
import crucible.model.Timeframe;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Bybit v5's public protocol for one category. */
public final class Bybit implements WireDialect {
    private static final TopicKind[] KINDS = TopicKind.values();

    private final String category;
    private final List<PlayedSymbol> symbols;
    private final StreamTable streams;
    private final BybitWords words;
    private final BybitRest rest;

    private Bybit(String category, List<PlayedSymbol> symbols, VenueClock clock) {
        this.category = category;
        this.symbols = symbols;
        this.words = new BybitWords(category.equals("linear"));
        this.rest = new BybitRest(category, symbols, clock);
        this.streams = new StreamTable(
                symbols.size(),
                KINDS.length,
                (symbol, kind) ->
                        KINDS[kind].prefix() + symbols.get(symbol).rules().symbol());
    }

    /** The spot category. */
    public static Bybit spot(List<PlayedSymbol> symbols, VenueClock clock) {
        return new Bybit("spot", symbols, clock);
    }

    /** The linear category: the same symbols as perpetuals. */
    public static Bybit linear(List<PlayedSymbol> symbols, VenueClock clock) {
        return new Bybit("linear", symbols, clock);
    }

    @Override
    public String label() {
        return "bybit-" + category;
    }

    @Override
    public List<String> entrances() {
        return List.of("/v5/market/instruments-info?category=" + category, "/v5/public/" + category);
    }

    @Override
    public boolean hasSocketAt(String path) {
        final String own = "/v5/public/" + category;
        return path.equals(own) || path.startsWith(own + "/");
    }

    @Override
    public Conversation converse(ClientSession session, String path, Map<String, List<String>> query) {
        return new BybitTalk(session, category, symbols);
    }

    @Override
    public Optional<String> asClosed(String frame) {
        return frame.contains("\"confirm\":false")
                ? Optional.of(frame.replace("\"confirm\":false", "\"confirm\":true"))
                : Optional.empty();
    }

    @Override
    public Optional<RestAnswer> answer(String path, Map<String, List<String>> query) {
        return rest.answer(path, new Query(query));
    }

    @Override
    public RestAnswer tooManyRequests() {
        return rest.tooManyRequests();
    }

    @Override
    public StreamTable streams() {
        return streams;
    }

    @Override
    public void moved(PlayedSymbol symbol, long timeMs) {
        if (symbol.traded()) {
            send(TopicKind.TRADE, symbol, timeMs);
        }
        sendForming(symbol, timeMs);
        send(TopicKind.BOOK, symbol, timeMs);
        send(TopicKind.TICKERS, symbol, timeMs);
    }

    @Override
    public void repeatForming(long timeMs) {
        for (PlayedSymbol symbol : symbols) {
            if (symbol.isForming()) {
                sendForming(symbol, timeMs);
            }
        }
    }

    private void sendForming(PlayedSymbol symbol, long timeMs) {
        send(TopicKind.KLINE_5, symbol, timeMs);
        if (symbol.formsWhole(Timeframe.M15)) {
            send(TopicKind.KLINE_15, symbol, timeMs);
        }
    }

    private void send(TopicKind kind, PlayedSymbol symbol, long timeMs) {
        final MarketStream stream = streams.at(symbol.number(), kind.ordinal());
        if (stream.isHeard()) {
            stream.send(frame(kind, symbol, timeMs));
        }
    }

    private FrameText frame(TopicKind kind, PlayedSymbol symbol, long timeMs) {
        return switch (kind) {
            case TRADE -> words.trade(symbol, timeMs);
            case KLINE_5 -> words.kline(symbol, Timeframe.M5, symbol.forming(Timeframe.M5), false, timeMs);
            case KLINE_15 -> words.kline(symbol, Timeframe.M15, symbol.forming(Timeframe.M15), false, timeMs);
            case BOOK -> words.book(symbol, timeMs);
            case TICKERS -> words.tickers(symbol, timeMs);
        };
    }

    @Override
    public void closed(PlayedSymbol symbol, Timeframe timeframe, PlayedBar bar, long timeMs) {
        final TopicKind kind = timeframe == Timeframe.M5 ? TopicKind.KLINE_5 : TopicKind.KLINE_15;
        final MarketStream stream = streams.at(symbol.number(), kind.ordinal());
        if (stream.isHeard()) {
            stream.send(words.kline(symbol, timeframe, bar, true, timeMs));
        }
    }
}
