package crucible.exchange.binance;

import crucible.exchange.FeedCounters;
import crucible.exchange.connection.VenueRefusal;
import crucible.model.Bar;
import crucible.model.Provenance;
import crucible.model.Timeframe;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.function.Function;

/** Fetches closed bars by REST: the warm-up, what an interruption swallowed, and single bars the stream left out. */
final class SpotBackfill {
    /** Reason of gaps that REST could not close. */
    static final String NOT_AT_REST = "the venue has no such bars";

    /** More than that in one hole is left as a gap: 17 days of 5m bars. */
    private static final int MAX_REPAIRED_BARS = 5_000;

    /** Published bars asked for again after an interruption, to learn of corrections. */
    private static final int OVERLAP_BARS = 2;

    private final BinanceSpotSettings settings;
    private final SpotRest rest;
    private final FeedCounters counters;

    SpotBackfill(BinanceSpotSettings settings, SpotRest rest, FeedCounters counters) {
        this.settings = settings;
        this.rest = rest;
        this.counters = counters;
    }

    /**
     * Hands on all that has closed by {@code serverTimeMs}, of all markets in one order: by close time, then interval,
     * then listing. Everything is fetched before anything is handed on, so a failure leaves nothing half done.
     */
    void catchUp(List<Market> markets, long serverTimeMs, Provenance origin) throws IOException {
        final List<Due> due = new ArrayList<>();
        for (Market market : markets) {
            for (SpotSeries series : market.series()) {
                for (Bar bar : missing(market, series, serverTimeMs, origin)) {
                    due.add(new Due(market, series, bar));
                }
            }
        }
        handOn(due);
    }

    /**
     * Hands on, in the same order, what the series that the present connection has not shown yet lack before
     * {@code untilMs}. What REST does not have is left for {@link #repair}.
     */
    void catchUpUnseen(List<Market> markets, long untilMs, Function<SpotSeries, Provenance> origin) throws IOException {
        final List<Due> due = new ArrayList<>();
        for (Market market : markets) {
            for (SpotSeries series : market.series()) {
                final long endMs = series.bars().timeframe().openTimeOf(untilMs);
                if (series.isStreamedHere()
                        || !series.bars().isStarted()
                        || series.bars().nextOpenTimeMs() >= endMs
                        || series.isAskedAgain(endMs)) {
                    continue;
                }
                limit(series, endMs);
                final long lastOpenMs = endMs - series.bars().timeframe().intervalMs();
                for (Bar bar :
                        fetch(market, series, series.bars().nextOpenTimeMs(), lastOpenMs, origin.apply(series))) {
                    due.add(new Due(market, series, bar));
                }
            }
        }
        handOn(due);
    }

    private static void handOn(List<Due> due) {
        // The sort is stable, and the markets were visited in listing order.
        due.sort(
                Comparator.comparingLong((Due one) -> one.bar.closeTimeMs()).thenComparing(one -> one.bar.timeframe()));
        for (Due one : due) {
            one.market.offer(one.series, one.bar, one.bar.closeTimeMs());
        }
    }

    private List<Bar> missing(Market market, SpotSeries series, long serverTimeMs, Provenance origin)
            throws IOException {
        final Timeframe timeframe = series.bars().timeframe();
        final long lastOpenMs = timeframe.openTimeOf(serverTimeMs) - timeframe.intervalMs();
        long firstOpenMs = lastOpenMs - (settings.warmUpBars() - 1L) * timeframe.intervalMs();
        if (series.bars().isStarted()) {
            if (series.bars().nextOpenTimeMs() > lastOpenMs) {
                return List.of();
            }
            limit(series, lastOpenMs + timeframe.intervalMs());
            firstOpenMs = series.bars().nextOpenTimeMs() - OVERLAP_BARS * timeframe.intervalMs();
        }
        return fetch(market, series, firstOpenMs, lastOpenMs, origin);
    }

    /**
     * Hands on what REST has between the last published bar and {@code untilMs}, where the stream shows a later candle.
     * Only a closed successor makes what is still missing a gap: right after a boundary REST may lag behind.
     */
    void repair(Market market, SpotSeries series, long untilMs, boolean successorIsClosed, Provenance origin)
            throws IOException {
        if (series.isAskedAgain(untilMs) && !successorIsClosed) {
            return;
        }
        if (series.bars().nextOpenTimeMs() >= untilMs) {
            return;
        }
        limit(series, untilMs);
        final long lastOpenMs = untilMs - series.bars().timeframe().intervalMs();
        for (Bar bar : fetch(market, series, series.bars().nextOpenTimeMs(), lastOpenMs, origin)) {
            market.offer(series, bar, bar.closeTimeMs());
        }
        if (successorIsClosed) {
            series.bars().skipTo(untilMs, NOT_AT_REST);
        }
    }

    private static void limit(SpotSeries series, long untilMs) {
        final long firstMs =
                untilMs - MAX_REPAIRED_BARS * series.bars().timeframe().intervalMs();
        series.bars().skipTo(firstMs, "more than " + MAX_REPAIRED_BARS + " bars to repair");
    }

    private List<Bar> fetch(Market market, SpotSeries series, long firstOpenMs, long lastOpenMs, Provenance origin)
            throws IOException {
        final String symbol = market.instrument().symbol();
        try {
            return rest.bars(
                    symbol, market.instrument().id(), series.bars().timeframe(), firstOpenMs, lastOpenMs, origin);
        } catch (VenueRefusal e) {
            counters.onRejected(settings.venue(), "klines-refused", symbol + ": " + e.getMessage());
            return List.of();
        }
    }

    /** A bar that waits for its place in the order of all. */
    private static final class Due {
        private final Market market;
        private final SpotSeries series;
        private final Bar bar;

        Due(Market market, SpotSeries series, Bar bar) {
            this.market = market;
            this.series = series;
            this.bar = bar;
        }
    }
}
