package crucible.exchange.binance;

import crucible.exchange.DecimalText;
import crucible.exchange.FrameRefused;
import crucible.exchange.JsonField;
import crucible.model.Bar;
import crucible.model.Provenance;
import crucible.model.Timeframe;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;

/** A candle as the venue sends it, in a stream's object or in a row of REST, checked. Reused. */
final class KlineFields {
    /** How long after its close a final candle may come and still be believed. */
    private static final long MAX_FINAL_DELAY_MS = 86_400_000L;

    /** A forming candle never carries a time after its end; the slack is for what the venue does not promise. */
    private static final long MAX_FORMING_DELAY_MS = 60_000L;

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

    private double open;
    private double high;
    private double low;
    private double close;
    private double volumeBase;

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
    void readRow(JsonParser parser, Timeframe timeframe) throws FrameRefused {
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
        checkSpan(timeframe.intervalMs());
        checkValues();
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

    /** Checks a stream's candle within its event. */
    void check(String symbol, long eventTimeMs) throws FrameRefused {
        if (!symbolField.text().equals(symbol)) {
            throw new FrameRefused("symbol-mismatch", "k.s is s, " + symbol + ", but was " + symbolField.text());
        }
        interval.text();
        checkSpan(lastTime.integer() - openTime.integer() + 1);
        checkValues();
        final long delayMs = eventTimeMs - lastTime.integer();
        final boolean timely =
                isFinal.isTrue() ? 0 <= delayMs && delayMs <= MAX_FINAL_DELAY_MS : delayMs <= MAX_FORMING_DELAY_MS;
        if (!timely || eventTimeMs < openTime.integer()) {
            throw new FrameRefused(
                    "bad-time",
                    "E lies within a forming candle, and after a final one, but was " + delayMs + " ms after k.T");
        }
    }

    private void checkSpan(long intervalMs) throws FrameRefused {
        final long openTimeMs = SpotFrame.requireTime("k.t", openTime.integer());
        SpotFrame.requireTime("k.T", lastTime.integer());
        if (intervalMs <= 0
                || lastTime.integer() != openTimeMs + intervalMs - 1
                || Math.floorMod(openTimeMs, intervalMs) != 0) {
            throw new FrameRefused(
                    "misaligned-bar",
                    "a candle opens at a multiple of its interval and ends 1 ms before the next, but was " + openTimeMs
                            + ".." + lastTime.integer());
        }
    }

    private void checkValues() throws FrameRefused {
        open = DecimalText.price("k.o", openPrice.text());
        high = DecimalText.price("k.h", highPrice.text());
        low = DecimalText.price("k.l", lowPrice.text());
        close = DecimalText.price("k.c", closePrice.text());
        volumeBase = DecimalText.quantity("k.v", volume.text());
        if (trades.integer() < 0) {
            throw new FrameRefused("bad-number", "k.n is not negative, but was " + trades.integer());
        }
        if (low > Math.min(open, close) || high < Math.max(open, close)) {
            throw new FrameRefused(
                    "bad-ohlc",
                    "low <= open, close <= high, but was " + open + ", " + high + ", " + low + ", " + close);
        }
    }

    /** Label of the interval. */
    String interval() throws FrameRefused {
        return interval.text();
    }

    /** Start of the span, epoch milliseconds. */
    long openTimeMs() throws FrameRefused {
        return openTime.integer();
    }

    /** Whether the candle is final. */
    boolean isFinal() throws FrameRefused {
        return isFinal.isTrue();
    }

    /**
     * The closed bar, of an origin that the caller knows. A bar in which nothing traded says so itself, unless it is
     * from a time when nobody listened.
     */
    Bar toBar(int instrumentId, Timeframe timeframe, Provenance provenance) throws FrameRefused {
        if (!timeframe.closesAt(openTime.integer())
                || lastTime.integer() + 1 - openTime.integer() != timeframe.intervalMs()) {
            throw new FrameRefused("misaligned-bar", "k.t and k.T span " + timeframe.label());
        }
        final boolean nothingTraded = trades.integer() == 0 && volumeBase == 0 && high == low;
        final Provenance origin = nothingTraded && provenance != Provenance.OFFLINE ? Provenance.SYNTHETIC : provenance;
        return new Bar(instrumentId, timeframe, openTime.integer(), open, high, low, close, volumeBase, origin);
    }
}
