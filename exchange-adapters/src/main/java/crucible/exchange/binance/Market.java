package crucible.exchange.binance;

import crucible.exchange.QuoteConflation;
import crucible.exchange.TickGrid;
import crucible.model.Bar;
import crucible.model.Instrument;
import java.util.List;

/** What the feed keeps of one symbol. */
final class Market {
    private final List<SpotSeries> series;
    private final QuoteConflation quotes;
    private Instrument instrument;
    private TickGrid grid;

    Market(Instrument instrument, List<SpotSeries> series, QuoteConflation quotes) {
        this.series = List.copyOf(series);
        this.quotes = quotes;
        setInstrument(instrument);
    }

    Instrument instrument() {
        return instrument;
    }

    /** Rules of a later version. */
    void setInstrument(Instrument later) {
        instrument = later;
        grid = new TickGrid(later.rules().tickSize());
    }

    TickGrid grid() {
        return grid;
    }

    QuoteConflation quotes() {
        return quotes;
    }

    /** One per timeframe asked for, shortest first. */
    List<SpotSeries> series() {
        return series;
    }

    /** The series of an interval's label, or null where it was not asked for. */
    SpotSeries series(String label) {
        for (SpotSeries one : series) {
            if (one.bars().timeframe().label().equals(label)) {
                return one;
            }
        }
        return null;
    }

    /** Hands a closed bar on, as its series allows; orders that it causes fill on the quotes after it. */
    void offer(SpotSeries one, Bar bar, long eventTimeMs) {
        one.bars().offer(bar, eventTimeMs, SpotBackfill.NOT_AT_REST);
        quotes.onBarClosed(bar.closeTimeMs());
    }
}
