package crucible.exchange.okx;

import crucible.exchange.FrameRefused;
import crucible.exchange.JsonField;
import crucible.exchange.JsonText;
import crucible.exchange.feed.Candle;
import crucible.exchange.feed.Frame;
import crucible.exchange.feed.FrameReader;
import crucible.model.Timeframe;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;

/**
 * The frames of an OKX socket. Candles have no event time: a complete one gets its end, a running one its beginning.
 * Fields in any order; unknown ones are skipped.
 */
final class OkxFrames implements FrameReader {
    private static final int MAX_CHARS = 1 << 20;
    private static final String UPGRADE_NOTICE = "64008";
    private static final long MINUTE_MS = 60_000;

    private final JsonText json = new JsonText(MAX_CHARS);
    private final JsonField event = new JsonField("event");
    private final JsonField code = new JsonField("code");
    private final JsonField message = new JsonField("msg");
    private final JsonField argument = new JsonField("arg");
    private final JsonField channel = new JsonField("channel");
    private final JsonField instrument = new JsonField("instId");
    private final JsonField[] fields = {event, code, message, argument, channel, instrument};
    private final CandleRow row = new CandleRow();

    private final JsonField price = new JsonField("px");
    private final JsonField size = new JsonField("sz");
    private final JsonField side = new JsonField("side");
    private final JsonField time = new JsonField("ts");
    private final JsonField bid = new JsonField("bids[0][0]");
    private final JsonField bidSize = new JsonField("bids[0][1]");
    private final JsonField ask = new JsonField("asks[0][0]");
    private final JsonField askSize = new JsonField("asks[0][1]");
    private final JsonField[] elementFields = {price, size, side, time, bid, bidSize, ask, askSize};

    private Frame frame;
    private boolean dataPassedBy;

    @Override
    public void read(String text, Frame into) throws FrameRefused {
        frame = into;
        if (text.equals("pong") || text.equals("ping")) {
            frame.setKind(Frame.Kind.ALIVE);
            return;
        }
        for (JsonField field : fields) {
            field.clear();
        }
        dataPassedBy = false;
        json.read(text, parser -> readDocument(parser, true));
        if (dataPassedBy && channel.isPresent() && instrument.isPresent()) {
            // The data stood before what says how to read them.
            json.read(text, parser -> readDocument(parser, false));
        }
        classify(text);
    }

    private void classify(String text) throws FrameRefused {
        if (!event.isPresent()) {
            if (!argument.isPresent()) {
                throw new FrameRefused("missing-field", "a frame has event or arg: " + text);
            }
            return;
        }
        switch (event.text()) {
            case "subscribe" -> frame.acknowledge(channel.text() + ":" + instrument.textOr(""));
            case "error" -> frame.refuse("code " + code.textOr("?") + ": " + message.textOr(""));
            case "notice" ->
                frame.setKind(code.textOr("").equals(UPGRADE_NOTICE) ? Frame.Kind.SHUTDOWN : Frame.Kind.OTHER);
            default -> frame.setKind(Frame.Kind.OTHER);
        }
    }

    private void readDocument(JsonParser parser, boolean firstTime) throws FrameRefused {
        JsonText.require(parser, JsonToken.START_OBJECT, "a frame is an object");
        while (parser.nextToken() == JsonToken.PROPERTY_NAME) {
            final String name = parser.currentName();
            parser.nextToken();
            if (name.equals("data") && channel.isPresent() && instrument.isPresent()) {
                readData(parser);
            } else if (name.equals("data") || !firstTime) {
                dataPassedBy |= name.equals("data");
                parser.skipChildren();
            } else if (name.equals("arg") && parser.currentToken() == JsonToken.START_OBJECT) {
                argument.readAsObject();
                readArgument(parser);
            } else {
                final JsonField field = outer(name);
                if (field == null) {
                    parser.skipChildren();
                } else {
                    field.read(parser);
                }
            }
        }
    }

    private JsonField outer(String name) {
        return switch (name) {
            case "event" -> event;
            case "code" -> code;
            case "msg" -> message;
            case "arg" -> argument;
            default -> null;
        };
    }

