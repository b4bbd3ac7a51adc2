package crucible.exchange.okx;

import crucible.exchange.FrameRefused;
import crucible.exchange.JsonField;
import crucible.exchange.JsonFields;
import crucible.exchange.feed.Candle;
import crucible.model.Timeframe;
import tools.jackson.core.JsonParser;

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
    private final JsonFields row = new JsonFields(columns);
    private int width;

    /** Reads the row at which the parser stands; leaves it at the row's end. */
    void read(JsonParser parser) throws FrameRefused {
        width = row.readRow(parser);
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
        return columns[CONFIRM].either("1", "0");
    }

    /** Spot is BASE-QUOTE; contracts have a third part. */
    private static boolean isContract(String instrument) {
        return instrument.indexOf('-') != instrument.lastIndexOf('-');
    }
}
