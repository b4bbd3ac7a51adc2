package crucible.exchange.replay.binance;

import crucible.exchange.replay.clock.VenueClock;
import crucible.exchange.replay.clock.VenueDialect;
import crucible.exchange.replay.market.PlayedBar;
import crucible.exchange.replay.market.PlayedSymbol;
import crucible.model.Timeframe;
import io.netty.channel.ChannelPipeline;
import io.netty.handler.codec.http.HttpObjectAggregator;
import io.netty.handler.codec.http.HttpServerCodec;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** Shows the market in Binance Spot's public protocol. Everything runs on the venue's one thread. */
public final class BinanceSpot implements VenueDialect {
    /** Largest request that is read, over HTTP and over WebSocket. */
    static final int MAX_REQUEST_BYTES = 64 << 10;

    private final List<PlayedSymbol> symbols;
    private final VenueClock clock;
    private final Map<String, MarketStream> streamsByName = new HashMap<>();
    private final List<Map<StreamKind, MarketStream>> streams = new ArrayList<>();
    private final List<BinanceSession> sessions = new ArrayList<>();
    private final MarketFrames frames = new MarketFrames();
    private final BinanceRest rest;
    private long framesSent;

    public BinanceSpot(List<PlayedSymbol> symbols, VenueClock clock) {
        this.symbols = symbols;
        this.clock = clock;
        this.rest = new BinanceRest(symbols, clock);
        for (PlayedSymbol symbol : symbols) {
            final Map<StreamKind, MarketStream> ofSymbol = new EnumMap<>(StreamKind.class);
            for (StreamKind kind : StreamKind.values()) {
                final String name = symbol.rules().symbol().toLowerCase(Locale.ROOT) + "@" + kind.suffix();
                final MarketStream stream = new MarketStream(name);
                ofSymbol.put(kind, stream);
                streamsByName.put(name, stream);
            }
            streams.add(ofSymbol);
        }
    }

    @Override
    public void accept(ChannelPipeline pipeline) {
        pipeline.addLast(new HttpServerCodec());
        pipeline.addLast(new HttpObjectAggregator(MAX_REQUEST_BYTES));
        pipeline.addLast(new HttpFront(this, rest));
    }

    /** A WebSocket client has come. */
    void opened(BinanceSession session) {
        sessions.add(session);
    }

    /** A WebSocket client has gone. */
    void closed(BinanceSession session) {
        if (sessions.remove(session)) {
            streamsByName.values().forEach(stream -> stream.remove(session));
            clock.resume();
        }
    }

    /** A client that was slow has read. */
    void caughtUp() {
        clock.resume();
    }

    /** Adds the client to a stream; a name that is not played is silent. */
    void subscribe(BinanceSession session, String name) {
        final MarketStream stream = streamsByName.get(name);
        if (stream != null) {
            stream.add(session);
        }
    }

    /** Takes the client off a stream. */
    void unsubscribe(BinanceSession session, String name) {
        final MarketStream stream = streamsByName.get(name);
        if (stream != null) {
            stream.remove(session);
        }
    }

    /** A client's subscriptions have been acknowledged. */
    void acknowledged() {
        if (hasSubscribers()) {
            clock.subscribed();
        }
    }

    @Override
    public void moved(PlayedSymbol symbol, long timeMs) {
        final Map<StreamKind, MarketStream> ofSymbol = streams.get(symbol.number());
        if (symbol.traded()) {
            send(ofSymbol, StreamKind.AGG_TRADE, symbol, timeMs);
            send(ofSymbol, StreamKind.TRADE, symbol, timeMs);
        }
        sendForming(symbol, timeMs);
        send(ofSymbol, StreamKind.BOOK_TICKER, symbol, timeMs);
        send(ofSymbol, StreamKind.TICKER, symbol, timeMs);
        send(ofSymbol, StreamKind.MINI_TICKER, symbol, timeMs);
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
        final Map<StreamKind, MarketStream> ofSymbol = streams.get(symbol.number());
        send(ofSymbol, StreamKind.KLINE_5M, symbol, timeMs);
        if (symbol.formsWhole(Timeframe.M15)) {
            send(ofSymbol, StreamKind.KLINE_15M, symbol, timeMs);
        }
    }

    private void send(Map<StreamKind, MarketStream> ofSymbol, StreamKind kind, PlayedSymbol symbol, long timeMs) {
        final MarketStream stream = ofSymbol.get(kind);
        if (stream.isHeard()) {
            framesSent += stream.send(frame(kind, symbol, timeMs));
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
        final MarketStream stream = streams.get(symbol.number()).get(kind);
        if (stream.isHeard()) {
            framesSent += stream.send(frames.kline(symbol, timeframe, bar, true, timeMs));
        }
    }

    @Override
    public boolean hasSubscribers() {
        return streamsByName.values().stream().anyMatch(MarketStream::isHeard);
    }

    @Override
    public boolean keepsUp() {
        for (int i = 0; i < sessions.size(); i++) {
            if (!sessions.get(i).keepsUp()) {
                return false;
            }
        }
        return true;
    }

    @Override
    public void flush() {
        for (int i = 0; i < sessions.size(); i++) {
            sessions.get(i).flush();
        }
    }

    @Override
    public void whenSent(Runnable action) {
        final int[] waiting = {sessions.size() + 1};
        final Runnable one = () -> {
            if (--waiting[0] == 0) {
                action.run();
            }
        };
        List.copyOf(sessions).forEach(session -> session.whenSent(one));
        one.run();
    }

    @Override
    public long framesSent() {
        return framesSent;
    }

    /** Ends all WebSocket connections without a goodbye, as a failing exchange does. */
    public void closeAll() {
        List.copyOf(sessions).forEach(BinanceSession::cut);
    }
}
