package crucible.exchange.coinbase;

import crucible.exchange.FrameRefused;
import crucible.exchange.IsoInstant;
import crucible.exchange.JsonEnvelope;
import crucible.exchange.JsonField;
import crucible.exchange.JsonFields;
import crucible.exchange.JsonRows;
import crucible.exchange.JsonText;
import crucible.exchange.feed.Candle;
import crucible.exchange.feed.Frame;
import crucible.exchange.feed.FrameReader;
import crucible.exchange.feed.StreamTrade;
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

    private final JsonField channel = new JsonField("channel");
    private final JsonField type = new JsonField("type");
    private final JsonField message = new JsonField("message");
    private final JsonField envelopeTime = new JsonField("timestamp");
    private final JsonField sequence = new JsonField("sequence_num");
    private final JsonFields fields = new JsonFields(channel, type, message, envelopeTime, sequence);
    private final JsonEnvelope envelope = new JsonEnvelope(
            MAX_CHARS,
            "events",
            fields::readValue,
            all -> channel.isPresent() && (all || envelopeTime.isPresent()),
            this::readEvents);

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
    private final JsonField tradeId = new JsonField("trade_id");
    private final JsonFields elementFields =
            new JsonFields(product, bid, bidSize, ask, askSize, price, size, side, time, tradeId);

    private Frame frame;
    private long timeMs;
    private long lastSequence = NONE;

    @Override
    public void read(String text, Frame into) throws FrameRefused {
        frame = into;
        fields.clear();
        envelope.read(text);
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
            JsonFields.onlyProperty(parser, inner, at -> {
                switch (of) {
                    case "candles" -> readElements(at, candleFields::read, this::takeCandle);
                    case "ticker" -> readElements(at, elementFields::readObject, this::takeQuote);
                    case "market_trades" -> readElements(at, elementFields::readObject, this::takeTrade);
                    default -> readSubscriptions(at);
                }
            });
        }
    }

    private void readElements(JsonParser parser, JsonText.Reading element, JsonRows.Row row) throws FrameRefused {
        JsonRows.each(parser, element, row, frame::refuseElement);
    }

    /** Of each channel, the list of all its products. */
    private void readSubscriptions(JsonParser parser) throws FrameRefused {
        JsonFields.eachProperty(parser, (of, at) -> {
            if (at.currentToken() != JsonToken.START_ARRAY) {
                at.skipChildren();
                return;
            }
            while (at.nextToken() != JsonToken.END_ARRAY) {
                if (at.currentToken() == JsonToken.VALUE_STRING) {
                    frame.acknowledge(of + ":" + at.getString());
                } else {
                    at.skipChildren();
                }
            }
        });
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
        final boolean takerBuys = side.either("SELL", "BUY");
        final StreamTrade trade = frame.nextTrade();
        trade.set(product.text(), IsoInstant.epochMs(time.name(), time.text()), price.text(), size.text(), takerBuys);
        trade.number(tradeId.integerText(), 1);
        frame.keepTrade();
    }
}
