package crucible.exchange.bybit;

import crucible.exchange.FrameRefused;
import crucible.exchange.JsonField;
import crucible.exchange.JsonFields;
import crucible.exchange.JsonRows;
import crucible.exchange.JsonText;
import crucible.exchange.connection.VenueRefusal;
import crucible.exchange.connection.VenueUnavailable;
import crucible.exchange.feed.RestDialect;
import crucible.exchange.feed.VenueRest;
import crucible.exchange.rules.BybitRules;
import crucible.exchange.rules.ListedInstrument;
import crucible.model.Timeframe;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import okhttp3.HttpUrl;
import tools.jackson.core.JsonParser;

/** Bybit's public REST, of one category. Refusals come with status 200 and a code in the document. */
public final class BybitRest implements RestDialect {
    private static final long TOO_MANY_VISITS = 10_006;
    private static final long INTERNAL_ERROR = 10_016;
    private static final int MAX_PAGES = 20;

    private final String category;

    private BybitRest(String category) {
        this.category = category;
    }

    /** Spot. */
    public static BybitRest spot() {
        return new BybitRest("spot");
    }

    /** Perpetuals that are quoted and settled in dollars. */
    public static BybitRest linear() {
        return new BybitRest("linear");
    }

    /** An interval as the venue writes it: minutes. */
    static String interval(Timeframe timeframe) {
        return Long.toString(timeframe.intervalMs() / 60_000);
    }

    /** Requests, whatever they ask for. */
    @Override
    public long budgetWeight() {
        return 600;
    }

    @Override
    public long budgetWindowMs() {
        return 5_000;
    }

    @Override
    public int maxRows() {
        return 1_000;
    }

    @Override
    public long serverTimeMs(VenueRest rest) throws IOException, FrameRefused {
        final Envelope envelope = new Envelope();
        envelope.read(rest, rest.url("v5/market/time").build(), JsonParser::skipChildren);
        return envelope.time.integer();
    }

    @Override
    public List<ListedInstrument> instruments(VenueRest rest, List<String> symbols, long effectiveTimeMs)
            throws IOException, FrameRefused {
        final List<ListedInstrument> listed = new ArrayList<>();
        String cursor = "";
        for (int page = 0; page < MAX_PAGES; page++) {
            final HttpUrl.Builder url = rest.url("v5/market/instruments-info")
                    .addQueryParameter("category", category)
                    .addQueryParameter("limit", "1000");
            if (!cursor.isEmpty()) {
                url.addEncodedQueryParameter("cursor", cursor);
            }
            final JsonField next = new JsonField("nextPageCursor");
            final String document = new Envelope().read(rest, url.build(), new JsonFields(next)::readObject);
            listed.addAll(
                    category.equals("spot")
                            ? BybitRules.readSpot(document, effectiveTimeMs)
                            : BybitRules.readLinear(document, effectiveTimeMs));
            cursor = next.textOr("");
            if (cursor.isEmpty()) {
                break;
            }
        }
        return listed;
    }

    @Override
    public boolean hasFundings() {
        return category.equals("linear");
    }

    @Override
    public int maxFundingHours() {
        return 200;
    }

    @Override
    public void fundings(VenueRest rest, String symbol, long fromMs, long untilMs, FundingRows rows)
            throws IOException, FrameRefused {
        final HttpUrl url = rest.url("v5/market/funding/history")
                .addQueryParameter("category", category)
                .addQueryParameter("symbol", symbol)
                .addQueryParameter("startTime", Long.toString(fromMs))
                .addQueryParameter("endTime", Long.toString(untilMs))
                .addQueryParameter("limit", "200")
                .build();
        final JsonField time = new JsonField("fundingRateTimestamp");
        final JsonField rate = new JsonField("fundingRate");
        final JsonFields fields = new JsonFields(time, rate);
        final JsonRows.Row row = () -> rows.settled(time.integerText(), rate.text(), "");
        readList(rest, url, fields::readObject, row, rows::refused);
    }

    /** Rows come newest first, the one that still forms included. */
    @Override
    public void candles(
            VenueRest rest, String symbol, Timeframe timeframe, long firstOpenMs, long lastOpenMs, CandleRows rows)
            throws IOException, FrameRefused {
        final HttpUrl url = rest.url("v5/market/kline")
                .addQueryParameter("category", category)
                .addQueryParameter("symbol", symbol)
                .addQueryParameter("interval", interval(timeframe))
                .addQueryParameter("start", Long.toString(firstOpenMs))
                .addQueryParameter("end", Long.toString(lastOpenMs + timeframe.intervalMs() - 1))
                .addQueryParameter("limit", Integer.toString(maxRows()))
                .build();
        final JsonField[] columns = {
            new JsonField("start"),
            new JsonField("open"),
            new JsonField("high"),
            new JsonField("low"),
            new JsonField("close"),
            new JsonField("volume")
        };
        final JsonRows.Row row = () -> {
            rows.candle().span(symbol, timeframe, columns[0].integerText(), timeframe.intervalMs());
            rows.candle()
                    .values(
                            columns[1].text(),
                            columns[2].text(),
                            columns[3].text(),
                            columns[4].text(),
                            columns[5].text());
            rows.keep();
        };
        readList(rest, url, new JsonFields(columns)::readRow, row, rows::refused);
    }

    private static void readList(
            VenueRest rest, HttpUrl url, JsonText.Reading element, JsonRows.Row row, Consumer<FrameRefused> refused)
            throws IOException, FrameRefused {
        new Envelope()
                .read(
                        rest,
                        url,
                        result -> JsonFields.onlyProperty(
                                result, "list", list -> JsonRows.each(list, element, row, refused)));
    }

    /** What stands around every result. */
    private static final class Envelope {
        private final JsonField code = new JsonField("retCode");
        private final JsonField message = new JsonField("retMsg");
        private final JsonField time = new JsonField("time");
        private final JsonFields fields = new JsonFields(code, message, time);

        /** Fetches a document, hands its result to {@code result} and returns its text. */
        String read(VenueRest rest, HttpUrl url, JsonText.Reading result) throws IOException, FrameRefused {
            final String document = rest.get(url, 1);
            rest.read(
                    document,
                    parser -> JsonFields.eachProperty(parser, (key, at) -> {
                        if (key.equals("result")) {
                            readResult(at, result);
                        } else {
                            fields.readValue(key, at);
                        }
                    }));
            final long refused = code.integer();
            if (refused == TOO_MANY_VISITS || refused == INTERNAL_ERROR) {
                throw new VenueUnavailable(url.encodedPath() + ": " + refused + " " + message.textOr(""), 0, false);
            }
            if (refused != 0) {
                throw new VenueRefusal(url.encodedPath() + ": " + refused + " " + message.textOr(""));
            }
            return document;
        }

        /** A refusal has an empty result, and its code comes first. */
        private void readResult(JsonParser parser, JsonText.Reading result) throws FrameRefused {
            if (code.isPresent() && code.integer() != 0) {
                parser.skipChildren();
            } else {
                result.read(parser);
            }
        }
    }
}
