package crucible.watchtower.evidence;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class EffectiveTrialsTest {
    private static final long SEED = 23;

    private static double[] series(SplittableRandom random, double[] parent, double own) {
        final double[] series = new double[400];
        for (int i = 0; i < series.length; i++) {
            series[i] = (parent == null ? 0 : parent[i]) + own * (random.nextDouble() - 0.5);
        }
        return series;
    }

    @Test
    void childrenOfOneParentAreOneTrial() {
        final SplittableRandom random = new SplittableRandom(SEED);
        final List<double[]> trials = new ArrayList<>();
        for (int family = 0; family < 4; family++) {
            final double[] parent = series(random, null, 1);
            for (int child = 0; child < 6; child++) {
                trials.add(series(random, parent, 0.5));
            }
        }
        final EffectiveTrials.Clusters clusters = EffectiveTrials.of(trials, 0.5);
        assertThat(clusters.clusters()).as("seed %d", SEED).isEqualTo(4);
        for (int i = 0; i < trials.size(); i++) {
            assertThat(clusters.labels()[i]).isEqualTo(i / 6);
        }
    }

    @Test
    void strangersAndThoseWhoNeverTradedCountEach() {
        final SplittableRandom random = new SplittableRandom(SEED);
        final List<double[]> trials = new ArrayList<>();
        for (int i = 0; i < 8; i++) {
            trials.add(series(random, null, 1));
        }
        trials.add(new double[400]);
        trials.add(new double[400]);
        assertThat(EffectiveTrials.of(trials, 0.5).clusters()).isEqualTo(10);
        assertThat(EffectiveTrials.of(List.of(), 0.5).clusters()).isZero();
    }

    @Test
    void whoeverDoesTheOppositeIsAnotherTrial() {
        final double[] one = {1, -2, 3, 0.5};
        final double[] opposite = {-1, 2, -3, -0.5};
        assertThat(EffectiveTrials.of(List.of(one, opposite, one), 0.5).labels())
                .containsExactly(0, 1, 0);
    }

    @Test
    void refusesSeriesThatDoNotFit() {
        assertThatThrownBy(() -> EffectiveTrials.of(List.of(new double[] {1, 2}, new double[] {1}), 0.5))
                .hasMessageContaining("as many returns as the first");
        assertThatThrownBy(() -> EffectiveTrials.of(List.of(), -1)).hasMessageContaining("threshold");
    }
}
