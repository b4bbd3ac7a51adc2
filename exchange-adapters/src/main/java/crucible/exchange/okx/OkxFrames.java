package crucible.exchange.okx;

import crucible.exchange.BookSide;
import crucible.exchange.FrameRefused;
import crucible.exchange.JsonEnvelope;
import crucible.exchange.JsonField;
import crucible.exchange.JsonFields;
import crucible.exchange.JsonRows;
import crucible.exchange.JsonText;
import crucible.exchange.feed.Candle;
import crucible.exchange.feed.Frame;
import crucible.exchange.feed.FrameReader;
import crucible.exchange.feed.StreamTrade;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;

/**
 * The frames of an OKX socket. Candles have no event time: a complete one gets its end, a running one its beginning.
 * Fields in any order; unknown ones are skipped.
 */
final class OkxFrames implements FrameReader {
    private static final int MAX_CHARS = 1 << 20;
    private static final String UPGRADE_NOTICE = "64008";

    private final JsonField event = new JsonField("event");
    private final JsonField code = new JsonField("code");
    private final JsonField message = new JsonField("msg");
    private final JsonField argument = new JsonField("arg");
    private final JsonFields fields = new JsonFields(event, code, message, argument);
    private final JsonField channel = new JsonField("channel", "arg.channel");
    private final JsonField instrument = new JsonField("instId", "arg.instId");
    private final JsonFields argumentFields = new JsonFields(channel, instrument);
    private final JsonEnvelope envelope = new JsonEnvelope(
            MAX_CHARS, "data", this::readOuter, all -> channel.isPresent() && instrument.isPresent(), this::readData);

    private final CandleRow row = new CandleRow();
    private final JsonField price = new JsonField("px");
    private final JsonField size = new JsonField("sz");
    private final JsonField side = new JsonField("side");
    private final JsonField time = new JsonField("ts");
    private final JsonField tradeId = new JsonField("tradeId");
    private final JsonField count = new JsonField("count");
    private final JsonFields elementFields = new JsonFields(price, size, side, time, tradeId, count);
    private final JsonField markPrice = new JsonField("markPx");
    private final JsonField fundingTime = new JsonField("fundingTime");
    private final JsonField markTime = new JsonField("ts");
    private final JsonFields markFields = new JsonFields(markPrice, fundingTime, markTime);
    private final BookSide bids = new BookSide("bids");
    private final BookSide asks = new BookSide("asks");

    private Frame frame;

    @Override
    public void read(String text, Frame into) throws FrameRefused {
        frame = into;
        if (text.equals("pong") || text.equals("ping")) {
            frame.setKind(Frame.Kind.ALIVE);
            return;
        }
        fields.clear();
        argumentFields.clear();
        envelope.read(text);
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

    private void readOuter(String key, JsonParser parser) throws FrameRefused {
        if (key.equals("arg") && parser.currentToken() == JsonToken.START_OBJECT) {
            argument.readAsObject();
            argumentFields.readObject(parser);
        } else {
            fields.readValue(key, parser);
        }
    }

    private void readData(JsonParser parser) throws FrameRefused {
        final String of = channel.text();
        if (of.startsWith("candle")) {
            final boolean minutes = of.endsWith("m");
            final long intervalMs = minutes ? Candle.intervalMs(of.substring("candle".length(), of.length() - 1)) : 0;
            if (intervalMs > 0) {
                readElements(parser, row::read, () -> takeCandle(intervalMs));
                return;
            }
        }
        switch (of) {
            case "bbo-tbt" -> readElements(parser, this::readBook, this::takeQuote);
            case "trades" -> readElements(parser, elementFields::readObject, this::takeTrade);
            case "mark-price", "funding-rate" -> readElements(parser, markFields::readObject, this::takeMark);
            default -> parser.skipChildren();
        }
    }

    private void readElements(JsonParser parser, JsonText.Reading element, JsonRows.Row row) throws FrameRefused {
        frame.setKind(Frame.Kind.DATA);
        JsonRows.each(parser, element, row, frame::refuseElement);
    }

    private void takeCandle(long intervalMs) throws FrameRefused {
        final Candle candle = frame.nextCandle();
        row.fill(instrument.text(), Candle.timeframe(intervalMs), intervalMs, candle);
        final boolean isFinal = row.isFinal();
        candle.said(isFinal, candle.openTimeMs() + (isFinal ? intervalMs : 0));
        frame.keepCandle();
    }

    private void readBook(JsonParser parser) throws FrameRefused {
        elementFields.clear();
        bids.clear();
        asks.clear();
        JsonFields.eachProperty(parser, (key, at) -> {
            switch (key) {
                case "bids" -> bids.read(at);
                case "asks" -> asks.read(at);
                default -> elementFields.readValue(key, at);
            }
        });
    }

    private void takeQuote() throws FrameRefused {
        if (!bids.isPresent() || !asks.isPresent()) {
            return;
        }
        frame.nextQuote()
                .set(instrument.text(), time.integerText(), bids.price(), bids.size(), asks.price(), asks.size());
        frame.keepQuote();
    }

    /** The rate beside the time of the next funding is a prediction until then, and is not read. */
    private void takeMark() throws FrameRefused {
        final boolean hasNext = !fundingTime.textOr("").isEmpty();
        frame.nextMark()
                .set(
                        instrument.text(),
                        markTime.integerText(),
                        markPrice.textOr(""),
                        hasNext ? fundingTime.integerText() : 0);
        frame.keepMark();
    }

    private void takeTrade() throws FrameRefused {
        final boolean takerBuys = side.either("buy", "sell");
        final StreamTrade trade = frame.nextTrade();
        trade.set(instrument.text(), time.integerText(), price.text(), size.text(), takerBuys);
        // Trades of one order come as one, under the number of the last.
        trade.number(tradeId.integerText(), count.isPresent() ? count.integerText() : 1);
        frame.keepTrade();
    }
}
