package crucible.exchange.binance;

import crucible.exchange.FrameRefused;
import crucible.exchange.JsonField;
import crucible.exchange.JsonText;
import crucible.exchange.connection.VenueRefusal;
import crucible.exchange.feed.RestDialect;
import crucible.exchange.feed.VenueRest;
import crucible.exchange.rules.BinanceRules;
import crucible.exchange.rules.ListedInstrument;
import crucible.model.Timeframe;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import okhttp3.HttpUrl;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;

/** Binance's public REST. */
public final class BinanceRest implements RestDialect {
    private static final int SPOT_WEIGHT_A_MINUTE = 6_000;
    private static final long MINUTE_MS = 60_000;
    private static final int KLINES_WEIGHT = 2;
    private static final int EXCHANGE_INFO_WEIGHT = 20;

    private BinanceRest() {}

    /** That of Binance Spot. */
    public static BinanceRest spot() {
        return new BinanceRest();
    }

    @Override
    public long budgetWeight() {
        return SPOT_WEIGHT_A_MINUTE;
    }

    @Override
    public long budgetWindowMs() {
        return MINUTE_MS;
    }

    @Override
    public int maxRows() {
        return 1_000;
    }

    @Override
    public long serverTimeMs(VenueRest rest) throws IOException, FrameRefused {
        final JsonField serverTime = new JsonField("serverTime");
        rest.read(rest.get(rest.url("api/v3/time").build(), 1), parser -> {
            JsonText.require(parser, JsonToken.START_OBJECT, "the answer is an object");
            while (parser.nextToken() == JsonToken.PROPERTY_NAME) {
                final boolean wanted = "serverTime".equals(parser.currentName());
                parser.nextToken();
                if (wanted) {
                    serverTime.read(parser);
                } else {
                    parser.skipChildren();
                }
            }
        });
        return serverTime.integer();
    }

    /** All at once; where the venue does not know one of them and so refuses all, one by one. */
    @Override
    public List<ListedInstrument> instruments(VenueRest rest, List<String> symbols, long effectiveTimeMs)
            throws IOException {
        try {
            return BinanceRules.readSpot(exchangeInfo(rest, symbols), effectiveTimeMs);
        } catch (VenueRefusal oneIsUnknown) {
            final List<ListedInstrument> listed = new ArrayList<>();
            for (String symbol : symbols) {
                try {
                    listed.addAll(BinanceRules.readSpot(exchangeInfo(rest, List.of(symbol)), effectiveTimeMs));
                } catch (VenueRefusal e) {
                    rest.unknownSymbol(symbol, e);
                }
            }
            return listed;
        }
    }

    private static String exchangeInfo(VenueRest rest, List<String> symbols) throws IOException {
        final String list =
                symbols.stream().map(symbol -> '"' + symbol + '"').collect(Collectors.joining(",", "[", "]"));
        return rest.get(
                rest.url("api/v3/exchangeInfo")
                        .addQueryParameter("symbols", list)
                        .build(),
                EXCHANGE_INFO_WEIGHT);
    }

    @Override
    public void candles(
            VenueRest rest, String symbol, Timeframe timeframe, long firstOpenMs, long lastOpenMs, CandleRows rows)
            throws IOException, FrameRefused {
        final HttpUrl url = rest.url("api/v3/klines")
                .addQueryParameter("symbol", symbol)
                .addQueryParameter("interval", timeframe.label())
                .addQueryParameter("startTime", Long.toString(firstOpenMs))
                .addQueryParameter("endTime", Long.toString(lastOpenMs + timeframe.intervalMs() - 1))
                .addQueryParameter("limit", Integer.toString(maxRows()))
                .build();
        final KlineFields kline = new KlineFields();
        rest.read(rest.get(url, KLINES_WEIGHT), parser -> readRows(parser, symbol, timeframe, kline, rows));
    }

    private static void readRows(
            JsonParser parser, String symbol, Timeframe timeframe, KlineFields kline, CandleRows rows)
            throws FrameRefused {
        JsonText.require(parser, JsonToken.START_ARRAY, "the answer is an array");
        while (parser.nextToken() != JsonToken.END_ARRAY) {
            try {
                kline.readRow(parser, symbol, timeframe, rows.candle());
                rows.keep();
            } catch (FrameRefused e) {
                rows.refused(e);
            }
        }
    }
}
