package crucible.exchange.feed;

import crucible.exchange.BarSeries;
import crucible.exchange.FeedCounters;
import crucible.exchange.connection.VenueRefusal;
import crucible.model.Bar;
import crucible.model.Funding;
import crucible.model.Provenance;
import crucible.model.Timeframe;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.function.ToLongFunction;

/** Fetches closed bars by REST: the warm-up, what an interruption swallowed, and single bars the stream left out. */
final class Backfill {
    /** Reason of gaps that REST could not close. */
    static final String NOT_AT_REST = "the venue has no such bars";

    /** More than that in one hole is left as a gap: 17 days of 5m bars. */
    private static final int MAX_REPAIRED_BARS = 5_000;

    private static final String TOO_MANY = "more than " + MAX_REPAIRED_BARS + " bars to repair";

    /** After a bar's end REST has its final values by then, where no candle is called final. */
    private static final long REST_SETTLES_MS = 2_000;

    /** Published bars asked for again after an interruption, to learn of corrections. */
    private static final int OVERLAP_BARS = 2;

    private final FeedSettings settings;
    private final VenueRest rest;
    private final FeedCounters counters;
    private final Finality finality;
    private boolean wasLive;

    /**
     * @param finality where the stream does not say which candles are final, fetching the last one is a regular way and
     *     no repair
     */
    Backfill(FeedSettings settings, VenueRest rest, FeedCounters counters, Finality finality) {
        this.settings = settings;
        this.rest = rest;
        this.counters = counters;
        this.finality = finality;
    }

    /** Begins a connection. */
    void begin(boolean feedWasLive) {
        wasLive = feedWasLive;
    }

    /**
     * Hands on all that has closed by {@code serverTimeMs}, of all markets in one order: by close time, then interval,
     * then listing; gaps in their places, funding rates behind the bars of their time. Everything is fetched before
     * anything is handed on, so a failure leaves nothing half done.
     */
    void catchUp(List<Market> markets, long serverTimeMs) throws IOException {
        final List<Due> due = new ArrayList<>();
        for (Market market : markets) {
            for (BarStream series : market.series()) {
                final BarSeries bars = series.bars();
                final Provenance origin = origin(market, series);
                final long intervalMs = bars.timeframe().intervalMs();
                final long settlesMs = finality == Finality.CALLED ? 0 : REST_SETTLES_MS;
                final long endMs = bars.timeframe().openTimeOf(serverTimeMs - settlesMs);
                if (!bars.isStarted()) {
                    final long firstMs = endMs - settings.warmUpBars() * intervalMs;
                    collect(due, ask(market, series, firstMs, endMs, origin));
                } else if (bars.nextOpenTimeMs() < endMs) {
                    final long firstMs = firstRepairedMs(series, endMs);
                    collect(due, ask(market, series, firstMs - OVERLAP_BARS * intervalMs, endMs, origin));
                }
            }
            if (market.fundings() != null) {
                for (Funding funding : market.fundings().missed(serverTimeMs)) {
                    due.add(Due.funding(market, funding));
                }
            }
        }
        handOn(due);
    }

    /**
     * Hands on, in the same order, what each series lacks before the time that {@code endMs} gives for it
     * ({@link Long#MIN_VALUE} for those that are left alone). What REST does not have is left for {@link #repair}.
     */
    void catchUpTo(List<Market> markets, ToLongFunction<BarStream> endMs, long eventTimeMs) throws IOException {
        final List<Due> due = new ArrayList<>();
        for (Market market : markets) {
            for (BarStream series : market.series()) {
                final BarSeries bars = series.bars();
                final long untilMs = endMs.applyAsLong(series);
                if (bars.isStarted() && bars.nextOpenTimeMs() < untilMs && series.mayAsk(untilMs, eventTimeMs)) {
                    collect(
                            due,
                            ask(market, series, firstRepairedMs(series, untilMs), untilMs, origin(market, series)));
                }
            }
        }
        handOn(due);
    }

    /**
     * Of bars that REST gives while the stream is live: what closed before the first frame closed before anybody
     * listened.
     */
    private Provenance origin(Market market, BarStream series) {
        return wasLive && !market.hasJoinedLate() || series.isStreamed() ? Provenance.REPAIRED : Provenance.OFFLINE;
    }

    /** Open time of the first bar that is asked for where bars before {@code endMs} are missing. */
    private static long firstRepairedMs(BarStream series, long endMs) {
        return Math.max(
                series.bars().nextOpenTimeMs(),
                endMs - MAX_REPAIRED_BARS * series.bars().timeframe().intervalMs());
    }

