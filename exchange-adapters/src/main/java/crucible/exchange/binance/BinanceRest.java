package crucible.exchange.binance;

import crucible.exchange.FrameRefused;
import crucible.exchange.JsonField;
import crucible.exchange.JsonFields;
import crucible.exchange.JsonRows;
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

/** Binance's public REST. */
public final class BinanceRest implements RestDialect {
    private static final long MINUTE_MS = 60_000;
    private static final int EXCHANGE_INFO_WEIGHT = 20;

    private final boolean futures;
    private final String path;
    private final long weightAMinute;
    private final int klinesWeight;

    private BinanceRest(boolean futures, String path, long weightAMinute, int klinesWeight) {
        this.futures = futures;
        this.path = path;
        this.weightAMinute = weightAMinute;
        this.klinesWeight = klinesWeight;
    }

    /** That of Binance Spot. */
    public static BinanceRest spot() {
        return new BinanceRest(false, "api/v3/", 6_000, 2);
    }

    /** That of Binance USD-M futures. */
    public static BinanceRest usdm() {
        return new BinanceRest(true, "fapi/v1/", 2_400, 5);
    }

    @Override
    public long budgetWeight() {
        return weightAMinute;
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
        rest.read(rest.get(rest.url(path + "time").build(), 1), new JsonFields(serverTime)::readObject);
        return serverTime.integer();
    }

    /** On spot the symbols asked for; where the venue does not know one of them and so refuses all, one by one. */
    @Override
    public List<ListedInstrument> instruments(VenueRest rest, List<String> symbols, long effectiveTimeMs)
            throws IOException {
        if (futures) {
            return BinanceRules.readUsdm(
                    rest.get(rest.url(path + "exchangeInfo").build(), 1), effectiveTimeMs);
        }
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

    /** Of no symbols at all: of every one. */
    private static String exchangeInfo(VenueRest rest, List<String> symbols) throws IOException {
        if (symbols.isEmpty()) {
            return rest.get(rest.url("api/v3/exchangeInfo").build(), EXCHANGE_INFO_WEIGHT);
        }
        final String list =
                symbols.stream().map(symbol -> '"' + symbol + '"').collect(Collectors.joining(",", "[", "]"));
        return rest.get(
                rest.url("api/v3/exchangeInfo")
                        .addQueryParameter("symbols", list)
                        .build(),
                EXCHANGE_INFO_WEIGHT);
    }

    @Override
    public boolean hasFundings() {
        return futures;
    }

    @Override
    public int maxFundingHours() {
        return 1_000;
    }

    @Override
    public void fundings(VenueRest rest, String symbol, long fromMs, long untilMs, FundingRows rows)
            throws IOException, FrameRefused {
        final HttpUrl url = rest.url(path + "fundingRate")
                .addQueryParameter("symbol", symbol)
                .addQueryParameter("startTime", Long.toString(fromMs))
                .addQueryParameter("endTime", Long.toString(untilMs))
                .addQueryParameter("limit", "1000")
                .build();
        final JsonField time = new JsonField("fundingTime");
        final JsonField rate = new JsonField("fundingRate");
        final JsonField mark = new JsonField("markPrice");
        final JsonFields fields = new JsonFields(time, rate, mark);
        final JsonRows.Row row = () -> rows.settled(time.integer(), rate.text(), mark.textOr(""));
        rest.read(rest.get(url, 1), parser -> JsonRows.each(parser, fields::readObject, row, rows::refused));
    }

    @Override
    public void candles(
            VenueRest rest, String symbol, Timeframe timeframe, long firstOpenMs, long lastOpenMs, CandleRows rows)
            throws IOException, FrameRefused {
        final HttpUrl url = rest.url(path + "klines")
                .addQueryParameter("symbol", symbol)
                .addQueryParameter("interval", timeframe.label())
                .addQueryParameter("startTime", Long.toString(firstOpenMs))
                .addQueryParameter("endTime", Long.toString(lastOpenMs + timeframe.intervalMs() - 1))
                .addQueryParameter("limit", Integer.toString(maxRows()))
                .build();
        final KlineFields kline = new KlineFields();
        final JsonRows.Row row = () -> {
            kline.fill(symbol, timeframe, rows.candle());
            rows.keep();
        };
        rest.read(rest.get(url, klinesWeight), parser -> JsonRows.each(parser, kline::readRow, row, rows::refused));
    }
}
