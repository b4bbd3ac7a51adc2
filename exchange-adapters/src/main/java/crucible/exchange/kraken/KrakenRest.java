package crucible.exchange.kraken;

import crucible.exchange.FrameRefused;
import crucible.exchange.JsonField;
import crucible.exchange.JsonFields;
import crucible.exchange.JsonRows;
import crucible.exchange.connection.VenueRefusal;
import crucible.exchange.connection.VenueUnavailable;
import crucible.exchange.feed.EpochMs;
import crucible.exchange.feed.RestDialect;
import crucible.exchange.feed.VenueRest;
import crucible.exchange.rules.KrakenRules;
import crucible.exchange.rules.ListedInstrument;
import crucible.model.Timeframe;
import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import okhttp3.HttpUrl;
import tools.jackson.core.JsonToken;

/** Kraken's public REST. Refusals come with status 200 and an array of words. */
public final class KrakenRest implements RestDialect {
    private static final long SECOND_MS = 1_000;
    /** How long the venue is left alone after it said that it was asked too often. */
    private static final long TOO_OFTEN_MS = 5_000;

    private KrakenRest() {}

    /** Spot. */
    public static KrakenRest of() {
        return new KrakenRest();
    }

    /** The venue states no number; about a call a second for each pair is known to be borne. */
    @Override
    public long budgetWeight() {
        return 60;
    }

    @Override
    public long budgetWindowMs() {
        return 20_000;
    }

    /** The newest 720 rows are all that there is, and they come at once. */
    @Override
    public int maxRows() {
        return 100_000;
    }

    @Override
    public long serverTimeMs(VenueRest rest) throws IOException, FrameRefused {
        final JsonField time = new JsonField("unixtime");
        read(rest, rest.url("0/public/Time").build(), new JsonFields(time)::readValue);
        return EpochMs.ofSeconds("unixtime", time.integer());
    }

    @Override
    public List<ListedInstrument> instruments(VenueRest rest, List<String> symbols, long effectiveTimeMs)
            throws IOException, FrameRefused {
        // One unknown name would spoil an answer about some pairs, so all are asked for.
        final HttpUrl url = rest.url("0/public/AssetPairs").build();
        return KrakenRules.read(read(rest, url, (name, parser) -> parser.skipChildren()), effectiveTimeMs);
    }

    @Override
    public void candles(
            VenueRest rest, String symbol, Timeframe timeframe, long firstOpenMs, long lastOpenMs, CandleRows rows)
            throws IOException, FrameRefused {
        final HttpUrl url = rest.url("0/public/OHLC")
                .addQueryParameter("pair", symbol)
                .addQueryParameter("interval", Long.toString(timeframe.intervalMs() / 60_000))
                .addQueryParameter("since", Long.toString((firstOpenMs - 1) / SECOND_MS))
                .build();
        final JsonField[] columns = columns();
        final JsonFields row = new JsonFields(columns);
        read(rest, url, (name, parser) -> {
            if (name.equals("last")) {
                parser.skipChildren();
            } else {
                JsonRows.each(parser, row::readRow, () -> fill(symbol, timeframe, columns, rows), rows::refused);
            }
        });
    }

    private static JsonField[] columns() {
        final String[] names = {"time", "open", "high", "low", "close", "vwap", "volume", "count"};
        return Arrays.stream(names).map(JsonField::new).toArray(JsonField[]::new);
    }

    private static void fill(String symbol, Timeframe timeframe, JsonField[] columns, CandleRows rows)
            throws FrameRefused {
        final long openMs = EpochMs.ofSeconds("time", columns[0].integer());
        rows.candle().span(symbol, timeframe, openMs, timeframe.intervalMs());
        rows.candle()
                .values(columns[1].text(), columns[2].text(), columns[3].text(), columns[4].text(), columns[6].text());
        rows.candle().trades(columns[7].integer());
        rows.keep();
    }

    /** Fetches a document, hands each field of its result to {@code field} and returns its text. */
    private static String read(VenueRest rest, HttpUrl url, JsonFields.Property field)
            throws IOException, FrameRefused {
        final String document = rest.get(url, 1);
        final StringBuilder errors = new StringBuilder();
        rest.read(
                document,
                parser -> JsonFields.eachProperty(parser, (name, at) -> {
                    if (name.equals("error") && at.currentToken() == JsonToken.START_ARRAY) {
                        while (at.nextToken() != JsonToken.END_ARRAY) {
                            errors.append(errors.isEmpty() ? "" : ", ").append(at.getString());
                            at.skipChildren();
                        }
                    } else if (name.equals("result") && at.currentToken() == JsonToken.START_OBJECT) {
                        JsonFields.eachProperty(at, field);
                    } else {
                        at.skipChildren();
                    }
                }));
        if (!errors.isEmpty()) {
            final String words = url.encodedPath() + ": " + errors;
            if (errors.indexOf("Rate limit") >= 0
                    || errors.indexOf("Throttled") >= 0
                    || errors.indexOf("lockout") >= 0) {
                throw new VenueUnavailable(words, TOO_OFTEN_MS, false);
            }
            if (errors.indexOf("EService") >= 0 || errors.indexOf("EGeneral:Internal") >= 0) {
                throw new VenueUnavailable(words, 0, false);
            }
            throw new VenueRefusal(words);
        }
        return document;
    }
}
