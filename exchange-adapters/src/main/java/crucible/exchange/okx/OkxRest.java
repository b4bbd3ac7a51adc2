package crucible.exchange.okx;

import crucible.exchange.FrameRefused;
import crucible.exchange.JsonField;
import crucible.exchange.JsonFields;
import crucible.exchange.JsonRows;
import crucible.exchange.JsonText;
import crucible.exchange.connection.VenueRefusal;
import crucible.exchange.connection.VenueUnavailable;
import crucible.exchange.feed.RestDialect;
import crucible.exchange.feed.VenueRest;
import crucible.exchange.rules.ListedInstrument;
import crucible.exchange.rules.OkxRules;
import crucible.model.Timeframe;
import java.io.IOException;
import java.util.List;
import okhttp3.HttpUrl;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;

/** OKX's public REST, of one kind of instrument. Refusals come with status 200 and a code in the document. */
public final class OkxRest implements RestDialect {
    private static final long WINDOW_MS = 2_000;
    /** The first allows forty calls in the window, all others twenty. */
    private static final int CANDLES_WEIGHT = 1;

    private static final int WEIGHT = 2;
    /** Ten calls in the window. */
    private static final int FUNDINGS_WEIGHT = 4;

    private static final int MAX_FUNDINGS = 400;

    private final String instrumentType;

    private OkxRest(String instrumentType) {
        this.instrumentType = instrumentType;
    }

    /** Spot. */
    public static OkxRest spot() {
        return new OkxRest("SPOT");
    }

    /** Perpetual swaps. */
    public static OkxRest swap() {
        return new OkxRest("SWAP");
    }

    @Override
    public long budgetWeight() {
        return 40;
    }

    @Override
    public long budgetWindowMs() {
        return WINDOW_MS;
    }

    @Override
    public int maxRows() {
        return 300;
    }

    @Override
    public long serverTimeMs(VenueRest rest) throws IOException, FrameRefused {
        final JsonField time = new JsonField("ts");
        final JsonFields element = new JsonFields(time);
        read(rest, rest.url("api/v5/public/time").build(), WEIGHT, data -> {
            JsonText.require(data, JsonToken.START_ARRAY, "data is an array");
            while (data.nextToken() != JsonToken.END_ARRAY) {
                element.readObject(data);
            }
        });
        return time.integerText();
    }

    @Override
    public List<ListedInstrument> instruments(VenueRest rest, List<String> symbols, long effectiveTimeMs)
            throws IOException, FrameRefused {
        final HttpUrl url = rest.url("api/v5/public/instruments")
                .addQueryParameter("instType", instrumentType)
                .build();
        return OkxRules.read(read(rest, url, WEIGHT, JsonParser::skipChildren), effectiveTimeMs);
    }

    @Override
    public boolean hasFundings() {
        return instrumentType.equals("SWAP");
    }

    @Override
    public int maxFundingHours() {
        return MAX_FUNDINGS;
    }

    /** The realised rate is what was charged; the other one was the estimate of its time. */
    @Override
    public void fundings(VenueRest rest, String symbol, long fromMs, long untilMs, FundingRows rows)
            throws IOException, FrameRefused {
        final HttpUrl url = rest.url("api/v5/public/funding-rate-history")
                .addQueryParameter("instId", symbol)
                .addQueryParameter("before", Long.toString(fromMs - 1))
                .addQueryParameter("after", Long.toString(untilMs + 1))
                .addQueryParameter("limit", Integer.toString(MAX_FUNDINGS))
                .build();
        final JsonField time = new JsonField("fundingTime");
        final JsonField rate = new JsonField("realizedRate");
        final JsonFields fields = new JsonFields(time, rate);
        final JsonRows.Row row = () -> rows.settled(time.integerText(), rate.text(), "");
        read(rest, url, FUNDINGS_WEIGHT, data -> JsonRows.each(data, fields::readObject, row, rows::refused));
    }

    /** The newest 1,440 candles are in one document, older ones in another; both are asked where the first has too few. */
    @Override
    public void candles(
            VenueRest rest, String symbol, Timeframe timeframe, long firstOpenMs, long lastOpenMs, CandleRows rows)
            throws IOException, FrameRefused {
        final int wanted = (int) ((lastOpenMs - firstOpenMs) / timeframe.intervalMs()) + 1;
        if (candles(rest, "candles", CANDLES_WEIGHT, symbol, timeframe, firstOpenMs, lastOpenMs, rows) < wanted) {
            candles(rest, "history-candles", WEIGHT, symbol, timeframe, firstOpenMs, lastOpenMs, rows);
        }
    }

    private static int candles(
            VenueRest rest,
            String document,
            int weight,
            String symbol,
            Timeframe timeframe,
            long firstOpenMs,
            long lastOpenMs,
            CandleRows rows)
            throws IOException, FrameRefused {
        // Newer than before and older than after, both exclusive.
        final HttpUrl url = rest.url("api/v5/market/" + document)
                .addQueryParameter("instId", symbol)
                .addQueryParameter("bar", timeframe.label())
                .addQueryParameter("before", Long.toString(firstOpenMs - 1))
                .addQueryParameter("after", Long.toString(lastOpenMs + timeframe.intervalMs()))
                .addQueryParameter("limit", "300")
                .build();
        final CandleRow row = new CandleRow();
        final int[] complete = {0};
        final JsonRows.Row take = () -> {
            row.fill(symbol, timeframe, timeframe.intervalMs(), rows.candle());
            if (row.isFinal()) {
                rows.keep();
                complete[0]++;
            }
        };
        read(rest, url, weight, data -> JsonRows.each(data, row::read, take, rows::refused));
        return complete[0];
    }

    /** Fetches a document, hands its data to {@code data} and returns its text. */
    private static String read(VenueRest rest, HttpUrl url, int weight, JsonText.Reading data)
            throws IOException, FrameRefused {
        final JsonField code = new JsonField("code");
        final JsonField message = new JsonField("msg");
        final JsonFields fields = new JsonFields(code, message);
        final String document = rest.get(url, weight);
        rest.read(
                document,
                parser -> JsonFields.eachProperty(parser, (key, at) -> {
                    if (key.equals("data")) {
                        data.read(at);
                    } else {
                        fields.readValue(key, at);
                    }
                }));
        final String refused = code.text();
        final String words = url.encodedPath() + ": " + refused + " " + message.textOr("");
        switch (refused) {
            case "0" -> {
                return document;
            }
            case "50011" -> throw new VenueUnavailable(words, WINDOW_MS, false);
            case "50001", "50013" -> throw new VenueUnavailable(words, 0, false);
            default -> throw new VenueRefusal(words);
        }
    }
}
