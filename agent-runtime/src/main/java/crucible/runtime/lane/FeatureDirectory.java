package crucible.runtime.lane;

import crucible.model.Operand;
import crucible.model.Timeframe;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Dense index of every feature that a blueprint has ever asked for, per timeframe, in the order of the births. The
 * feature stage and each lane keep a copy of their own; all copies see the same births and so are equal.
 */
public final class FeatureDirectory {
    private final List<List<Operand.FeatureRef>> refs = new ArrayList<>();
    private final List<Map<Operand.FeatureRef, Integer>> indices = new ArrayList<>();

    public FeatureDirectory() {
        for (int i = 0; i < Timeframe.count(); i++) {
            refs.add(new ArrayList<>());
            indices.add(new HashMap<>());
        }
    }

    /** The feature's index among those of {@code timeframe}; a new feature gets the next one. */
    public int index(Timeframe timeframe, Operand.FeatureRef ref) {
        final List<Operand.FeatureRef> known = refs.get(timeframe.ordinal());
        return indices.get(timeframe.ordinal()).computeIfAbsent(ref, absent -> {
            known.add(absent);
            return known.size() - 1;
        });
    }

    /** All features of {@code timeframe}, in index order. */
    public List<Operand.FeatureRef> features(Timeframe timeframe) {
        return refs.get(timeframe.ordinal());
    }
}
