package crucible.fill.volatility;

import crucible.model.BarView;
import crucible.model.Require;
import crucible.model.StateHolder;
import crucible.model.StateSink;
import crucible.model.VolatilityFit;
import crucible.model.VolatilityFits;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * When which instrument's volatility is fitted. Fits are due at boundaries that depend on nothing but the time: with 288
 * bars of 5m, the first one of each UTC day, and once as soon as there are returns enough. So whoever has the same bars
 * orders the same fits. A fit that has not come by the next boundary is late: what held before holds on, and it is
 * counted.
 *
 * <p>Orders that have not become an event are state: after a restart they are ordered again, with the same returns. The
 * methods of {@link VolatilityFits} are called on the threads that it names; everything else while no stage runs, or on the
 * arbiter's.
 */
public final class FitSchedule implements VolatilityFits {
    private final VolatilitySettings settings;
    private Watched[] byId = {};
    private FitRunner runner = FitRunner.IN_LINE;

    public FitSchedule(VolatilitySettings settings) {
        this.settings = Require.present("settings", settings);
    }

    /** One instrument, the order that is outstanding, and the last span of time in which one was given. */
    private static final class Watched implements StateHolder {
        private final InstrumentVolatility volatility;
        private long lastSpan = Long.MIN_VALUE;
        private FitOrder order;
        private boolean late;
        private long lateFits;

        Watched(VolatilitySettings settings) {
            volatility = new InstrumentVolatility(settings);
        }

        /** Whether a fit is due at this boundary and none is awaited; then this is the span of its order. */
        boolean isDue(long span) {
            return order == null && volatility.ladder().isFitPossible() && span > lastSpan;
        }

        @Override
        public void visit(StateSink sink) {
            sink.begin("watched", 1);
            volatility.visit(sink);
            lastSpan = sink.field("lastSpan", lastSpan);
            late = sink.field("late", late);
            lateFits = sink.field("lateFits", lateFits);
            order = sink.field("order", FitOrder.FORM, order);
            sink.end();
        }
    }

    /** From now on fits are made there, those that are outstanding, too. */
    public synchronized void runBy(FitRunner newRunner) {
        runner = Require.present("runner", newRunner);
        outstanding().forEach(runner::ordered);
    }

    @Override
    public void onBar(BarView bar) {
        watched(bar.instrumentId()).volatility.onBar(bar);
    }

    private Watched watched(int instrumentId) {
        return instrumentId < byId.length && byId[instrumentId] != null ? byId[instrumentId] : make(instrumentId);
    }

    private synchronized Watched make(int instrumentId) {
        if (instrumentId >= byId.length) {
            byId = Arrays.copyOf(byId, instrumentId + 1);
        }
        byId[instrumentId] = new Watched(settings);
        return byId[instrumentId];
    }

    @Override
    public synchronized void onFit(VolatilityFit fit) {
        final Watched watched = watched(fit.instrumentId());
        watched.volatility.adopt(fit);
        watched.order = null;
        watched.late = false;
    }

    @Override
    public synchronized void endBoundary(long boundaryTimeMs) {
        for (int id = 0; id < byId.length; id++) {
            final Watched watched = byId[id];
            if (watched == null || watched.volatility.timeframe() == null) {
                continue;
            }
            if (watched.order != null && !watched.late) {
                watched.late = true;
                watched.lateFits++;
            }
            final long span = Math.floorDiv(
                    boundaryTimeMs,
                    settings.refitBars() * watched.volatility.timeframe().intervalMs());
            if (watched.isDue(span)) {
                watched.lastSpan = span;
                watched.order = order(id, watched.volatility, boundaryTimeMs);
                runner.ordered(watched.order);
            }
        }
    }

    private FitOrder order(int id, InstrumentVolatility volatility, long boundaryTimeMs) {
        final VolatilityLadder ladder = volatility.ladder();
        return new FitOrder(
                id, volatility.timeframe(), boundaryTimeMs, ladder.returns(), ladder.fitWindow(), settings.law());
    }

    @Override
    public List<VolatilityFit> take(long boundaryTimeMs) {
        final List<FitOrder> orders = outstanding();
        if (orders.isEmpty()) {
            return List.of();
        }
        final List<VolatilityFit> done = new ArrayList<>();
        for (FitOrder order : orders) {
            final FitOutcome<EgarchFit> outcome = runner.result(order);
            if (outcome != null) {
                done.add(order.event(outcome, boundaryTimeMs));
            }
        }
        return done;
    }

    private synchronized List<FitOrder> outstanding() {
        List<FitOrder> orders = List.of();
        for (Watched watched : byId) {
            if (watched != null && watched.order != null) {
                orders = orders.isEmpty() ? new ArrayList<>() : orders;
                orders.add(watched.order);
            }
        }
        return orders;
    }

    /** The volatility of an instrument as of the newest boundary; null where none of its bars has been seen. */
    public InstrumentVolatility of(int instrumentId) {
        return instrumentId < byId.length && byId[instrumentId] != null ? byId[instrumentId].volatility : null;
    }

    /** How many fits of an instrument had not come by the boundary from which they were to hold. */
    public long late(int instrumentId) {
        return instrumentId < byId.length && byId[instrumentId] != null ? byId[instrumentId].lateFits : 0;
    }

    @Override
    public void visit(StateSink sink) {
        sink.begin("fitSchedule", 1);
        final int ids = sink.field("instruments", byId.length);
        for (int id = 0; id < ids; id++) {
            if (sink.field("known", id < byId.length && byId[id] != null)) {
                watched(id).visit(sink);
            }
        }
        sink.end();
    }
}
