package crucible.exchange.kraken;

import crucible.exchange.FrameRefused;
import crucible.exchange.IsoInstant;
import crucible.exchange.JsonEnvelope;
import crucible.exchange.JsonField;
import crucible.exchange.JsonFields;
import crucible.exchange.JsonRows;
import crucible.exchange.feed.Candle;
import crucible.exchange.feed.Frame;
import crucible.exchange.feed.FrameReader;
import crucible.exchange.feed.StreamTrade;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;

/**
 * The frames of a Kraken socket. No candle is called final. Prices and sizes are JSON numbers and are taken from their
 * digits. Fields in any order; unknown ones are skipped.
 */
final class KrakenFrames implements FrameReader {
    private static final int MAX_CHARS = 1 << 20;
    private static final long MINUTE_MS = 60_000;

    private final JsonField channel = new JsonField("channel");
    private final JsonField method = new JsonField("method");
    private final JsonField success = new JsonField("success");
    private final JsonField error = new JsonField("error");
    private final JsonField envelopeTime = new JsonField("timestamp");
    private final JsonFields fields = new JsonFields(channel, method, success, error, envelopeTime);
    private final JsonField resultChannel = new JsonField("channel", "result.channel");
    private final JsonField resultSymbol = new JsonField("symbol", "result.symbol");
    private final JsonField resultInterval = new JsonField("interval", "result.interval");
    private final JsonFields resultFields = new JsonFields(resultChannel, resultSymbol, resultInterval);
    private final JsonEnvelope envelope =
            new JsonEnvelope(MAX_CHARS, "data", this::readOuter, this::isReadable, this::readData);

    private final JsonField symbol = new JsonField("symbol");
    private final JsonField time = new JsonField("timestamp");
    private final JsonField begin = new JsonField("interval_begin");
    private final JsonField interval = new JsonField("interval");
    private final JsonField open = new JsonField("open");
    private final JsonField high = new JsonField("high");
    private final JsonField low = new JsonField("low");
    private final JsonField close = new JsonField("close");
    private final JsonField volume = new JsonField("volume");
    private final JsonField trades = new JsonField("trades");
    private final JsonField bid = new JsonField("bid");
    private final JsonField bidSize = new JsonField("bid_qty");
    private final JsonField ask = new JsonField("ask");
    private final JsonField askSize = new JsonField("ask_qty");
    private final JsonField price = new JsonField("price");
    private final JsonField quantity = new JsonField("qty");
    private final JsonField side = new JsonField("side");
    private final JsonField tradeId = new JsonField("trade_id");
    private final JsonFields elementFields = new JsonFields(
            symbol, time, begin, interval, open, high, low, close, volume, trades, bid, bidSize, ask, askSize, price,
            quantity, side, tradeId);

    private Frame frame;

    /** Under which a candle subscription is acknowledged, before the symbol. */
    static String ohlcKey(long minutes) {
        return "ohlc-" + minutes;
    }

    @Override
    public void read(String text, Frame into) throws FrameRefused {
        frame = into;
        fields.clear();
        resultFields.clear();
        envelope.read(text);
        if (!channel.isPresent()) {
            classify(text);
        } else if (channel.textOr("").equals("heartbeat")) {
            frame.setKind(Frame.Kind.ALIVE);
        }
    }

    private void classify(String text) throws FrameRefused {
        if (!method.isPresent() && !error.isPresent()) {
            throw new FrameRefused("missing-field", "a frame has channel, method or error: " + text);
        }
        final String asked = method.textOr("");
        if (asked.equals("pong")) {
            frame.setKind(Frame.Kind.ALIVE);
        } else if (error.isPresent() || success.isPresent() && !success.isTrue()) {
            frame.refuse(error.textOr("?"));
        } else if (asked.equals("subscribe") && resultChannel.isPresent()) {
            final String of = resultChannel.text();
            final String key = of.equals("ohlc") ? ohlcKey(resultInterval.integer()) : of;
            frame.acknowledge(key + ":" + resultSymbol.textOr(""));
        } else {
            frame.setKind(Frame.Kind.OTHER);
        }
    }

    private void readOuter(String key, JsonParser parser) throws FrameRefused {
        if (key.equals("result") && parser.currentToken() == JsonToken.START_OBJECT) {
            resultFields.readObject(parser);
        } else {
            fields.readValue(key, parser);
        }
    }

    /** Only candles need the time of the frame. */
    private boolean isReadable(boolean all) {
        return channel.isPresent()
                && (all || envelopeTime.isPresent() || !channel.textOr("").equals("ohlc"));
    }

    private void readData(JsonParser parser) throws FrameRefused {
        switch (channel.text()) {
            case "ohlc" -> readElements(parser, this::takeCandle);
            case "ticker" -> readElements(parser, this::takeQuote);
            case "trade" -> readElements(parser, this::takeTrade);
            default -> parser.skipChildren();
        }
    }

    private void readElements(JsonParser parser, JsonRows.Row row) throws FrameRefused {
        frame.setKind(Frame.Kind.DATA);
        JsonRows.each(parser, elementFields::readObject, row, frame::refuseElement);
    }

    private void takeCandle() throws FrameRefused {
        final long beginMs = IsoInstant.epochMs(begin.name(), begin.text());
        final long minutes = interval.integer();
        if (minutes < 1 || minutes > 1_000_000) {
            throw new FrameRefused("misaligned-bar", "interval is a number of minutes, but was " + minutes);
        }
        final long intervalMs = minutes * MINUTE_MS;
        final Candle candle = frame.nextCandle();
        candle.span(symbol.text(), Candle.timeframe(intervalMs), beginMs, intervalMs);
        candle.values(open.decimal(), high.decimal(), low.decimal(), close.decimal(), volume.decimal());
        candle.trades(trades.integer());
        // A snapshot has rows that ended long ago: what is known of the venue's time is that they did.
        final long saidMs = IsoInstant.epochMs(envelopeTime.name(), envelopeTime.text());
        candle.said(false, Math.min(saidMs, beginMs + intervalMs - 1));
        frame.keepCandle();
    }

    private void takeQuote() throws FrameRefused {
        final long timeMs = time.isPresent() ? IsoInstant.epochMs(time.name(), time.text()) : 0;
        frame.nextQuote()
                .set(symbol.text(), timeMs, bid.decimal(), bidSize.decimal(), ask.decimal(), askSize.decimal());
        frame.keepQuote();
    }

    private void takeTrade() throws FrameRefused {
        final boolean takerBuys = side.either("buy", "sell");
        final StreamTrade trade = frame.nextTrade();
        trade.set(
                symbol.text(),
                IsoInstant.epochMs(time.name(), time.text()),
                price.decimal(),
                quantity.decimal(),
                takerBuys);
        trade.number(tradeId.integer(), 1);
        frame.keepTrade();
    }
}
