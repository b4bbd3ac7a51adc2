package crucible.exchange.feed;

import crucible.exchange.FrameRefused;
import crucible.exchange.rules.ListedInstrument;
import crucible.model.Timeframe;
import java.io.IOException;
import java.util.List;

/** What is special about a venue's public REST. Blocking; one thread at a time. */
public interface RestDialect {
    /** Where rows of candles go. */
    interface CandleRows {
        /** A candle to fill for the next row. */
        Candle candle();

        /** Takes the candle filled last, in any order. */
        void keep();

        /** A row that breaks its format; the others stand. */
        void refused(FrameRefused reason);
    }

    /** Weight of requests that the venue allows within {@link #budgetWindowMs()}, above 0. */
    long budgetWeight();

    /** Length of the window of the budget, above 0. */
    long budgetWindowMs();

    /** The venue's clock, epoch milliseconds. */
    long serverTimeMs(VenueRest rest) throws IOException, FrameRefused;

    /** What the venue lists, at least of those {@code symbols} that it knows. */
    List<ListedInstrument> instruments(VenueRest rest, List<String> symbols, long effectiveTimeMs)
            throws IOException, FrameRefused;

    /** Whether there are such candles. Where there are none, they are made of shorter ones. */
    default boolean serves(Timeframe timeframe) {
        return true;
    }

    /** Whether candles in which nothing traded are left out. */
    default boolean leavesOutEmpty() {
        return false;
    }

    /** Rows that the venue gives at once. */
    int maxRows();

    /**
     * Reads the candles that open in {@code [firstOpenMs, lastOpenMs]}, at most {@link #maxRows()}. More rows do no harm.
     */
    void candles(VenueRest rest, String symbol, Timeframe timeframe, long firstOpenMs, long lastOpenMs, CandleRows rows)
            throws IOException, FrameRefused;
}
