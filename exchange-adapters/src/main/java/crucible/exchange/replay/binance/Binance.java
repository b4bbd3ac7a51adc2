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
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Binance's public protocol, of spot or of USD-M futures. Futures part their streams over two routes; what is asked for
 * on the wrong one is acknowledged and silent.
 */
public final class Binance implements WireDialect {
    private static final String MARKET = "/market";
    private static final String PUBLIC = "/public";
    private static final Set<StreamKind> PUBLIC_KINDS = EnumSet.of(StreamKind.BOOK_TICKER, StreamKind.TRADE);
    private static final StreamKind[] KINDS = StreamKind.values();

    private final boolean futures;
    private final List<PlayedSymbol> symbols;
    private final StreamTable streams;
    private final MarketFrames frames = new MarketFrames();
    private final BinanceRest rest;

    private Binance(boolean futures, List<PlayedSymbol> symbols, BinanceRest rest) {
        this.futures = futures;
        this.symbols = symbols;
        this.rest = rest;
        this.streams = new StreamTable(
                symbols.size(),
                KINDS.length,
                (symbol, kind) ->
                        symbols.get(symbol).rules().symbol().toLowerCase(Locale.ROOT) + "@" + KINDS[kind].suffix());
    }

    /** Spot. */
    public static Binance spot(List<PlayedSymbol> symbols, VenueClock clock) {
        return new Binance(false, symbols, new BinanceRest(symbols, clock, "/api/v3/", 1_000, false));
    }

    /** USD-M futures: the same symbols as perpetuals. */
    public static Binance usdm(List<PlayedSymbol> symbols, VenueClock clock) {
        return new Binance(true, symbols, new BinanceRest(symbols, clock, "/fapi/v1/", 1_500, true));
    }

    @Override
    public String label() {
        return futures ? "binance-usdm" : "binance-spot";
    }

    @Override
    public List<String> entrances() {
        return futures
                ? List.of("/fapi/v1/exchangeInfo", "/market/ws", "/public/ws")
                : List.of("/api/v3/exchangeInfo", "/ws", "/stream?streams=");
    }

    @Override
    public boolean hasSocketAt(String path) {
        if (!futures) {
            return isSocket(path);
        }
        return path.startsWith(MARKET) && isSocket(path.substring(MARKET.length()))
                || path.startsWith(PUBLIC) && isSocket(path.substring(PUBLIC.length()));
    }

    private static boolean isSocket(String path) {
        return path.equals("/ws") || path.startsWith("/ws/") || path.equals("/stream");
    }

    @Override
    public Conversation converse(ClientSession session, String path, Map<String, List<String>> query) {
        final boolean onPublic = futures && path.startsWith(PUBLIC);
        final String below = futures ? path.substring(MARKET.length()) : path;
        final boolean combined = below.equals("/stream");
        return new BinanceTalk(
                session,
                name -> !futures || isPublic(name) == onPublic,
                combined,
                combined ? "" : below.substring("/ws".length()),
                query);
    }

    /** Whether futures play a stream of that name on their public route. */
    private static boolean isPublic(String name) {
        return PUBLIC_KINDS.stream().anyMatch(kind -> name.endsWith("@" + kind.suffix()));
    }

    @Override
    public Optional<String> farewell(long timeMs) {
        return futures ? Optional.empty() : Optional.of("{\"e\":\"serverShutdown\",\"E\":" + timeMs + "}");
    }

    @Override
    public Optional<String> asClosed(String frame) {
        return frame.contains("\"x\":false")
                ? Optional.of(frame.replace("\"x\":false", "\"x\":true"))
                : Optional.empty();
    }

    @Override
    public int pingSeconds() {
        return futures ? 180 : 20;
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
        if (futures) {
            send(StreamKind.MARK_PRICE, symbol, timeMs);
            send(StreamKind.MARK_PRICE_1S, symbol, timeMs);
        }
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
            case BOOK_TICKER -> futures ? frames.timedBookTicker(symbol, timeMs) : frames.bookTicker(symbol);
            case TICKER -> frames.ticker(symbol, timeMs);
            case MINI_TICKER -> frames.miniTicker(symbol, timeMs);
            case MARK_PRICE, MARK_PRICE_1S -> frames.markPrice(symbol, timeMs);
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
