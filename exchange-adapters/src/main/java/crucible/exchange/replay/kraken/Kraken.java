package crucible.exchange.replay.kraken;

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

/** Kraken's public protocol: the second WebSocket version. No candle is called final, none without trades is shown. */
public final class Kraken implements WireDialect {
    private static final String SOCKET = "/v2";
    private static final ChannelKind[] KINDS = ChannelKind.values();

    private final List<PlayedSymbol> symbols;
    private final StreamTable streams;
    private final KrakenWords words = new KrakenWords();
    private final KrakenRest rest;
    private final VenueClock clock;

    /** All of {@code symbols}. */
    public Kraken(List<PlayedSymbol> symbols, VenueClock clock) {
        this.symbols = symbols;
        this.clock = clock;
        this.streams = new StreamTable(
                symbols.size(),
                KINDS.length,
                (symbol, kind) -> KINDS[kind].stream() + ":" + KrakenWords.pair(symbols.get(symbol)));
        this.rest = new KrakenRest(symbols, clock);
    }

    @Override
    public String label() {
        return "kraken";
    }

    @Override
    public List<String> entrances() {
        return List.of("/0/public/AssetPairs", SOCKET);
    }

    @Override
    public boolean hasSocketAt(String path) {
        return path.equals(SOCKET) || path.startsWith(SOCKET + "/");
    }

    @Override
    public Conversation converse(ClientSession session, String path, Map<String, List<String>> query) {
        return new KrakenTalk(session, symbols, words, clock);
    }

    @Override
    public Optional<String> heartbeat(ClientSession session, boolean silent) {
        return silent ? Optional.of("{\"channel\":\"heartbeat\"}") : Optional.empty();
    }

    @Override
    public Optional<RestAnswer> answer(String path, Map<String, List<String>> query) {
        return rest.answer(path, new Query(query));
    }

    @Override
    public RestAnswer tooManyRequests() {
        return KrakenRest.tooManyRequests();
    }

    @Override
    public StreamTable streams() {
        return streams;
    }

    @Override
    public void moved(PlayedSymbol symbol, long timeMs) {
        if (symbol.traded()) {
            send(symbol, ChannelKind.TRADE, timeMs);
            sendForming(symbol, timeMs);
        }
        send(symbol, ChannelKind.TICKER, timeMs);
    }

    @Override
    public void repeatForming(long timeMs) {
        for (PlayedSymbol symbol : symbols) {
            if (symbol.isForming()) {
                sendForming(symbol, timeMs);
                send(symbol, ChannelKind.TICKER, timeMs);
            }
        }
    }

    private void sendForming(PlayedSymbol symbol, long timeMs) {
        if (symbol.forming(Timeframe.M5).trades() > 0) {
            send(symbol, ChannelKind.OHLC_5, timeMs);
        }
        if (symbol.formsWhole(Timeframe.M15) && symbol.forming(Timeframe.M15).trades() > 0) {
            send(symbol, ChannelKind.OHLC_15, timeMs);
        }
    }

    private void send(PlayedSymbol symbol, ChannelKind kind, long timeMs) {
        final MarketStream stream = streams.at(symbol.number(), kind.ordinal());
        if (stream.isHeard()) {
            stream.send(frame(symbol, kind, timeMs));
        }
    }

    private FrameText frame(PlayedSymbol symbol, ChannelKind kind, long timeMs) {
        return switch (kind) {
            case TRADE -> words.trade(symbol, timeMs);
            case OHLC_5 -> words.candle(symbol, Timeframe.M5, symbol.forming(Timeframe.M5), timeMs);
            case OHLC_15 -> words.candle(symbol, Timeframe.M15, symbol.forming(Timeframe.M15), timeMs);
            case TICKER -> words.ticker(symbol, "update", timeMs);
        };
    }

    @Override
    public void closed(PlayedSymbol symbol, Timeframe timeframe, PlayedBar bar, long timeMs) {
        // Nothing is said: the next trade begins another candle.
    }
}
