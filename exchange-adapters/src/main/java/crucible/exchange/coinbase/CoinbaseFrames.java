package crucible.exchange.coinbase;

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
 * The frames of a Coinbase socket. They are numbered, over all channels of the socket; a number left out is a frame that
 * was lost. Fields in any order; unknown ones are skipped.
 */
final class CoinbaseFrames implements FrameReader {
    /** A snapshot of all products' candles is some hundred kilobytes. */
    private static final int MAX_CHARS = 8 << 20;

    private static final long NONE = -1;

    private final JsonText json = new JsonText(MAX_CHARS);
    private final JsonField channel = new JsonField("channel");
    private final JsonField type = new JsonField("type");
    private final JsonField message = new JsonField("message");
    private final JsonField envelopeTime = new JsonField("timestamp");
    private final JsonField sequence = new JsonField("sequence_num");
    private final JsonField[] fields = {channel, type, message, envelopeTime, sequence};

    private final CandleFields candleFields = new CandleFields();
    private final JsonField product = new JsonField("product_id");
    private final JsonField bid = new JsonField("best_bid");
    private final JsonField bidSize = new JsonField("best_bid_quantity");
    private final JsonField ask = new JsonField("best_ask");
    private final JsonField askSize = new JsonField("best_ask_quantity");
    private final JsonField price = new JsonField("price");
    private final JsonField size = new JsonField("size");
    private final JsonField side = new JsonField("side");
    private final JsonField time = new JsonField("time");
    private final JsonField[] elementFields = {product, bid, bidSize, ask, askSize, price, size, side, time};

    private Frame frame;
    private long timeMs;
    private boolean eventsPassedBy;
    private long lastSequence = NONE;

    @Override
    public void read(String text, Frame into) throws FrameRefused {
        frame = into;
        for (JsonField field : fields) {
            field.clear();
        }
        eventsPassedBy = false;
        json.read(text, parser -> readDocument(parser, true));
        if (eventsPassedBy && channel.isPresent()) {
            // The events stood before what says how to read them.
            json.read(text, parser -> readDocument(parser, false));
        }
        if (!channel.isPresent()) {
            if (!type.textOr("").equals("error")) {
                throw new FrameRefused("missing-field", "a frame has channel, or is an error: " + text);
            }
            frame.refuse(message.textOr("?"));
            return;
        }
        if (channel.textOr("").equals("heartbeats")) {
            frame.setKind(Frame.Kind.ALIVE);
            frame.setTimeMs(IsoInstant.epochMs(envelopeTime.name(), envelopeTime.text()));
        }
        count();
    }

    /** Looks at the frame's number. A new socket begins with 0; a frame that comes twice is none that was lost. */
    private void count() {
        final long number = sequence.integerOr(NONE);
        if (number == NONE) {
            return;
        }
        if (lastSequence != NONE && number > lastSequence + 1) {
            frame.setLoss("frame " + (lastSequence + 1) + " is followed by " + number);
        }
        lastSequence = number;
    }

    private void readDocument(JsonParser parser, boolean firstTime) throws FrameRefused {
        JsonText.require(parser, JsonToken.START_OBJECT, "a frame is an object");
        while (parser.nextToken() == JsonToken.PROPERTY_NAME) {
            final String name = parser.currentName();
            parser.nextToken();
            if (name.equals("events")) {
                final boolean known = channel.isPresent() && envelopeTime.isPresent() || !firstTime;
                eventsPassedBy |= !known;
                if (known) {
                    readEvents(parser);
                } else {
                    parser.skipChildren();
                }
            } else if (!firstTime) {
                parser.skipChildren();
            } else {
                readField(outer(name), parser);
            }
        }
    }

    private JsonField outer(String name) {
        return named(fields, name);
    }

    private static JsonField named(JsonField[] among, String name) {
        for (JsonField field : among) {
            if (field.name().equals(name)) {
                return field;
            }
        }
        return null;
    }

