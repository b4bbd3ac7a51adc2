package crucible.exchange.bybit;

import crucible.exchange.FrameRefused;
import crucible.exchange.JsonField;
import crucible.exchange.JsonText;
import crucible.exchange.feed.Candle;
import crucible.exchange.feed.EpochMs;
import crucible.exchange.feed.Frame;
import crucible.exchange.feed.FrameReader;
import crucible.model.Timeframe;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;

/**
 * The frames of a Bybit socket. Candles come several to a frame, the closing one beside its successor, and each says for
 * itself whether it is confirmed. Fields in any order; unknown ones are skipped.
 */
final class BybitFrames implements FrameReader {
    private static final int MAX_CHARS = 1 << 20;
    private static final long MINUTE_MS = 60_000;
    private static final String TICKERS = "tickers.";

    /** What stands in the data of a topic. */
    private enum Topic {
        KLINE,
        BOOK,
        TRADES,
        TICKERS,
        OTHER
    }

    private final JsonText json = new JsonText(MAX_CHARS);
    private final JsonField topicField = new JsonField("topic");
    private final JsonField type = new JsonField("type");
    private final JsonField timestamp = new JsonField("ts");
    private final JsonField operation = new JsonField("op");
    private final JsonField success = new JsonField("success");
    private final JsonField message = new JsonField("ret_msg");
    private final JsonField requestId = new JsonField("req_id");
    private final JsonField[] fields = {topicField, type, timestamp, operation, success, message, requestId};

    private final JsonField start = new JsonField("start");
    private final JsonField end = new JsonField("end");
    private final JsonField open = new JsonField("open");
    private final JsonField high = new JsonField("high");
    private final JsonField low = new JsonField("low");
    private final JsonField close = new JsonField("close");
    private final JsonField volume = new JsonField("volume");
    private final JsonField confirm = new JsonField("confirm");
    private final JsonField[] klineFields = {start, end, open, high, low, close, volume, confirm};

    private final JsonField tradeTime = new JsonField("T");
    private final JsonField tradeSymbol = new JsonField("s");
    private final JsonField side = new JsonField("S");
    private final JsonField tradeSize = new JsonField("v");
    private final JsonField tradePrice = new JsonField("p");
    private final JsonField[] tradeFields = {tradeTime, tradeSymbol, side, tradeSize, tradePrice};

    private final JsonField bid = new JsonField("b[0][0]");
    private final JsonField bidSize = new JsonField("b[0][1]");
    private final JsonField ask = new JsonField("a[0][0]");
    private final JsonField askSize = new JsonField("a[0][1]");
    private final JsonField markPrice = new JsonField("markPrice");
    private final JsonField nextFundingTime = new JsonField("nextFundingTime");
    private final JsonField[] tickerFields = {markPrice, nextFundingTime};
    private final JsonField[] bookFields = {bid, bidSize, ask, askSize};

    private Frame frame;
    private boolean dataPassedBy;

    @Override
    public void read(String text, Frame into) throws FrameRefused {
        frame = into;
        clear(fields);
        clear(bookFields);
        clear(tickerFields);
        dataPassedBy = false;
        json.read(text, parser -> readDocument(parser, true));
        if (dataPassedBy && topicField.isPresent() && timestamp.isPresent()) {
            // The data stood before what says how to read them.
            json.read(text, parser -> readDocument(parser, false));
        }
        classify(text);
    }

    private static void clear(JsonField[] all) {
        for (JsonField field : all) {
            field.clear();
        }
    }

    private void readDocument(JsonParser parser, boolean firstTime) throws FrameRefused {
        JsonText.require(parser, JsonToken.START_OBJECT, "a frame is an object");
        while (parser.nextToken() == JsonToken.PROPERTY_NAME) {
            final String name = parser.currentName();
            parser.nextToken();
            final JsonField field = firstTime ? field(name) : null;
            if (name.equals("data") && topicField.isPresent() && timestamp.isPresent()) {
                readData(parser);
            } else if (field == null) {
                dataPassedBy |= name.equals("data");
                parser.skipChildren();
            } else {
                field.read(parser);
            }
        }
    }

