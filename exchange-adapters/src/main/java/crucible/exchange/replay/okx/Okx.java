package crucible.exchange.replay.okx;

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
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** OKX v5's public protocol: each symbol as spot and as a swap. Candles are on the business socket alone. */
public final class Okx implements WireDialect {
    private static final String BUSINESS = "/ws/v5/business";
    private static final String PUBLIC = "/ws/v5/public";
    private static final ChannelKind[] KINDS = ChannelKind.values();

    /** Two for each symbol: spot, then swap. */
    private final List<OkxInstrument> instruments = new ArrayList<>();

    private final StreamTable streams;
    private final OkxWords words = new OkxWords();
    private final OkxRest rest;

    /** All of {@code symbols}. */
    public Okx(List<PlayedSymbol> symbols, VenueClock clock) {
        for (PlayedSymbol symbol : symbols) {
            instruments.add(OkxInstrument.spot(symbol));
            instruments.add(OkxInstrument.swap(symbol));
        }
        this.streams = new StreamTable(
                instruments.size(),
                KINDS.length,
                (number, kind) ->
                        KINDS[kind].channel() + ":" + instruments.get(number).id());
        this.rest = new OkxRest(instruments, clock);
    }

    @Override
    public String label() {
        return "okx";
    }

    @Override
    public List<String> entrances() {
        return List.of("/api/v5/public/instruments?instType=SPOT", BUSINESS, PUBLIC);
    }

    @Override
    public boolean hasSocketAt(String path) {
        return isAt(path, BUSINESS) || isAt(path, PUBLIC);
    }

    private static boolean isAt(String path, String own) {
        return path.equals(own) || path.startsWith(own + "/");
    }

    @Override
    public Conversation converse(ClientSession session, String path, Map<String, List<String>> query) {
        return new OkxTalk(session, instruments, isAt(path, BUSINESS));
    }

    @Override
    public Optional<String> farewell(long timeMs) {
        return Optional.of("{\"event\":\"notice\",\"code\":\"64008\",\"msg\":\"The connection will soon be closed for a"
                + " service upgrade. Please reconnect.\",\"connId\":\"replay\"}");
    }

    @Override
    public Optional<String> asClosed(String frame) {
        return frame.contains("\"channel\":\"candle") && frame.endsWith(",\"0\"]]}")
                ? Optional.of(frame.substring(0, frame.length() - ",\"0\"]]}".length()) + ",\"1\"]]}")
                : Optional.empty();
    }

    @Override
    public Optional<RestAnswer> answer(String path, Map<String, List<String>> query) {
        return rest.answer(path, new Query(query));
    }

    @Override
    public RestAnswer tooManyRequests() {
        return OkxRest.tooManyRequests();
    }

    @Override
    public StreamTable streams() {
        return streams;
    }

    @Override
    public void moved(PlayedSymbol symbol, long timeMs) {
        for (int i = 2 * symbol.number(); i < 2 * symbol.number() + 2; i++) {
            if (symbol.traded()) {
                send(i, ChannelKind.TRADES, timeMs);
            }
            sendForming(i);
            send(i, ChannelKind.BBO, timeMs);
            send(i, ChannelKind.TICKERS, timeMs);
            if (instruments.get(i).isSwap()) {
                send(i, ChannelKind.MARK_PRICE, timeMs);
                send(i, ChannelKind.FUNDING_RATE, timeMs);
            }
        }
    }

    @Override
    public void repeatForming(long timeMs) {
        for (int i = 0; i < instruments.size(); i++) {
            if (instruments.get(i).symbol().isForming()) {
                sendForming(i);
                send(i, ChannelKind.BBO, timeMs);
            }
        }
    }

    private void sendForming(int number) {
        send(number, ChannelKind.CANDLE_5M, 0);
        if (instruments.get(number).symbol().formsWhole(Timeframe.M15)) {
            send(number, ChannelKind.CANDLE_15M, 0);
        }
    }

    private void send(int number, ChannelKind kind, long timeMs) {
        final MarketStream stream = streams.at(number, kind.ordinal());
        if (stream.isHeard()) {
            stream.send(frame(instruments.get(number), kind, timeMs));
        }
    }

    private FrameText frame(OkxInstrument instrument, ChannelKind kind, long timeMs) {
        final PlayedSymbol symbol = instrument.symbol();
        return switch (kind) {
            case TRADES -> words.trade(instrument, timeMs);
            case CANDLE_5M -> words.candle(kind.channel(), instrument, symbol.forming(Timeframe.M5), false);
            case CANDLE_15M -> words.candle(kind.channel(), instrument, symbol.forming(Timeframe.M15), false);
            case BBO -> words.bestPrices(instrument, timeMs);
            case TICKERS -> words.tickers(instrument, timeMs);
            case MARK_PRICE -> words.markPrice(instrument, timeMs);
            case FUNDING_RATE -> words.fundingRate(instrument, timeMs);
        };
    }

    @Override
    public void closed(PlayedSymbol symbol, Timeframe timeframe, PlayedBar bar, long timeMs) {
        final ChannelKind kind = timeframe == Timeframe.M5 ? ChannelKind.CANDLE_5M : ChannelKind.CANDLE_15M;
        for (int i = 2 * symbol.number(); i < 2 * symbol.number() + 2; i++) {
            final MarketStream stream = streams.at(i, kind.ordinal());
            if (stream.isHeard()) {
                stream.send(words.candle(kind.channel(), instruments.get(i), bar, true));
            }
        }
    }
}