    private static void readField(JsonField field, JsonParser parser) throws FrameRefused {
        if (field == null) {
            parser.skipChildren();
        } else {
            field.read(parser);
        }
    }

    private void readEvents(JsonParser parser) throws FrameRefused {
        final String of = channel.text();
        final String inner = switch (of) {
            case "candles" -> "candles";
            case "ticker" -> "tickers";
            case "market_trades" -> "trades";
            case "subscriptions" -> "subscriptions";
            default -> "";
        };
        if (inner.isEmpty()) {
            parser.skipChildren();
            return;
        }
        timeMs = IsoInstant.epochMs(envelopeTime.name(), envelopeTime.text());
        frame.setKind(inner.equals("subscriptions") ? Frame.Kind.ACKNOWLEDGEMENT : Frame.Kind.DATA);
        JsonText.require(parser, JsonToken.START_ARRAY, "events is an array");
        while (parser.nextToken() != JsonToken.END_ARRAY) {
            JsonText.require(parser, JsonToken.START_OBJECT, "an event is an object");
            while (parser.nextToken() == JsonToken.PROPERTY_NAME) {
                final boolean isInner = parser.currentName().equals(inner);
                parser.nextToken();
                if (!isInner) {
                    parser.skipChildren();
                } else if (inner.equals("subscriptions")) {
                    readSubscriptions(parser);
                } else {
                    readElements(of, parser);
                }
            }
        }
    }

    /** Of each channel, the list of all its products. */
    private void readSubscriptions(JsonParser parser) throws FrameRefused {
        JsonText.require(parser, JsonToken.START_OBJECT, "subscriptions is an object");
        while (parser.nextToken() == JsonToken.PROPERTY_NAME) {
            final String of = parser.currentName();
            parser.nextToken();
            if (parser.currentToken() != JsonToken.START_ARRAY) {
                parser.skipChildren();
                continue;
            }
            while (parser.nextToken() != JsonToken.END_ARRAY) {
                if (parser.currentToken() == JsonToken.VALUE_STRING) {
                    frame.acknowledge(of + ":" + parser.getString());
                } else {
                    parser.skipChildren();
                }
            }
        }
    }

    private void readElements(String of, JsonParser parser) throws FrameRefused {
        JsonText.require(parser, JsonToken.START_ARRAY, of + " is an array");
        while (parser.nextToken() != JsonToken.END_ARRAY) {
            JsonText.require(parser, JsonToken.START_OBJECT, "an element of " + of + " is an object");
            if (of.equals("candles")) {
                candleFields.read(parser);
            } else {
                readElement(parser);
            }
            try {
                switch (of) {
                    case "candles" -> takeCandle();
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
            final JsonField field = named(elementFields, parser.currentName());
            parser.nextToken();
            readField(field, parser);
        }
    }

    private void takeCandle() throws FrameRefused {
        final Candle candle = frame.nextCandle();
        candleFields.fill(candleFields.product(), Timeframe.M5, candle);
        // A snapshot has candles that ended long ago: what is known of the venue's time is that they did.
        final long lastMs = candle.openTimeMs() + Timeframe.M5.intervalMs() - 1;
        candle.said(false, Math.min(timeMs, lastMs));
        frame.keepCandle();
    }

    private void takeQuote() throws FrameRefused {
        frame.nextQuote().set(product.text(), timeMs, bid.text(), bidSize.text(), ask.text(), askSize.text());
        frame.keepQuote();
    }

    /** The side is the maker's. */
    private void takeTrade() throws FrameRefused {
        final String maker = side.text();
        if (!maker.equals("BUY") && !maker.equals("SELL")) {
            throw new FrameRefused("wrong-type", "side is BUY or SELL, but was " + maker);
        }
        frame.nextTrade()
                .set(
                        product.text(),
                        IsoInstant.epochMs(time.name(), time.text()),
                        price.text(),
                        size.text(),
                        maker.equals("SELL"));
        frame.keepTrade();
    }
}