    private JsonField field(String name) {
        return switch (name) {
            case "topic" -> topicField;
            case "type" -> type;
            case "ts" -> timestamp;
            case "op" -> operation;
            case "success" -> success;
            case "ret_msg" -> message;
            case "req_id" -> requestId;
            default -> null;
        };
    }

    private void classify(String text) throws FrameRefused {
        if (topicField.isPresent()) {
            if (topic() == Topic.OTHER) {
                return;
            }
            EpochMs.require("ts", timestamp.integer());
            if (bid.isPresent() && ask.isPresent()) {
                readQuote();
            }
            if (markPrice.isPresent() || nextFundingTime.isPresent()) {
                readMark();
            }
            return;
        }
        if (!operation.isPresent() && !success.isPresent()) {
            throw new FrameRefused("missing-field", "a frame has topic, or op, or success: " + text);
        }
        if (success.isPresent() && !success.isTrue()) {
            frame.refuse(message.textOr(""));
        } else if (operation.textOr("").equals("subscribe")) {
            frame.acknowledge(requestId.textOr(""));
        } else if (operation.textOr("").equals("ping") || operation.textOr("").equals("pong")) {
            frame.setKind(Frame.Kind.ALIVE);
        }
    }

    private Topic topic() throws FrameRefused {
        final String name = topicField.text();
        if (name.startsWith("kline.")) {
            return Topic.KLINE;
        }
        if (name.startsWith("orderbook.1.")) {
            return Topic.BOOK;
        }
        if (name.startsWith(TICKERS)) {
            return Topic.TICKERS;
        }
        return name.startsWith("publicTrade.") ? Topic.TRADES : Topic.OTHER;
    }

    private void readData(JsonParser parser) throws FrameRefused {
        switch (topic()) {
            case KLINE -> readEach(parser, klineFields, this::readKline);
            case TRADES -> readEach(parser, tradeFields, this::readTrade);
            case BOOK -> readBook(parser);
            case TICKERS -> readTicker(parser);
            case OTHER -> parser.skipChildren();
        }
    }

    /** Takes in the fields of one element. */
    private interface Element {
        void take() throws FrameRefused;
    }

    private void readEach(JsonParser parser, JsonField[] known, Element element) throws FrameRefused {
        JsonText.require(parser, JsonToken.START_ARRAY, "data is an array");
        while (parser.nextToken() != JsonToken.END_ARRAY) {
            JsonText.require(parser, JsonToken.START_OBJECT, "an element of data is an object");
            clear(known);
            FrameRefused refused = null;
            while (parser.nextToken() == JsonToken.PROPERTY_NAME) {
                final JsonField field = named(known, parser.currentName());
                parser.nextToken();
                try {
                    if (field == null) {
                        parser.skipChildren();
                    } else {
                        field.read(parser);
                    }
                } catch (FrameRefused e) {
                    refused = e;
                    parser.skipChildren();
                }
            }
            try {
                if (refused != null) {
                    throw refused;
                }
                element.take();
            } catch (FrameRefused e) {
                frame.refuseElement(e);
            }
        }
    }

    private static JsonField named(JsonField[] known, String name) {
        for (JsonField field : known) {
            if (field.name().equals(name)) {
                return field;
            }
        }
        return null;
    }

