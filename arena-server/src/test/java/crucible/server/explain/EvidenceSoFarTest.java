package crucible.server.explain;

import static org.assertj.core.api.Assertions.assertThat;

import crucible.model.TrialCount;
import crucible.server.record.EvidenceRun;
import crucible.server.record.RecordBlock;
import crucible.watchtower.WatchtowerSettings;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class EvidenceSoFarTest {
    private static final int BOUNDARIES = 60;
    private static final long BAR_MS = 300_000;

    @Test
    void agentsWhoseKeptReturnsMoveTogetherCountOnce() {
        final EvidenceSoFar evidence = new EvidenceSoFar();
        evidence.judgedBy(WatchtowerSettings.defaults());
        final Random random = new Random(3);
        for (int block = 0; block < 20; block++) {
            final double[] first = random.doubles(BOUNDARIES, -0.001, 0.001).toArray();
            final double[] second = random.doubles(BOUNDARIES, -0.001, 0.001).toArray();
            evidence.enter(block(block, List.of(first, second, first)));
            evidence.advance(Long.MAX_VALUE);
        }
        final TrialCount count = evidence.trials(0);
        assertThat(count.records()).isEqualTo(3);
        assertThat(count.groups()).isEqualTo(2);
        assertThat(count.trials()).as("minTrials").isEqualTo(10);
    }

    private static RecordBlock block(int number, List<double[]> returns) {
        final long[] sequences = new long[BOUNDARIES];
        final long[] times = new long[BOUNDARIES];
        final long first = (long) number * BOUNDARIES;
        for (int i = 0; i < BOUNDARIES; i++) {
            sequences[i] = first + i;
            times[i] = (first + i + 1) * BAR_MS;
        }
        final long all = (1L << BOUNDARIES) - 1;
        return new RecordBlock(
                first - 1,
                first + BOUNDARIES - 1,
                sequences,
                times,
                List.of(),
                List.of(
                        new EvidenceRun(0, first + 1, all, returns.get(0)),
                        new EvidenceRun(1, first + 1, all, returns.get(1)),
                        new EvidenceRun(2, first + 1, all, returns.get(2))));
    }
}
