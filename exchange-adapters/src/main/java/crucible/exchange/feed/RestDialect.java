package crucible.exchange.feed;

import crucible.exchange.FrameRefused;
import crucible.exchange.rules.ListedInstrument;
import crucible.model.Timeframe;
import java.io.IOException;
import java.util.List;

/** What is special about a venue's public REST. Blocking; one thread at a time. */
public interface RestDialect {
    /** Where settled funding rates go. */
    interface FundingRows {
        /**
         * A settled rate.
         *
         * @param rate as the venue writes it
         * @param markPrice as the venue writes it, empty where it does not say
         */
        void settled(long stampMs, String rate, String markPrice) throws FrameRefused;

        /** A row that breaks its format; the others stand. */
        void refused(FrameRefused reason);
    }

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

    /** Whether the venue's history of settled funding rates is read here. */
    default boolean hasFundings() {
        return false;
    }

    /** Hours whose settled funding rates the venue gives at once, were there one every hour. */
    default int maxFundingHours() {
        return 1;
    }

    /** Reads the funding rates settled in {@code [fromMs, untilMs]}, in any order. More of them do no harm. */
    default void fundings(VenueRest rest, String symbol, long fromMs, long untilMs, FundingRows rows)
            throws IOException, FrameRefused {
        throw new UnsupportedOperationException("no funding rates are read here");
    }

    /** Rows that the venue gives at once. */
    int maxRows();

    /**
     * Reads the candles that open in {@code [firstOpenMs, lastOpenMs]}, at most {@link #maxRows()}. More rows do no harm.
     */
    void candles(VenueRest rest, String symbol, Timeframe timeframe, long firstOpenMs, long lastOpenMs, CandleRows rows)
            throws IOException, FrameRefused;
}
