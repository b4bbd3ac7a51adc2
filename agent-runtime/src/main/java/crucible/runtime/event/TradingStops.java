package crucible.runtime.event;

import crucible.model.StateForm;
import crucible.model.StateHolder;
import crucible.model.StateSink;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/** Which causes stop trading, as a function of the events. One thread. */
public final class TradingStops implements StateHolder {
    private static final StateForm<ModeChange> FORM = new StateForm<>() {
        @Override
        public void show(ModeChange value, StateSink sink) {
            sink.field("cause", ModeChange.Cause.class, value.cause());
            sink.field("reason", value.reason());
        }

        @Override
        public ModeChange read(StateSink sink) {
            return new ModeChange(sink.field("cause", ModeChange.Cause.class, null), true, sink.field("reason", ""));
        }
    };

    private final Map<ModeChange.Cause, ModeChange> stops = new EnumMap<>(ModeChange.Cause.class);

    /** Takes one change, in order. */
    public void apply(ModeChange change) {
        if (change.stops()) {
            stops.put(change.cause(), change);
        } else {
            stops.remove(change.cause());
        }
    }

    /** Whether any cause stops trading. */
    public boolean areAny() {
        return !stops.isEmpty();
    }

    /** Whether {@code change} would say anything new. */
    public boolean wouldChangeBy(ModeChange change) {
        final ModeChange present = stops.get(change.cause());
        return change.stops() ? !change.equals(present) : present != null;
    }

    /** What stops trading, by cause. */
    public List<ModeChange> list() {
        return List.copyOf(stops.values());
    }

    @Override
    public void visit(StateSink sink) {
        sink.begin("stops", 1);
        sink.each("causes", FORM, stops.values(), this::apply);
        sink.end();
    }
}