    /** Fetches a series' bars and adds them, and the gaps that they show. */
    private void collect(List<Due> due, Ask ask) throws IOException {
        final Market market = ask.market();
        final BarStream series = ask.series();
        final long endMs = ask.endMs();
        final BarSeries bars = series.bars();
        long nextMs = Long.MAX_VALUE;
        if (bars.isStarted()) {
            nextMs = firstRepairedMs(series, endMs);
            if (bars.nextOpenTimeMs() < nextMs) {
                due.add(Due.gap(market, series, nextMs, TOO_MANY));
            }
        }
        for (Bar bar : fetch(ask)) {
            if (nextMs < bar.openTimeMs()) {
                due.add(Due.gap(market, series, bar.openTimeMs(), NOT_AT_REST));
            }
            // Of a stream that shows candles without calling them final, this is how they come.
            final boolean isRegular = bar.provenance() == Provenance.REPAIRED
                    && finality != Finality.CALLED
                    && series.hasStreamed(bar.openTimeMs());
            due.add(Due.bar(market, series, isRegular ? bar.withProvenance(Provenance.LIVE) : bar));
            nextMs = nextMs == Long.MAX_VALUE ? bar.closeTimeMs() : Math.max(nextMs, bar.closeTimeMs());
        }
    }

    private static void handOn(List<Due> due) {
        // The sort is stable, and the markets were visited in listing order.
        due.sort(Comparator.comparingLong((Due one) -> one.closeTimeMs).thenComparingInt(Due::rank));
        for (Due one : due) {
            if (one.funding != null) {
                one.market.fundings().handOn(one.funding);
            } else if (one.bar == null) {
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
    void repair(Market market, BarStream series, long untilMs, long eventTimeMs, boolean successorIsClosed)
            throws IOException {
        if (!series.mayAsk(untilMs, eventTimeMs) && !successorIsClosed) {
            return;
        }
        if (series.bars().nextOpenTimeMs() >= untilMs) {
            return;
        }
        series.bars().skipTo(firstRepairedMs(series, untilMs), TOO_MANY);
        final Ask ask = ask(market, series, series.bars().nextOpenTimeMs(), untilMs, origin(market, series));
        for (Bar bar : fetch(ask)) {
            market.offer(series, bar, bar.closeTimeMs());
        }
        if (successorIsClosed) {
            series.bars().skipTo(untilMs, NOT_AT_REST);
        }
    }

    /**
     * Asks again for the published bars from {@code fromMs} to before {@code untilMs}: what differs is a correction. One that
     * the stream itself has brought meanwhile is found to be the same.
     */
    void lookAgain(Market market, BarStream series, long fromMs, long untilMs) throws IOException {
        final Ask ask = ask(market, series, fromMs, untilMs, Provenance.REPAIRED);
        for (Bar bar : fetch(ask)) {
            market.offer(series, bar, bar.closeTimeMs());
        }
    }

    /** Bars of a series that open in {@code [fromMs, endMs)}. */
    private record Ask(Market market, BarStream series, BarSpan span, long endMs) {}

    private static Ask ask(Market market, BarStream series, long fromMs, long endMs, Provenance origin) {
        final Timeframe timeframe = series.bars().timeframe();
        final BarSpan span = new BarSpan(
                market.instrument().symbol(),
                market.instrument().id(),
                timeframe,
                fromMs,
                endMs - timeframe.intervalMs(),
                origin);
        return new Ask(market, series, span, endMs);
    }

    private List<Bar> fetch(Ask ask) throws IOException {
        try {
            return rest.bars(ask.span(), ask.series().bars().newest());
        } catch (VenueRefusal e) {
            counters.onRejected(settings.venue(), "klines-refused", ask.span().symbol() + ": " + e.getMessage());
            return List.of();
        }
    }

    /** A bar, or a gap where there is none, that waits for its place in the order of all. */
    private static final class Due {
        private final Market market;
        private final BarStream series;
        private final Bar bar;
        private final long closeTimeMs;
        private final String gapReason;
        private final Funding funding;

        private Due(Market market, BarStream series, Bar bar, long closeTimeMs, String gapReason) {
            this(market, series, bar, closeTimeMs, gapReason, null);
        }

        private Due(Market market, BarStream series, Bar bar, long closeTimeMs, String gapReason, Funding funding) {
            this.funding = funding;
            this.market = market;
            this.series = series;
            this.bar = bar;
            this.closeTimeMs = closeTimeMs;
            this.gapReason = gapReason;
        }

        static Due bar(Market market, BarStream series, Bar bar) {
            return new Due(market, series, bar, bar.closeTimeMs(), "");
        }

        /** A settled rate: behind the bars that closed by then. */
        static Due funding(Market market, Funding funding) {
            return new Due(market, null, null, funding.fundingTimeMs(), "", funding);
        }

        /** Its place among what has one time. */
        int rank() {
            return series == null
                    ? Timeframe.count()
                    : series.bars().timeframe().ordinal();
        }

        /** What the series lacks before {@code endMs}, the close of the last bar that is missing. */
        static Due gap(Market market, BarStream series, long endMs, String reason) {
            return new Due(market, series, null, endMs, reason);
        }
    }
}
