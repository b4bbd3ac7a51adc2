package crucible.runtime.feature;

import static org.assertj.core.api.Assertions.assertThat;

import crucible.model.Bar;
import crucible.model.DigestSink;
import crucible.model.Operand;
import crucible.testkit.Restored;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Features that went through a snapshot go on to the last bit as those that did not. */
class FeatureSnapshotTest {
    private static final int HISTORY_BARS = 600;

    private static FeatureSeries series(List<Operand.FeatureRef> refs) {
        final FeatureSeries series = new FeatureSeries(HISTORY_BARS);
        refs.forEach(series::index);
        return series;
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 42, 20_240_229})
    void restoredFeaturesGoOnAsTheOriginals(long seed) {
        final List<Operand.FeatureRef> refs = Walks.features();
        final FeatureSeries original = new FeatureSeries(HISTORY_BARS);
        refs.subList(0, refs.size() / 2).forEach(original::index);
        FeatureSeries copy = Restored.into(series(refs.subList(0, refs.size() / 2)), original);
        final List<Bar> bars = Walks.random(seed, 2_600);
        for (int t = 0; t < bars.size(); t++) {
            if (t == 700) {
                refs.forEach(original::index);
            }
            if (t % 131 == 3 || t == 700) {
                copy = Restored.into(series(t < 700 ? refs.subList(0, refs.size() / 2) : refs), original);
            }
            original.onBar(bars.get(t));
            copy.onBar(bars.get(t));
            for (int i = 0; i < original.count(); i++) {
                assertThat(Double.doubleToLongBits(copy.current(i)))
                        .as("seed %d, bar %d, feature %d", seed, t, i)
                        .isEqualTo(Double.doubleToLongBits(original.current(i)));
            }
            if (t % 40 == 0) {
                assertThat(DigestSink.of(copy)).isEqualTo(DigestSink.of(original));
            }
        }
        final FeatureSeries late = Restored.into(series(refs), original);
        assertThat(late.index(FeatureCatalogue.parse("sma(77)")))
                .isEqualTo(original.index(FeatureCatalogue.parse("sma(77)")));
        assertThat(DigestSink.of(late)).isEqualTo(DigestSink.of(original));
    }
}
