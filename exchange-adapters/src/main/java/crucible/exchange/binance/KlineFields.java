package crucible.exchange.binance;

import crucible.exchange.FrameRefused;
import crucible.exchange.JsonField;
import crucible.exchange.feed.Candle;
import crucible.exchange.feed.EpochMs;
import crucible.model.Timeframe;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;

/** The fields of a candle as the venue sends it, in a stream's object or in a row of REST. Reused. */
final class KlineFields {
    private final JsonField openTime = new JsonField("k.t");
    private final JsonField lastTime = new JsonField("k.T");
    private final JsonField symbolField = new JsonField("k.s");
    private final JsonField interval = new JsonField("k.i");
    private final JsonField openPrice = new JsonField("k.o");
    private final JsonField highPrice = new JsonField("k.h");
    private final JsonField lowPrice = new JsonField("k.l");
    private final JsonField closePrice = new JsonField("k.c");
    private final JsonField volume = new JsonField("k.v");
    private final JsonField trades = new JsonField("k.n");
    private final JsonField isFinal = new JsonField("k.x");
    private final JsonField[] fields = {
        openTime, lastTime, symbolField, interval, openPrice, highPrice, lowPrice, closePrice, volume, trades, isFinal
    };

    /** A row of REST: open time, four prices, volume, last millisecond, quote volume, trades, and more. */
    private final JsonField[] row = {
        openTime, openPrice, highPrice, lowPrice, closePrice, volume, lastTime, null, trades
    };

    void clear() {
        for (JsonField field : fields) {
            field.clear();
        }
    }

    /** Reads the object at which the parser stands. */
    void read(JsonParser parser) throws FrameRefused {
        while (parser.nextToken() == JsonToken.PROPERTY_NAME) {
            final String name = parser.currentName();
            parser.nextToken();
            final JsonField field = field(name);
            if (field == null) {
                parser.skipChildren();
            } else {
                field.read(parser);
            }
        }
    }

    /** Reads and checks the row of REST at which the parser stands; leaves it at the row's end in any case. */
    void readRow(JsonParser parser, String symbol, Timeframe timeframe, Candle candle) throws FrameRefused {
        clear();
        if (parser.currentToken() != JsonToken.START_ARRAY) {
            parser.skipChildren();
            throw new FrameRefused("wrong-type", "a kline is an array");
        }
        int column = 0;
        while (parser.nextToken() != JsonToken.END_ARRAY) {
            if (column < row.length && row[column] != null) {
                row[column].read(parser);
            } else {
                parser.skipChildren();
            }
            column++;
        }
        span(symbol, timeframe, candle);
        values(candle);
    }

    private JsonField field(String name) {
        return switch (name) {
            case "t" -> openTime;
            case "T" -> lastTime;
            case "s" -> symbolField;
            case "i" -> interval;
            case "o" -> openPrice;
            case "h" -> highPrice;
            case "l" -> lowPrice;
            case "c" -> closePrice;
            case "v" -> volume;
            case "n" -> trades;
            case "x" -> isFinal;
            default -> null;
        };
    }

    /** Fills {@code candle} from a stream's object within its event. */
    void fill(String symbol, long eventTimeMs, Candle candle) throws FrameRefused {
        if (!symbolField.text().equals(symbol)) {
            throw new FrameRefused("symbol-mismatch", "k.s is s, " + symbol + ", but was " + symbolField.text());
        }
        span(symbol, timeframe(interval.text()), candle);
        values(candle);
        candle.said(isFinal.isTrue(), eventTimeMs);
    }

    private static Timeframe timeframe(String label) {
        return switch (label) {
            case "5m" -> Timeframe.M5;
            case "15m" -> Timeframe.M15;
            default -> null;
        };
    }

    /** The venue's last millisecond is that before the next candle. */
    private void span(String symbol, Timeframe timeframe, Candle candle) throws FrameRefused {
        EpochMs.require("k.T", lastTime.integer());
        candle.span(symbol, timeframe, openTime.integer(), lastTime.integer() + 1 - openTime.integer());
    }

    private void values(Candle candle) throws FrameRefused {
        candle.values(openPrice.text(), highPrice.text(), lowPrice.text(), closePrice.text(), volume.text());
        candle.trades(trades.integer());
    }
}
