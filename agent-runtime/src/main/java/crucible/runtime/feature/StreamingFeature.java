package crucible.runtime.feature;

import crucible.model.StateHolder;
import crucible.model.StateSink;

/** One feature's state. It is fed every bar of a history in order, from some bar on, and looks at no later one. */
abstract class StreamingFeature implements StateHolder {
    private long fedBars;

    /** The value after {@code bar}; NaN while there is none. */
    final double onBar(BarHistory history, long bar) {
        fedBars++;
        return next(history, bar, fedBars);
    }

    /**
     * The value after {@code bar}.
     *
     * @param fed bars fed so far including this one: only the bars {@code bar − fed + 1} to {@code bar} may be read
     */
    abstract double next(BarHistory history, long bar, long fed);

    @Override
    public final void visit(StateSink sink) {
        fedBars = sink.field("fedBars", fedBars);
        visitState(sink);
    }

    /** Shows what the feature keeps beyond the history. */
    abstract void visitState(StateSink sink);
}
