package crucible.server.arena;

import crucible.model.BarView;
import crucible.model.FillView;
import crucible.model.StateSink;
import crucible.model.Timeframe;
import crucible.server.view.InstrumentView;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.TreeMap;

/**
 * How much of each bar's volume all agents together have had. The desk gives each unit of a volume once to every agent;
 * this counts how often it was given in all, and says so. It changes no fill. A function of bars, fills and boundaries in
 * the order of the journal; arbiter's thread only.
 */
final class VolumeUse {
    /** Bars of a series that are remembered: more than an outcome or a late bar can lie back in a quick market. */
    private static final int BARS_KEPT = 32;

    private static final double UNKNOWN = -1;

    private final Map<Long, Series> series = new TreeMap<>();
    private boolean isCrowded;

    /** The bars of an instrument and timeframe by their open. */
    private static final class Series {
        private final TreeMap<Long, Window> windows = new TreeMap<>();
        private Window shown;

        private Window at(long openTimeMs) {
            final Window known = windows.get(openTimeMs);
            if (known != null) {
                return known;
            }
            final Window added = new Window(openTimeMs);
            windows.put(openTimeMs, added);
            if (windows.size() > BARS_KEPT) {
                windows.pollFirstEntry();
            }
            return added;
        }

        /** What traded in the bar, or, while that is not known, in the newest known one before it. */
        private double volumeBase(Window window) {
            if (window.volumeBase != UNKNOWN) {
                return window.volumeBase;
            }
            for (Window before :
                    windows.headMap(window.openTimeMs, false).descendingMap().values()) {
                if (before.volumeBase != UNKNOWN) {
                    return before.volumeBase;
                }
            }
            return UNKNOWN;
        }

        private void endBoundary() {
            for (Window window : windows.descendingMap().values()) {
                if (window.volumeBase != UNKNOWN) {
                    shown = window;
                    return;
                }
            }
        }

        private void visit(StateSink sink) {
            final int count = sink.field("windows", windows.size());
            if (sink.isRestoring()) {
                windows.clear();
                for (int i = 0; i < count; i++) {
                    final Window window = new Window(sink.field("openTimeMs", 0L));
                    window.visit(sink);
                    windows.put(window.openTimeMs, window);
                }
                endBoundary();
                return;
            }
            for (Window window : windows.values()) {
                sink.field("openTimeMs", window.openTimeMs);
                window.visit(sink);
            }
        }
    }

    private static final class Window {
        private final long openTimeMs;
        private double volumeBase = UNKNOWN;
        private double filledBase;

        Window(long openTimeMs) {
            this.openTimeMs = openTimeMs;
        }

        private void visit(StateSink sink) {
            volumeBase = sink.field("volumeBase", volumeBase);
            filledBase = sink.field("filledBase", filledBase);
        }
    }

    private Series of(int instrumentId, Timeframe timeframe) {
        return series.computeIfAbsent(
                (long) instrumentId * Timeframe.count() + timeframe.ordinal(), unknown -> new Series());
    }

    /** A bar has closed, or is told anew: its newest volume counts. */
    void onBar(BarView bar) {
        of(bar.instrumentId(), bar.timeframe()).at(bar.openTimeMs()).volumeBase = bar.volumeBase();
    }

    /**
     * An order has filled; {@link #isCrowded()} is about it from now on. It counts in the bar that the desk charged it
     * to, in longer ones around that, and, where its time is known, in shorter ones.
     *
     * @param timeframe the agent's
     */
    void onFill(FillView fill, double quantityBase, Timeframe timeframe) {
        final boolean fromBar = isFromBar(fill, timeframe);
        final long openTimeMs = fromBar ? fill.timeMs() - timeframe.intervalMs() : timeframe.openTimeOf(fill.timeMs());
        for (int i = 0; i < Timeframe.count(); i++) {
            final Timeframe one = Timeframe.at(i);
            if (one.intervalMs() >= timeframe.intervalMs() || !fromBar) {
                final long within = fromBar ? openTimeMs : fill.timeMs();
                of(fill.instrumentId(), one).at(one.openTimeOf(within)).filledBase += quantityBase;
            }
        }
        final Series own = of(fill.instrumentId(), timeframe);
        final Window window = own.at(openTimeMs);
        final double volumeBase = own.volumeBase(window);
        isCrowded = volumeBase != UNKNOWN && window.filledBase > volumeBase;
    }

    /** What a bar fills is told as of its close; what a quote fills has the quote's time, or has been under way. */
    private static boolean isFromBar(FillView fill, Timeframe timeframe) {
        return timeframe.closesAt(fill.timeMs())
                && fill.quoteTimeMs() != fill.timeMs()
                && fill.inputs().latencyMs() == 0;
    }

    /** Whether the newest fill came when all fills of its bar, itself among them, were more than the bar's volume. */
    boolean isCrowded() {
        return isCrowded;
    }

    /** All fills up to a boundary have been told. */
    void endBoundary() {
        series.values().forEach(Series::endBoundary);
    }

    /** The newest complete bar of each timeframe as of the last boundary; without those that have had none. */
    List<InstrumentView.VolumeShare> of(int instrumentId) {
        final List<InstrumentView.VolumeShare> shares = new ArrayList<>();
        for (int i = 0; i < Timeframe.count(); i++) {
            final Series one = series.get((long) instrumentId * Timeframe.count() + i);
            if (one != null && one.shown != null) {
                final Window bar = one.shown;
                shares.add(new InstrumentView.VolumeShare(
                        Timeframe.at(i),
                        bar.openTimeMs,
                        bar.filledBase,
                        bar.volumeBase > 0
                                ? OptionalDouble.of(bar.filledBase / bar.volumeBase)
                                : OptionalDouble.empty()));
            }
        }
        return shares;
    }

    /** What a start from a snapshot could not know otherwise. */
    void visit(StateSink sink) {
        sink.begin("volumeUse", 1);
        final int count = sink.field("series", series.size());
        if (sink.isRestoring()) {
            series.clear();
            for (int i = 0; i < count; i++) {
                final Series one = new Series();
                series.put(sink.field("key", 0L), one);
                one.visit(sink);
            }
        } else {
            series.forEach((key, one) -> {
                sink.field("key", key.longValue());
                one.visit(sink);
            });
        }
        sink.end();
    }
}
