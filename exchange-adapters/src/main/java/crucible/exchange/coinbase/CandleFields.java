package crucible.exchange.coinbase;

import crucible.exchange.FrameRefused;
import crucible.exchange.JsonField;
import crucible.exchange.JsonFields;
import crucible.exchange.feed.Candle;
import crucible.exchange.feed.EpochMs;
import crucible.model.Timeframe;
import tools.jackson.core.JsonParser;

/** A candle as streams and REST write it: strings, the time in seconds. Reused. */
final class CandleFields {
    private final JsonField start = new JsonField("start");
    private final JsonField open = new JsonField("open");
    private final JsonField high = new JsonField("high");
    private final JsonField low = new JsonField("low");
    private final JsonField close = new JsonField("close");
    private final JsonField volume = new JsonField("volume");
    private final JsonField product = new JsonField("product_id");
    private final JsonFields fields = new JsonFields(start, open, high, low, close, volume, product);

    /** Reads the object at whose start the parser stands; leaves it at the object's end. */
    void read(JsonParser parser) throws FrameRefused {
        fields.readObject(parser);
    }

    /** The product, which REST does not repeat. */
    String product() throws FrameRefused {
        return product.text();
    }

    void fill(String symbol, Timeframe timeframe, Candle candle) throws FrameRefused {
        final long openMs = EpochMs.ofSeconds(start.name(), start.integerText());
        candle.span(symbol, timeframe, openMs, timeframe.intervalMs());
        candle.values(open.text(), high.text(), low.text(), close.text(), volume.text());
    }
}
