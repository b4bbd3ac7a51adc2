package crucible.exchange.binance;

import crucible.exchange.FrameRefused;
import crucible.exchange.JsonField;
import crucible.exchange.JsonFields;
import crucible.exchange.feed.Candle;
import crucible.exchange.feed.EpochMs;
import crucible.model.Timeframe;
import tools.jackson.core.JsonParser;

/** The fields of a candle as the venue sends it, in a stream's object or in a row of REST. Reused. */
final class KlineFields {
    private final JsonField openTime = new JsonField("t", "k.t");
    private final JsonField lastTime = new JsonField("T", "k.T");
    private final JsonField symbolField = new JsonField("s", "k.s");
    private final JsonField interval = new JsonField("i", "k.i");
    private final JsonField openPrice = new JsonField("o", "k.o");
    private final JsonField highPrice = new JsonField("h", "k.h");
    private final JsonField lowPrice = new JsonField("l", "k.l");
    private final JsonField closePrice = new JsonField("c", "k.c");
    private final JsonField volume = new JsonField("v", "k.v");
    private final JsonField trades = new JsonField("n", "k.n");
    private final JsonField isFinal = new JsonField("x", "k.x");
    private final JsonField quoteVolume = new JsonField("q", "k.q");
    private final JsonFields fields = new JsonFields(
            openTime,
            lastTime,
            symbolField,
            interval,
            openPrice,
            highPrice,
            lowPrice,
            closePrice,
            volume,
            trades,
            isFinal);

    /** A row of REST: open time, four prices, volume, last millisecond, quote volume, trades, and more. */
    private final JsonFields row =
            new JsonFields(openTime, openPrice, highPrice, lowPrice, closePrice, volume, lastTime, quoteVolume, trades);

    void clear() {
        fields.clear();
    }

    /** Reads the object at which the parser stands. */
    void read(JsonParser parser) throws FrameRefused {
        fields.readObject(parser);
    }

    /** Reads the row of REST at which the parser stands. */
    void readRow(JsonParser parser) throws FrameRefused {
        row.readRow(parser);
    }

    /** Fills {@code candle} from a row of REST. */
    void fill(String symbol, Timeframe timeframe, Candle candle) throws FrameRefused {
        span(symbol, timeframe, candle);
        values(candle);
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
