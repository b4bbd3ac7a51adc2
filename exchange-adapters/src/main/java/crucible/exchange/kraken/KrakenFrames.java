package crucible.exchange.kraken;

import crucible.exchange.FrameRefused;
import crucible.exchange.IsoInstant;
import crucible.exchange.JsonField;
import crucible.exchange.JsonText;
import crucible.exchange.feed.Candle;
import crucible.exchange.feed.Frame;
import crucible.exchange.feed.FrameReader;
import crucible.model.Timeframe;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;

/**
 * The frames of a Kraken socket. No candle is called final. Prices and sizes are JSON numbers and are taken from their
 * digits. Fields in any order; unknown ones are skipped.
 */
final class KrakenFrames implements FrameReader {
    private static final int MAX_CHARS = 1 << 20;
    private static final long MINUTE_MS = 60_000;

    private final JsonText json = new JsonText(MAX_CHARS);
    private final JsonField channel = new JsonField("channel");
    private final JsonField method = new JsonField("method");
    private final JsonField success = new JsonField("success");
    private final JsonField error = new JsonField("error");
    private final JsonField envelopeTime = new JsonField("timestamp");
    private final JsonField resultChannel = new JsonField("result.channel");
    private final JsonField resultSymbol = new JsonField("result.symbol");
    private final JsonField resultInterval = new JsonField("result.interval");
    private final JsonField[] fields = {
        channel, method, success, error, envelopeTime, resultChannel, resultSymbol, resultInterval
    };

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
    private final JsonField[] elementFields = {
        symbol, time, begin, interval, open, high, low, close, volume, trades, bid, bidSize, ask, askSize, price,
        quantity, side
    };

    private Frame frame;
    private boolean dataPassedBy;

    /** Under which a candle subscription is acknowledged, before the symbol. */
    static String ohlcKey(long minutes) {
        return "ohlc-" + minutes;
    }

    @Override
    public void read(String text, Frame into) throws FrameRefused {
        frame = into;
        for (JsonField field : fields) {
            field.clear();
        }
        dataPassedBy = false;
        json.read(text, parser -> readDocument(parser, true));
        if (dataPassedBy && channel.isPresent()) {
            // The data stood before what says how to read them.
            json.read(text, parser -> readDocument(parser, false));
        }
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

    private void readDocument(JsonParser parser, boolean firstTime) throws FrameRefused {
        JsonText.require(parser, JsonToken.START_OBJECT, "a frame is an object");
        while (parser.nextToken() == JsonToken.PROPERTY_NAME) {
            final String name = parser.currentName();
            parser.nextToken();
            if (name.equals("data")) {
                // Only candles need the time of the frame.
                final boolean known = channel.isPresent()
                        && (!firstTime
                                || envelopeTime.isPresent()
                                || !channel.textOr("").equals("ohlc"));
                dataPassedBy |= !known;
                if (known) {
                    readData(parser);
                } else {
                    parser.skipChildren();
                }
            } else if (!firstTime) {
                parser.skipChildren();
            } else if (name.equals("result") && parser.currentToken() == JsonToken.START_OBJECT) {
                readResult(parser);
            } else {
                readField(outer(name), parser);
            }
        }
    }

    private JsonField outer(String name) {
        return switch (name) {
            case "channel" -> channel;
            case "method" -> method;
            case "success" -> success;
            case "error" -> error;
            case "timestamp" -> envelopeTime;
            default -> null;
        };
    }

    private static void readField(JsonField field, JsonParser parser) throws FrameRefused {
        if (field == null) {
            parser.skipChildren();
        } else {
            field.read(parser);
        }
    }

    private void readResult(JsonParser parser) throws FrameRefused {
        while (parser.nextToken() == JsonToken.PROPERTY_NAME) {
            final String name = parser.currentName();
            parser.nextToken();
            readField(
                    switch (name) {
                        case "channel" -> resultChannel;
                        case "symbol" -> resultSymbol;
                        case "interval" -> resultInterval;
                        default -> null;
                    },
                    parser);
        }
    }

    private void readData(JsonParser parser) throws FrameRefused {
        final String of = channel.text();
        final boolean isOurs = of.equals("ohlc") || of.equals("ticker") || of.equals("trade");
        if (!isOurs) {
            parser.skipChildren();
            return;
        }
        JsonText.require(parser, JsonToken.START_ARRAY, "data is an array");
        frame.setKind(Frame.Kind.DATA);
        while (parser.nextToken() != JsonToken.END_ARRAY) {
            JsonText.require(parser, JsonToken.START_OBJECT, "an element of data is an object");
            readElement(parser);
            try {
                switch (of) {
                    case "ohlc" -> takeCandle();
                    case "ticker" -> takeQuote();
                    default -> takeTrade();
                }
            } catch (FrameRefused e) {
                frame.refuseElement(e);
            }
        }
    }

    private void readElement(JsonParser parser) throws FrameRefused {
        for (JsonField field : elementFields) {
            field.clear();
        }
        while (parser.nextToken() == JsonToken.PROPERTY_NAME) {
            final String name = parser.currentName();
            parser.nextToken();
            readField(element(name), parser);
        }
    }

    private JsonField element(String name) {
        for (JsonField field : elementFields) {
            if (field.name().equals(name)) {
                return field;
            }
        }
        return null;
    }

    private void takeCandle() throws FrameRefused {
        final long beginMs = IsoInstant.epochMs(begin.name(), begin.text());
        final long minutes = interval.integer();
        if (minutes < 1 || minutes > 1_000_000) {
            throw new FrameRefused("misaligned-bar", "interval is a number of minutes, but was " + minutes);
        }
        final long intervalMs = minutes * MINUTE_MS;
        final Candle candle = frame.nextCandle();
        candle.span(symbol.text(), timeframe(intervalMs), beginMs, intervalMs);
        candle.values(open.decimal(), high.decimal(), low.decimal(), close.decimal(), volume.decimal());
        candle.trades(trades.integer());
        // A snapshot has rows that ended long ago: what is known of the venue's time is that they did.
        final long saidMs = IsoInstant.epochMs(envelopeTime.name(), envelopeTime.text());
        candle.said(false, Math.min(saidMs, beginMs + intervalMs - 1));
        frame.keepCandle();
    }

    private static Timeframe timeframe(long intervalMs) {
        for (int i = 0; i < Timeframe.count(); i++) {
            if (Timeframe.at(i).intervalMs() == intervalMs) {
                return Timeframe.at(i);
            }
        }
        return null;
    }

    private void takeQuote() throws FrameRefused {
        final long timeMs = time.isPresent() ? IsoInstant.epochMs(time.name(), time.text()) : 0;
        frame.nextQuote()
                .set(symbol.text(), timeMs, bid.decimal(), bidSize.decimal(), ask.decimal(), askSize.decimal());
        frame.keepQuote();
    }

    private void takeTrade() throws FrameRefused {
        final String taker = side.text();
        if (!taker.equals("buy") && !taker.equals("sell")) {
            throw new FrameRefused("wrong-type", "side is buy or sell, but was " + taker);
        }
        frame.nextTrade()
                .set(
                        symbol.text(),
                        IsoInstant.epochMs(time.name(), time.text()),
                        price.decimal(),
                        quantity.decimal(),
                        taker.equals("buy"));
        frame.keepTrade();
    }
}
