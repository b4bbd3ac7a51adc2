package crucible.exchange.bybit;

import crucible.exchange.FrameRefused;
import crucible.exchange.JsonField;
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
import okhttp3.HttpUrl;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;

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
            final String document = new Envelope().read(rest, url.build(), parser -> readCursor(parser, next));
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

    private static void readCursor(JsonParser parser, JsonField next) throws FrameRefused {
        JsonText.require(parser, JsonToken.START_OBJECT, "result is an object");
        while (parser.nextToken() == JsonToken.PROPERTY_NAME) {
            final boolean wanted = parser.currentName().equals("nextPageCursor");
            parser.nextToken();
            if (wanted) {
                next.read(parser);
            } else {
                parser.skipChildren();
            }
        }
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
        new Envelope()
                .read(
                        rest,
                        url,
                        result -> readList(
                                result,
                                parser -> JsonRows.each(
                                        parser,
                                        rows::refused,
                                        List.of(time, rate),
                                        () -> rows.settled(time.integerText(), rate.text(), ""))));
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
        new Envelope().read(rest, url, result -> readList(result, parser -> readRows(parser, symbol, timeframe, rows)));
    }

    private static void readList(JsonParser parser, JsonText.Reading rows) throws FrameRefused {
        JsonText.require(parser, JsonToken.START_OBJECT, "result is an object");
        while (parser.nextToken() == JsonToken.PROPERTY_NAME) {
            final boolean wanted = parser.currentName().equals("list");
            parser.nextToken();
            if (wanted) {
                rows.read(parser);
            } else {
                parser.skipChildren();
            }
        }
    }

    private static void readRows(JsonParser parser, String symbol, Timeframe timeframe, CandleRows rows)
            throws FrameRefused {
        JsonText.require(parser, JsonToken.START_ARRAY, "list is an array");
        final JsonField[] row = {
            new JsonField("start"),
            new JsonField("open"),
            new JsonField("high"),
            new JsonField("low"),
            new JsonField("close"),
            new JsonField("volume")
        };
        while (parser.nextToken() != JsonToken.END_ARRAY) {
            JsonText.require(parser, JsonToken.START_ARRAY, "a row is an array");
            int column = 0;
            while (parser.nextToken() != JsonToken.END_ARRAY) {
                if (column < row.length) {
                    row[column].clear();
                    row[column].read(parser);
                } else {
                    parser.skipChildren();
                }
                column++;
            }
            try {
                if (column < row.length) {
                    throw new FrameRefused("missing-field", "a row has start, four prices and volume");
                }
                rows.candle().span(symbol, timeframe, row[0].integerText(), timeframe.intervalMs());
                rows.candle().values(row[1].text(), row[2].text(), row[3].text(), row[4].text(), row[5].text());
                rows.keep();
            } catch (FrameRefused e) {
                rows.refused(e);
            }
        }
    }

    /** What stands around every result. */
    private static final class Envelope {
        private final JsonField code = new JsonField("retCode");
        private final JsonField message = new JsonField("retMsg");
        private final JsonField time = new JsonField("time");

        /** Fetches a document, hands its result to {@code result} and returns its text. */
        String read(VenueRest rest, HttpUrl url, JsonText.Reading result) throws IOException, FrameRefused {
            final String document = rest.get(url, 1);
            rest.read(document, parser -> {
                JsonText.require(parser, JsonToken.START_OBJECT, "the answer is an object");
                while (parser.nextToken() == JsonToken.PROPERTY_NAME) {
                    final String name = parser.currentName();
                    parser.nextToken();
                    switch (name) {
                        case "retCode" -> code.read(parser);
                        case "retMsg" -> message.read(parser);
                        case "time" -> time.read(parser);
                        case "result" -> readResult(parser, result);
                        default -> parser.skipChildren();
                    }
                }
            });
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
