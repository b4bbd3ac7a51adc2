package crucible.exchange.binance;

import crucible.exchange.FrameRefused;
import crucible.exchange.JsonField;
import crucible.exchange.JsonFields;
import crucible.exchange.JsonText;
import crucible.exchange.feed.EpochMs;
import crucible.exchange.feed.Frame;
import crucible.exchange.feed.FrameReader;
import crucible.exchange.feed.StreamTrade;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;

/**
 * One stream frame, raw or in the combined wrapper, checked field by field. Reused: {@link #read} replaces the content.
 * Fields in any order; unknown ones are skipped. For one thread at a time.
 */
final class BinanceFrames implements FrameReader {
    private static final int MAX_CHARS = 65_536;
    private static final String MARKET = "MARKET";

    private final JsonText json = new JsonText(MAX_CHARS);
    private final JsonField stream = new JsonField("stream");
    private final JsonField data = new JsonField("data");
    private final JsonField result = new JsonField("result");
    private final JsonField id = new JsonField("id");
    private final JsonField error = new JsonField("error");
    private final JsonField code = new JsonField("code");
    private final JsonField message = new JsonField("msg");
    private final JsonField eventType = new JsonField("e");
    private final JsonField eventTime = new JsonField("E");
    private final JsonField symbolField = new JsonField("s");
    private final JsonField updateId = new JsonField("u");
    private final JsonField bidPrice = new JsonField("b");
    private final JsonField bidQuantity = new JsonField("B");
    private final JsonField askPrice = new JsonField("a");
    private final JsonField askQuantity = new JsonField("A");
    private final JsonField kline = new JsonField("k");
    private final JsonField tradeTime = new JsonField("T");
    private final JsonField price = new JsonField("p");
    private final JsonField quantity = new JsonField("q");
    private final JsonField buyerIsMaker = new JsonField("m");
    private final JsonField tradeId = new JsonField("t");
    private final JsonField cause = new JsonField("X");
    private final KlineFields bar = new KlineFields();
    private final JsonFields fields = new JsonFields(
            stream,
            data,
            result,
            id,
            error,
            code,
            message,
            eventType,
            eventTime,
            symbolField,
            updateId,
            bidPrice,
            bidQuantity,
            askPrice,
            askQuantity,
            kline,
            tradeTime,
            price,
            quantity,
            buyerIsMaker,
            tradeId,
            cause);

    private boolean list;

    @Override
    public void read(String text, Frame frame) throws FrameRefused {
        fields.clear();
        bar.clear();
        list = false;
        json.read(text, this::readDocument);
        classify(text, frame);
    }

    private void readDocument(JsonParser parser) throws FrameRefused {
        JsonFields.eachProperty(parser, (key, at) -> readProperty(key, at, true));
    }

    private void readProperty(String key, JsonParser parser, boolean outermost) throws FrameRefused {
        final JsonField field = fields.find(key);
        final boolean object = parser.currentToken() == JsonToken.START_OBJECT;
        if (object && field == kline) {
            field.readAsObject();
            bar.read(parser);
        } else if (object && outermost && (field == data || field == error)) {
            field.readAsObject();
            JsonFields.eachProperty(parser, (inner, at) -> readProperty(inner, at, false));
        } else {
            list |= field == data && parser.currentToken() == JsonToken.START_ARRAY;
            fields.readValue(key, parser);
        }
    }

    private void classify(String text, Frame frame) throws FrameRefused {
        if (eventType.isPresent()) {
            switch (eventType.text()) {
                case "kline" -> readKline(frame);
                case "bookTicker" -> readBookTicker(frame);
                case "markPriceUpdate" -> readMark(frame);
                case "aggTrade" -> readTrade(frame, askPrice);
                case "trade" -> readTrade(frame, tradeId);
                case "serverShutdown" -> frame.setKind(Frame.Kind.SHUTDOWN);
                default -> frame.setKind(Frame.Kind.OTHER);
            }
        } else if (updateId.isPresent() || bidPrice.isPresent() || askPrice.isPresent()) {
            // On spot the best bid and ask come without a type.
            readBookTicker(frame);
        } else if (error.isPresent() || code.isPresent()) {
            frame.refuse("code " + code.integerOr(-1) + ": " + message.textOr(""));
        } else if (result.isPresent()) {
            frame.acknowledge(Long.toString(id.integerOr(-1)));
        } else if (list) {
            // Events of all symbols together, which nobody asked for.
            frame.setKind(Frame.Kind.OTHER);
        } else {
            throw new FrameRefused("missing-field", "a frame has e, or u, b and a, or result, or code: " + text);
        }
    }

    private void readKline(Frame frame) throws FrameRefused {
        final String symbol = symbolField.text();
        final long eventTimeMs = EpochMs.require("E", eventTime.integer());
        if (!kline.isPresent()) {
            throw new FrameRefused("missing-field", "k is present");
        }
        bar.fill(symbol, eventTimeMs, frame.nextCandle());
        frame.keepCandle();
    }

    private void readBookTicker(Frame frame) throws FrameRefused {
        updateId.integer();
        frame.nextQuote()
                .set(
                        symbolField.text(),
                        eventTime.integerOr(0),
                        bidPrice.text(),
                        bidQuantity.text(),
                        askPrice.text(),
                        askQuantity.text());
        frame.keepQuote();
    }

    /** The rate beside it is a prediction until it is settled, and is not read. */
    private void readMark(Frame frame) throws FrameRefused {
        frame.nextMark().set(symbolField.text(), eventTime.integer(), price.text(), tradeTime.integerOr(0));
        frame.keepMark();
    }

    /** Of futures, liquidations by the insurance fund and the like are no trades of the market. */
    private void readTrade(Frame frame, JsonField id) throws FrameRefused {
        final StreamTrade trade = frame.nextTrade();
        if (cause.textOr(MARKET).equals(MARKET)) {
            trade.set(symbolField.text(), tradeTime.integer(), price.text(), quantity.text(), !buyerIsMaker.isTrue());
        } else {
            trade.outside(symbolField.text(), tradeTime.integer());
        }
        trade.number(id.integer(), 1);
        frame.keepTrade();
    }
}
