package crucible.runtime.ring;

import crucible.model.Exposure;
import crucible.model.StateHolder;
import crucible.model.StateSink;
import crucible.runtime.event.StoredForms;
import crucible.runtime.lane.AgentRow;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/** Counts at each boundary what all agents hold together, and asks for it to be told where it has changed. */
final class ExposureCount implements StateHolder {
    private final List<Long> byInstrument = new ArrayList<>();
    private long grossUsdE8;
    private Exposure told = new Exposure(0, 0, List.of());

    void begin() {
        Collections.fill(byInstrument, 0L);
        grossUsdE8 = 0;
    }

    void add(AgentRow row) {
        for (int i = 0; i < row.positions(); i++) {
            final int instrument = row.positionInstrument(i);
            while (byInstrument.size() <= instrument) {
                byInstrument.add(0L);
            }
            final long value = row.positionValueUsdE8(i);
            byInstrument.set(instrument, Math.addExact(byInstrument.get(instrument), value));
            grossUsdE8 = Math.addExact(grossUsdE8, value);
        }
    }

    void end(long boundaryTimeMs, Outbox outbox) {
        final Exposure counted = new Exposure(boundaryTimeMs, grossUsdE8, byInstrument);
        if (!counted.saysTheSameAs(told)) {
            told = counted;
            outbox.exposure(counted);
        }
    }

    @Override
    public void visit(StateSink sink) {
        sink.begin("exposureCount", 1);
        told = sink.field("told", StoredForms.EXPOSURE, told);
        // As many instruments as there were: an empty place at the end is told as one.
        for (int i = byInstrument.size(); i < told.instrumentsUsdE8().size(); i++) {
            byInstrument.add(0L);
        }
        sink.end();
    }
}
