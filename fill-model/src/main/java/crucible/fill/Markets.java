package crucible.fill;

import crucible.model.StateHolder;
import crucible.model.StateSink;
import java.util.Arrays;

/** The markets of a desk by their instruments' dense ids. */
final class Markets implements StateHolder {
    private final CostSettings costs;
    private Market[] byId = new Market[16];
    private int end;

    Markets(CostSettings costs) {
        this.costs = costs;
    }

    /** The market of an instrument; fails for an unknown one. */
    Market of(int instrumentId) {
        final Market market = instrumentId >= 0 && instrumentId < end ? byId[instrumentId] : null;
        if (market == null) {
            throw new IllegalArgumentException("required: instrument is known to the desk, but was " + instrumentId);
        }
        return market;
    }

    /** The market of an instrument, a new one where it is unknown. */
    Market make(int instrumentId) {
        if (instrumentId >= byId.length) {
            byId = Arrays.copyOf(byId, Math.max(instrumentId + 1, byId.length * 2));
        }
        if (byId[instrumentId] == null) {
            byId[instrumentId] = new Market(costs);
        }
        end = Math.max(end, instrumentId + 1);
        return byId[instrumentId];
    }

    /** One more than the largest known id. */
    int end() {
        return end;
    }

    /** The market at an id below {@link #end}, null where there is none. */
    Market at(int id) {
        return byId[id];
    }

    @Override
    public void visit(StateSink sink) {
        final int ids = sink.field("markets", end);
        for (int id = 0; id < ids; id++) {
            if (sink.field("known", id < end && byId[id] != null)) {
                make(id).visit(sink);
            }
        }
    }
}
