package crucible.exchange.binance;

import crucible.exchange.BarSeries;
import crucible.exchange.FeedCounters;
import crucible.exchange.connection.VenueRefusal;
import crucible.model.Bar;
import crucible.model.Provenance;
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

    private static final String TOO_MANY = "more than " + MAX_REPAIRED_BARS + " bars to repair";

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
     * then listing; gaps in their places. Everything is fetched before anything is handed on, so a failure leaves nothing
     * half done.
     */
    void catchUp(List<Market> markets, long serverTimeMs, Provenance origin) throws IOException {
        final List<Due> due = new ArrayList<>();
        for (Market market : markets) {
            for (SpotSeries series : market.series()) {
                final BarSeries bars = series.bars();
                final long intervalMs = bars.timeframe().intervalMs();
                final long endMs = bars.timeframe().openTimeOf(serverTimeMs);
                if (!bars.isStarted()) {
                    collect(due, market, series, endMs - settings.warmUpBars() * intervalMs, endMs, origin);
                } else if (bars.nextOpenTimeMs() < endMs) {
                    final long firstMs = firstRepairedMs(series, endMs);
                    collect(due, market, series, firstMs - OVERLAP_BARS * intervalMs, endMs, origin);
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
                final BarSeries bars = series.bars();
                final long endMs = bars.timeframe().openTimeOf(untilMs);
                final boolean lacks = bars.isStarted() && bars.nextOpenTimeMs() < endMs;
                if (lacks && !series.isStreamedHere() && !series.isAskedAgain(endMs)) {
                    collect(due, market, series, firstRepairedMs(series, endMs), endMs, origin.apply(series));
                }
            }
        }
        handOn(due);
    }

    /** Open time of the first bar that is asked for where bars before {@code endMs} are missing. */
    private static long firstRepairedMs(SpotSeries series, long endMs) {
        return Math.max(
                series.bars().nextOpenTimeMs(),
                endMs - MAX_REPAIRED_BARS * series.bars().timeframe().intervalMs());
    }

    /** Fetches a series' bars that open in {@code [fromMs, endMs)} and adds them, and the gaps that they show. */
    private void collect(List<Due> due, Market market, SpotSeries series, long fromMs, long endMs, Provenance origin)
            throws IOException {
        final BarSeries bars = series.bars();
        long nextMs = Long.MAX_VALUE;
        if (bars.isStarted()) {
            nextMs = firstRepairedMs(series, endMs);
            if (bars.nextOpenTimeMs() < nextMs) {
                due.add(Due.gap(market, series, nextMs, TOO_MANY));
            }
        }
        for (Bar bar : fetch(market, series, fromMs, endMs - bars.timeframe().intervalMs(), origin)) {
            if (nextMs < bar.openTimeMs()) {
                due.add(Due.gap(market, series, bar.openTimeMs(), NOT_AT_REST));
            }
            due.add(Due.bar(market, series, bar));
            nextMs = nextMs == Long.MAX_VALUE ? bar.closeTimeMs() : Math.max(nextMs, bar.closeTimeMs());
        }
    }

    private static void handOn(List<Due> due) {
        // The sort is stable, and the markets were visited in listing order.
        due.sort(Comparator.comparingLong((Due one) -> one.closeTimeMs)
                .thenComparing(one -> one.series.bars().timeframe()));
        for (Due one : due) {
            if (one.bar == null) {
                one.series.bars().skipTo(one.closeTimeMs, one.gapReason);
            } else {
                one.market.offer(one.series, one.bar, one.bar.closeTimeMs());
            }
        }
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
        series.bars().skipTo(firstRepairedMs(series, untilMs), TOO_MANY);
        final long lastOpenMs = untilMs - series.bars().timeframe().intervalMs();
        for (Bar bar : fetch(market, series, series.bars().nextOpenTimeMs(), lastOpenMs, origin)) {
            market.offer(series, bar, bar.closeTimeMs());
        }
        if (successorIsClosed) {
            series.bars().skipTo(untilMs, NOT_AT_REST);
        }
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

    /** A bar, or a gap where there is none, that waits for its place in the order of all. */
    private static final class Due {
        private final Market market;
        private final SpotSeries series;
        private final Bar bar;
        private final long closeTimeMs;
        private final String gapReason;

        private Due(Market market, SpotSeries series, Bar bar, long closeTimeMs, String gapReason) {
            this.market = market;
            this.series = series;
            this.bar = bar;
            this.closeTimeMs = closeTimeMs;
            this.gapReason = gapReason;
        }

        static Due bar(Market market, SpotSeries series, Bar bar) {
            return new Due(market, series, bar, bar.closeTimeMs(), "");
        }

        /** What the series lacks before {@code endMs}, the close of the last bar that is missing. */
        static Due gap(Market market, SpotSeries series, long endMs, String reason) {
            return new Due(market, series, null, endMs, reason);
        }
    }
}
