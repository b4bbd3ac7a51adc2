package crucible.factory.trial;

import crucible.model.BarView;
import crucible.model.StateSink;
import crucible.model.VolatilityFit;
import crucible.model.VolatilityFits;
import java.util.ArrayList;
import java.util.List;

/** Fits as a recorded arena had them, on time or late: each holds from where it held there. */
final class RecordedFits implements VolatilityFits {
    private List<VolatilityFit> given = new ArrayList<>();

    void give(VolatilityFit fit) {
        given.add(fit);
    }

    @Override
    public void onBar(BarView bar) {}

    @Override
    public void onFit(VolatilityFit fit) {}

    @Override
    public void endBoundary(long boundaryTimeMs) {}

    @Override
    public List<VolatilityFit> take(long boundaryTimeMs) {
        final List<VolatilityFit> taken = given;
        given = new ArrayList<>();
        return taken;
    }

    /** What was given is handed on before the next event. */
    @Override
    public void visit(StateSink sink) {}
}
