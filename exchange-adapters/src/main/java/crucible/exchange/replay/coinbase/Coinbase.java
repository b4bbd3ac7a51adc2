package crucible.exchange.replay.coinbase;

import crucible.exchange.replay.clock.VenueClock;
import crucible.exchange.replay.market.PlayedBar;
import crucible.exchange.replay.market.PlayedSymbol;
import crucible.exchange.replay.wire.ClientSession;
import crucible.exchange.replay.wire.Conversation;
import crucible.exchange.replay.wire.MarketStream;
import crucible.exchange.replay.wire.Query;
import crucible.exchange.replay.wire.RestAnswer;
import crucible.exchange.replay.wire.StreamTable;
import crucible.exchange.replay.wire.WireDialect;
import crucible.model.Timeframe;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Coinbase's public protocol, at {@code /} and below {@code /cb}. Candles of 5m alone, none called final, none without
 * trades shown, by REST neither.
 */
public final class Coinbase implements WireDialect {
    static final String HEARTBEATS = "heartbeats";

    private static final String OWN = "/cb";
    private static final ChannelKind[] KINDS = ChannelKind.values();

    private final List<PlayedSymbol> symbols;
    private final StreamTable streams;
    private final CoinbaseWords words = new CoinbaseWords();
    private final CoinbaseRest rest;
    private final VenueClock clock;

    /** All of {@code symbols}. */
    public Coinbase(List<PlayedSymbol> symbols, VenueClock clock) {
        this.symbols = symbols;
        this.clock = clock;
        this.streams = new StreamTable(
                symbols.size(),
                KINDS.length,
                (symbol, kind) -> KINDS[kind].channel() + ":" + CoinbaseWords.product(symbols.get(symbol)));
        streams.also(HEARTBEATS);
        this.rest = new CoinbaseRest(symbols, clock);
    }

    @Override
    public String label() {
        return "coinbase";
    }

    @Override
    public List<String> entrances() {
        return List.of(OWN + "/api/v3/brokerage/market/products", OWN);
    }

    @Override
    public boolean hasSocketAt(String path) {
        return path.equals("/") || path.equals(OWN) || path.startsWith(OWN + "/") && !path.contains("/api/");
    }

    @Override
    public Conversation converse(ClientSession session, String path, Map<String, List<String>> query) {
        session.number();
        return new CoinbaseTalk(session, symbols, words, clock);
    }

    @Override
    public Optional<String> heartbeat(ClientSession session, boolean silent) {
        return session.subscriptions().contains(HEARTBEATS)
                ? Optional.of(words.heartbeat(clock.marketTimeMs()).toString())
                : Optional.empty();
    }

    @Override
    public Optional<RestAnswer> answer(String path, Map<String, List<String>> query) {
        return rest.answer(path.startsWith(OWN + "/") ? path.substring(OWN.length()) : path, new Query(query));
    }

    @Override
    public RestAnswer tooManyRequests() {
        return CoinbaseRest.tooManyRequests();
    }

    @Override
    public StreamTable streams() {
        return streams;
    }

    @Override
    public void moved(PlayedSymbol symbol, long timeMs) {
        if (symbol.traded()) {
            final MarketStream trades = stream(symbol, ChannelKind.MARKET_TRADES);
            if (trades.isHeard()) {
                trades.send(words.trade(symbol, timeMs));
            }
            sendForming(symbol, timeMs);
        }
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
        final MarketStream candles = stream(symbol, ChannelKind.CANDLES);
        if (candles.isHeard() && symbol.forming(Timeframe.M5).trades() > 0) {
            candles.send(words.candle(symbol, symbol.forming(Timeframe.M5), timeMs));
        }
        final MarketStream ticker = stream(symbol, ChannelKind.TICKER);
        if (ticker.isHeard()) {
            ticker.send(words.ticker(symbol, timeMs));
        }
    }

    private MarketStream stream(PlayedSymbol symbol, ChannelKind kind) {
        return streams.at(symbol.number(), kind.ordinal());
    }

    @Override
    public void closed(PlayedSymbol symbol, Timeframe timeframe, PlayedBar bar, long timeMs) {
        // Nothing is said: the next trade begins another candle.
    }
}
