package crucible.exchange.okx;

import crucible.exchange.FrameRefused;
import crucible.exchange.JsonField;
import crucible.exchange.JsonText;
import crucible.exchange.feed.Candle;
import crucible.model.Timeframe;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;

/** A row of nine strings: open time, four prices, three volumes, and whether it is complete. Reused. */
final class CandleRow {
    private static final int COLUMNS = 9;
    private static final int VOLUME = 5;
    /** For contracts the sixth column counts contracts, the seventh base currency. */
    private static final int VOLUME_OF_CONTRACTS = 6;

    private static final int CONFIRM = 8;

    private final JsonField[] columns = {
        new JsonField("ts"),
        new JsonField("o"),
        new JsonField("h"),
        new JsonField("l"),
        new JsonField("c"),
        new JsonField("vol"),
        new JsonField("volCcy"),
        new JsonField("volCcyQuote"),
        new JsonField("confirm")
    };
    private int width;

    /** Reads the row at which the parser stands; leaves it at the row's end. */
    void read(JsonParser parser) throws FrameRefused {
        JsonText.require(parser, JsonToken.START_ARRAY, "a candle is an array");
        width = 0;
        while (parser.nextToken() != JsonToken.END_ARRAY) {
            if (width < COLUMNS) {
                columns[width].clear();
                columns[width].read(parser);
            } else {
                parser.skipChildren();
            }
            width++;
        }
    }

    /** Fills {@code candle}; {@code timeframe} is null for an interval that the arena does not know. */
    void fill(String instrument, Timeframe timeframe, long intervalMs, Candle candle) throws FrameRefused {
        if (width < COLUMNS) {
            throw new FrameRefused(
                    "missing-field", "a candle has " + COLUMNS + " columns, but " + width + " as in the venue's past");
        }
        candle.span(instrument, timeframe, columns[0].integerText(), intervalMs);
        candle.values(
                columns[1].text(),
                columns[2].text(),
                columns[3].text(),
                columns[4].text(),
                columns[isContract(instrument) ? VOLUME_OF_CONTRACTS : VOLUME].text());
    }

    /** Whether the row is complete. */
    boolean isFinal() throws FrameRefused {
        final String confirm = columns[CONFIRM].text();
        if (!confirm.equals("0") && !confirm.equals("1")) {
            throw new FrameRefused("wrong-type", "confirm is 0 or 1, but was " + confirm);
        }
        return confirm.equals("1");
    }

    /** Spot is BASE-QUOTE; contracts have a third part. */
    private static boolean isContract(String instrument) {
        return instrument.indexOf('-') != instrument.lastIndexOf('-');
    }
}
