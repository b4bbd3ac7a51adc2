package crucible.exchange.bybit;

import crucible.exchange.BookSide;
import crucible.exchange.FrameRefused;
import crucible.exchange.JsonEnvelope;
import crucible.exchange.JsonField;
import crucible.exchange.JsonFields;
import crucible.exchange.JsonRows;
import crucible.exchange.feed.Candle;
import crucible.exchange.feed.EpochMs;
import crucible.exchange.feed.Frame;
import crucible.exchange.feed.FrameReader;
import crucible.exchange.feed.StreamTrade;
import tools.jackson.core.JsonParser;

/**
 * The frames of a Bybit socket. Candles come several to a frame, the closing one beside its successor, and each says for
 * itself whether it is confirmed. Fields in any order; unknown ones are skipped.
 */
final class BybitFrames implements FrameReader {
    private static final int MAX_CHARS = 1 << 20;
    private static final String TICKERS = "tickers.";

    /** What stands in the data of a topic. */
    private enum Topic {
        KLINE,
        BOOK,
        TRADES,
        TICKERS,
        OTHER
    }

    private final JsonField topicField = new JsonField("topic");
    private final JsonField type = new JsonField("type");
    private final JsonField timestamp = new JsonField("ts");
    private final JsonField operation = new JsonField("op");
    private final JsonField success = new JsonField("success");
    private final JsonField message = new JsonField("ret_msg");
    private final JsonField requestId = new JsonField("req_id");
    private final JsonFields fields =
            new JsonFields(topicField, type, timestamp, operation, success, message, requestId);
    private final JsonEnvelope envelope = new JsonEnvelope(
            MAX_CHARS,
            "data",
            fields::readValue,
            all -> topicField.isPresent() && timestamp.isPresent(),
            this::readData);

    private final JsonField start = new JsonField("start");
    private final JsonField end = new JsonField("end");
    private final JsonField open = new JsonField("open");
    private final JsonField high = new JsonField("high");
    private final JsonField low = new JsonField("low");
    private final JsonField close = new JsonField("close");
    private final JsonField volume = new JsonField("volume");
    private final JsonField confirm = new JsonField("confirm");
    private final JsonFields klineFields = new JsonFields(start, end, open, high, low, close, volume, confirm);

    private final JsonField tradeTime = new JsonField("T");
    private final JsonField tradeSymbol = new JsonField("s");
    private final JsonField side = new JsonField("S");
    private final JsonField tradeSize = new JsonField("v");
    private final JsonField tradePrice = new JsonField("p");
    private final JsonField tradeId = new JsonField("i");
    private final JsonField blockTrade = new JsonField("BT");
    private final JsonFields tradeFields =
            new JsonFields(tradeTime, tradeSymbol, side, tradeSize, tradePrice, tradeId, blockTrade);

    private final BookSide bids = new BookSide("b");
    private final BookSide asks = new BookSide("a");
    private final JsonField markPrice = new JsonField("markPrice");
    private final JsonField nextFundingTime = new JsonField("nextFundingTime");
    private final JsonFields tickerFields = new JsonFields(markPrice, nextFundingTime);

    private Frame frame;

    @Override
    public void read(String text, Frame into) throws FrameRefused {
        frame = into;
        fields.clear();
        bids.clear();
        asks.clear();
        tickerFields.clear();
        envelope.read(text);
        classify(text);
    }

    private void classify(String text) throws FrameRefused {
        if (topicField.isPresent()) {
            if (topic() == Topic.OTHER) {
                return;
            }
            EpochMs.require("ts", timestamp.integer());
            if (bids.isPresent() && asks.isPresent()) {
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
            case TRADES -> {
                frame.setKind(Frame.Kind.DATA);
                readEach(parser, tradeFields, this::readTrade);
            }
            case BOOK -> readBook(parser);
            case TICKERS -> readTicker(parser);
            case OTHER -> parser.skipChildren();
        }
    }

    private void readEach(JsonParser parser, JsonFields known, JsonRows.Row row) throws FrameRefused {
        JsonRows.each(parser, known::readObject, row, frame::refuseElement);
    }

    private void readKline() throws FrameRefused {
        final String topic = topicField.text();
        final int dot = topic.indexOf('.', "kline.".length());
        if (dot < 0) {
            throw new FrameRefused("wrong-type", "topic is kline.INTERVAL.SYMBOL, but was " + topic);
        }
        final String interval = topic.substring("kline.".length(), dot);
        final long intervalMs = Candle.intervalMs(interval);
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
        candle.span(topic.substring(dot + 1), Candle.timeframe(intervalMs), start.integer(), intervalMs);
        candle.values(open.text(), high.text(), low.text(), close.text(), volume.text());
        candle.said(confirm.isTrue(), timestamp.integer());
        frame.keepCandle();
    }

    private void readTrade() throws FrameRefused {
        if (blockTrade.isPresent() && blockTrade.isTrue()) {
            // Agreed on elsewhere, and in no candle.
            return;
        }
        final boolean takerBuys = side.either("Buy", "Sell");
        final StreamTrade trade = frame.nextTrade();
        trade.set(tradeSymbol.text(), tradeTime.integer(), tradePrice.text(), tradeSize.text(), takerBuys);
        trade.name(tradeId.text());
        frame.keepTrade();
    }

    /** A snapshot or what has changed since; the rate beside it is a prediction until it is settled, and is not read. */
    private void readTicker(JsonParser parser) throws FrameRefused {
        frame.setKind(Frame.Kind.DATA);
        tickerFields.readObject(parser);
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
        frame.setKind(Frame.Kind.DATA);
        JsonFields.eachProperty(parser, (key, at) -> {
            switch (key) {
                case "b" -> bids.read(at);
                case "a" -> asks.read(at);
                default -> at.skipChildren();
            }
        });
    }

    private void readQuote() throws FrameRefused {
        frame.nextQuote()
                .set(
                        topicField.text().substring("orderbook.1.".length()),
                        timestamp.integer(),
                        bids.price(),
                        bids.size(),
                        asks.price(),
                        asks.size());
        frame.keepQuote();
    }
}
