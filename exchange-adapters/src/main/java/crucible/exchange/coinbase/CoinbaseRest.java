package crucible.exchange.coinbase;

import crucible.exchange.FrameRefused;
import crucible.exchange.JsonField;
import crucible.exchange.JsonFields;
import crucible.exchange.JsonRows;
import crucible.exchange.feed.RestDialect;
import crucible.exchange.feed.VenueRest;
import crucible.exchange.rules.CoinbaseRules;
import crucible.exchange.rules.ListedInstrument;
import crucible.model.Timeframe;
import java.io.IOException;
import java.util.List;
import okhttp3.HttpUrl;

/** Coinbase's public REST. Candles without trades are left out; 15m bars are made of three 5m ones, as live ones are. */
public final class CoinbaseRest implements RestDialect {
    private static final String BASE = "api/v3/brokerage/";
    private static final int MAX_ROWS = 300;

    private CoinbaseRest() {}

    /** Spot. */
    public static CoinbaseRest of() {
        return new CoinbaseRest();
    }

    /** The venue states no number; five calls a second are known to be borne. */
    @Override
    public long budgetWeight() {
        return 10;
    }

    @Override
    public long budgetWindowMs() {
        return 1_000;
    }

    @Override
    public int maxRows() {
        return MAX_ROWS;
    }

    @Override
    public boolean serves(Timeframe timeframe) {
        return timeframe == Timeframe.M5;
    }

    @Override
    public boolean leavesOutEmpty() {
        return true;
    }

    @Override
    public long serverTimeMs(VenueRest rest) throws IOException, FrameRefused {
        final JsonField time = new JsonField("epochMillis");
        rest.read(rest.get(rest.url(BASE + "time").build(), 1), new JsonFields(time)::readObject);
        return time.integerText();
    }

    @Override
    public List<ListedInstrument> instruments(VenueRest rest, List<String> symbols, long effectiveTimeMs)
            throws IOException, FrameRefused {
        final HttpUrl url = rest.url(BASE + "market/products")
                .addQueryParameter("product_type", "SPOT")
                .build();
        return CoinbaseRules.read(rest.get(url, 1), effectiveTimeMs);
    }

    @Override
    public void candles(
            VenueRest rest, String symbol, Timeframe timeframe, long firstOpenMs, long lastOpenMs, CandleRows rows)
            throws IOException, FrameRefused {
        final HttpUrl url = rest.url(BASE + "market/products")
                .addPathSegment(symbol)
                .addPathSegment("candles")
                .addQueryParameter("start", Long.toString(firstOpenMs / 1_000))
                .addQueryParameter("end", Long.toString(lastOpenMs / 1_000))
                .addQueryParameter("granularity", "FIVE_MINUTE")
                .addQueryParameter("limit", Integer.toString(MAX_ROWS))
                .build();
        final CandleFields fields = new CandleFields();
        final JsonRows.Row row = () -> {
            fields.fill(symbol, timeframe, rows.candle());
            rows.keep();
        };
        rest.read(
                rest.get(url, 1),
                parser -> JsonFields.onlyProperty(
                        parser, "candles", at -> JsonRows.each(at, fields::read, row, rows::refused)));
    }
}