    private void readKline() throws FrameRefused {
        final String topic = topicField.text();
        final int dot = topic.indexOf('.', "kline.".length());
        if (dot < 0) {
            throw new FrameRefused("wrong-type", "topic is kline.INTERVAL.SYMBOL, but was " + topic);
        }
        final String interval = topic.substring("kline.".length(), dot);
        final Timeframe timeframe = timeframe(interval);
        final long intervalMs = timeframe == null ? intervalMs(interval) : timeframe.intervalMs();
        if (intervalMs == 0) {
            // A day or more: of no interest, and without a length that never varies.
            return;
        }
        if (end.isPresent() && end.integer() != start.integer() + intervalMs - 1) {
            throw new FrameRefused(
                    "misaligned-bar",
                    "a candle of " + interval + " ends 1 ms before the next, but was " + start.integer() + ".."
                            + end.integer());
        }
        final Candle candle = frame.nextCandle();
        candle.span(topic.substring(dot + 1), timeframe, start.integer(), intervalMs);
        candle.values(open.text(), high.text(), low.text(), close.text(), volume.text());
        candle.said(confirm.isTrue(), timestamp.integer());
        frame.keepCandle();
    }

    private static Timeframe timeframe(String interval) {
        return switch (interval) {
            case "5" -> Timeframe.M5;
            case "15" -> Timeframe.M15;
            default -> null;
        };
    }

    /** Length of an interval in minutes; 0 for days and more. */
    private static long intervalMs(String interval) {
        return interval.matches("[1-9][0-9]{0,3}") ? Long.parseLong(interval) * MINUTE_MS : 0;
    }

    private void readTrade() throws FrameRefused {
        final String taker = side.text();
        if (!taker.equals("Buy") && !taker.equals("Sell")) {
            throw new FrameRefused("wrong-type", "S is Buy or Sell, but was " + taker);
        }
        frame.nextTrade()
                .set(tradeSymbol.text(), tradeTime.integer(), tradePrice.text(), tradeSize.text(), taker.equals("Buy"));
        frame.keepTrade();
    }

    /** A snapshot or what has changed since; the rate beside it is a prediction until it is settled, and is not read. */
    private void readTicker(JsonParser parser) throws FrameRefused {
        JsonText.require(parser, JsonToken.START_OBJECT, "data of a ticker is an object");
        frame.setKind(Frame.Kind.DATA);
        while (parser.nextToken() == JsonToken.PROPERTY_NAME) {
            final JsonField field = named(tickerFields, parser.currentName());
            parser.nextToken();
            if (field == null) {
                parser.skipChildren();
            } else {
                field.read(parser);
            }
        }
    }

    private void readMark() throws FrameRefused {
        final boolean hasNext = !nextFundingTime.textOr("").isEmpty();
        frame.nextMark()
                .set(
                        topicField.text().substring(TICKERS.length()),
                        timestamp.integer(),
                        markPrice.textOr(""),
                        hasNext ? nextFundingTime.integerText() : 0);
        frame.keepMark();
    }

    private void readBook(JsonParser parser) throws FrameRefused {
        JsonText.require(parser, JsonToken.START_OBJECT, "data of a book is an object");
        frame.setKind(Frame.Kind.DATA);
        while (parser.nextToken() == JsonToken.PROPERTY_NAME) {
            final String name = parser.currentName();
            parser.nextToken();
            if (name.equals("b")) {
                readBest(parser, bid, bidSize);
            } else if (name.equals("a")) {
                readBest(parser, ask, askSize);
            } else {
                parser.skipChildren();
            }
        }
    }

    /** The first level of a side; a side may be empty. */
    private static void readBest(JsonParser parser, JsonField price, JsonField size) throws FrameRefused {
        JsonText.require(parser, JsonToken.START_ARRAY, "a side of the book is an array");
        boolean first = true;
        while (parser.nextToken() != JsonToken.END_ARRAY) {
            if (!first) {
                parser.skipChildren();
                continue;
            }
            first = false;
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

    private void readQuote() throws FrameRefused {
        frame.nextQuote()
                .set(
                        topicField.text().substring("orderbook.1.".length()),
                        timestamp.integer(),
                        bid.text(),
                        bidSize.text(),
                        ask.text(),
                        askSize.text());
        frame.keepQuote();
    }
}
