package crucible.runtime.feature;

import crucible.model.StateHolder;
import crucible.model.StateSink;

/** One feature's state. It is fed every bar of a history in order, from some bar on, and looks at no later one. */
abstract class StreamingFeature implements StateHolder {
    /**
     * The value after {@code bar}; NaN while there is none.
     *
     * @param fed bars fed so far including this one: only the bars {@code bar − fed + 1} to {@code bar} may be read
     */
    abstract double next(BarHistory history, long bar, long fed);

    /** Shows what the feature keeps beyond the history and what follows from it. */
    @Override
    public void visit(StateSink sink) {}

    /** Makes anew what follows from the history, after a restore: {@code fed} bars were fed, the newest of them last. */
    void refill(BarHistory history, long fed) {}
}