    private void readArgument(JsonParser parser) throws FrameRefused {
        while (parser.nextToken() == JsonToken.PROPERTY_NAME) {
            final String name = parser.currentName();
            parser.nextToken();
            if (name.equals("channel")) {
                channel.read(parser);
            } else if (name.equals("instId")) {
                instrument.read(parser);
            } else {
                parser.skipChildren();
            }
        }
    }

    private void readData(JsonParser parser) throws FrameRefused {
        final String of = channel.text();
        final boolean candles = of.startsWith("candle");
        final long intervalMs = candles ? intervalMs(of.substring("candle".length())) : 0;
        final boolean quotes = of.equals("bbo-tbt");
        if (!quotes && !of.equals("trades") && intervalMs == 0) {
            parser.skipChildren();
            return;
        }
        JsonText.require(parser, JsonToken.START_ARRAY, "data is an array");
        frame.setKind(Frame.Kind.DATA);
        while (parser.nextToken() != JsonToken.END_ARRAY) {
            if (candles) {
                row.read(parser);
            } else {
                JsonText.require(parser, JsonToken.START_OBJECT, "an element of data is an object");
                readElement(parser);
            }
            try {
                if (candles) {
                    takeCandle(intervalMs);
                } else if (quotes) {
                    takeQuote();
                } else {
                    takeTrade();
                }
            } catch (FrameRefused e) {
                frame.refuseElement(e);
            }
        }
    }

    private void takeCandle(long intervalMs) throws FrameRefused {
        final Candle candle = frame.nextCandle();
        row.fill(instrument.text(), timeframe(intervalMs), intervalMs, candle);
        final boolean isFinal = row.isFinal();
        candle.said(isFinal, candle.openTimeMs() + (isFinal ? intervalMs : 0));
        frame.keepCandle();
    }

    /** Length of an interval in minutes, 0 for those in other units. */
    private static long intervalMs(String label) {
        return label.matches("[1-9][0-9]?m") ? Long.parseLong(label.substring(0, label.length() - 1)) * MINUTE_MS : 0;
    }

    private static Timeframe timeframe(long intervalMs) {
        for (int i = 0; i < Timeframe.count(); i++) {
            if (Timeframe.at(i).intervalMs() == intervalMs) {
                return Timeframe.at(i);
            }
        }
        return null;
    }

    private void readElement(JsonParser parser) throws FrameRefused {
        for (JsonField field : elementFields) {
            field.clear();
        }
        while (parser.nextToken() == JsonToken.PROPERTY_NAME) {
            final String name = parser.currentName();
            parser.nextToken();
            switch (name) {
                case "px" -> price.read(parser);
                case "sz" -> size.read(parser);
                case "side" -> side.read(parser);
                case "ts" -> time.read(parser);
                case "bids" -> readBest(parser, bid, bidSize);
                case "asks" -> readBest(parser, ask, askSize);
                default -> parser.skipChildren();
            }
        }
    }

    /** The first level of a side; a side may be empty. */
    private static void readBest(JsonParser parser, JsonField price, JsonField size) throws FrameRefused {
        JsonText.require(parser, JsonToken.START_ARRAY, "a side of the book is an array");
        int level = 0;
        while (parser.nextToken() != JsonToken.END_ARRAY) {
            if (level++ > 0) {
                parser.skipChildren();
                continue;
            }
            JsonText.require(parser, JsonToken.START_ARRAY, "a level of the book is an array");
            int column = 0;
            while (parser.nextToken() != JsonToken.END_ARRAY) {
                if (column < 2) {
                    (column == 0 ? price : size).read(parser);
                } else {
                    parser.skipChildren();
                }
                column++;
            }
        }
    }

    private void takeQuote() throws FrameRefused {
        if (!bid.isPresent() || !ask.isPresent()) {
            return;
        }
        frame.nextQuote()
                .set(instrument.text(), time.integerText(), bid.text(), bidSize.text(), ask.text(), askSize.text());
        frame.keepQuote();
    }

    private void takeTrade() throws FrameRefused {
        final String taker = side.text();
        if (!taker.equals("buy") && !taker.equals("sell")) {
            throw new FrameRefused("wrong-type", "side is buy or sell, but was " + taker);
        }
        frame.nextTrade().set(instrument.text(), time.integerText(), price.text(), size.text(), taker.equals("buy"));
        frame.keepTrade();
    }
}
