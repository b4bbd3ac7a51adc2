package crucible.exchange.feed;

import crucible.exchange.MarkConflation;
import crucible.exchange.QuoteConflation;
import crucible.exchange.TickGrid;
import crucible.model.Bar;
import crucible.model.Instrument;
import crucible.model.Timeframe;
import java.util.List;

/** What the feed keeps of one symbol. */
final class Market {
    private final List<BarStream> series;
    private final QuoteConflation quotes;
    private final MarkConflation marks;
    private final FundingRates fundings;
    private final MarketTrades trades;
    private Instrument instrument;
    private TickGrid grid;
    private double tickSize;
    private double sizeUnitBase;
    private boolean joinedLate;
    private boolean left;

    /**
     * @param fundings null where there are none
     * @param trades null where they are not asked for
     */
    Market(
            Instrument instrument,
            double sizeUnitBase,
            List<BarStream> series,
            QuoteConflation quotes,
            MarkConflation marks,
            FundingRates fundings,
            MarketTrades trades) {
        this.series = List.copyOf(series);
        this.quotes = quotes;
        this.marks = marks;
        this.fundings = fundings;
        this.trades = trades;
        setInstrument(instrument, sizeUnitBase);
    }

    Instrument instrument() {
        return instrument;
    }

    /** Rules of a later version. */
    void setInstrument(Instrument later, double laterSizeUnitBase) {
        instrument = later;
        sizeUnitBase = laterSizeUnitBase;
        grid = new TickGrid(later.rules().tickSize());
        tickSize = later.rules().tickSize().doubleValue();
    }

    /** It came while the feed was live: what closed before its stream began, closed before anybody listened. */
    void joinLate() {
        joinedLate = true;
    }

    /** Whether it came while the feed was live. */
    boolean hasJoinedLate() {
        return joinedLate;
    }

    /** It is asked for no more. */
    void leave() {
        left = true;
    }

    /** Whether it is asked for no more. */
    boolean hasLeft() {
        return left;
    }

    /** What one of the venue's units of quantity is worth in base currency. */
    double sizeUnitBase() {
        return sizeUnitBase;
    }

    TickGrid grid() {
        return grid;
    }

    QuoteConflation quotes() {
        return quotes;
    }

    MarkConflation marks() {
        return marks;
    }

    /** Settled funding rates; null where there are none. */
    FundingRates fundings() {
        return fundings;
    }

    /** Trades; null where they are not asked for. */
    MarketTrades trades() {
        return trades;
    }

    /** The connection with the trades shows {@code timeMs}, and all that is subscribed to comes. */
    void onTradesTime(long timeMs) {
        trades.onLive(timeMs);
        trades.onTime(timeMs, tickSize);
    }

    /** The connection shows event time {@code timeMs}: what was good until then precedes what happens then. */
    void onTime(long timeMs) {
        quotes.onTime(timeMs);
        marks.onTime(timeMs);
    }

    /** The connection is gone. */
    void onDisconnected() {
        quotes.onDisconnected();
        marks.onDisconnected();
        onTradesLost();
    }

    /** Trades may be missing. */
    void onTradesLost() {
        if (trades != null) {
            trades.onLoss();
        }
    }

    /** One per timeframe asked for, shortest first. */
    List<BarStream> series() {
        return series;
    }

    /** The series of an interval, or null where it was not asked for. */
    BarStream series(Timeframe timeframe) {
        for (BarStream one : series) {
            if (one.bars().timeframe() == timeframe) {
                return one;
            }
        }
        return null;
    }

    /** Hands a closed bar on, as its series allows; orders that it causes fill on the quotes after it. */
    void offer(BarStream one, Bar bar, long eventTimeMs) {
        one.bars().offer(bar, eventTimeMs, Backfill.NOT_AT_REST);
        quotes.onBarClosed(bar.closeTimeMs());
        if (trades != null) {
            trades.onBar(bar);
        }
    }
}
