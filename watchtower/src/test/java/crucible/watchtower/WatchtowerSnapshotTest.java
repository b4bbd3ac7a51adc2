package crucible.watchtower;

import static org.assertj.core.api.Assertions.assertThat;

import crucible.model.Birth;
import crucible.model.DigestSink;
import crucible.model.Timeframe;
import crucible.testkit.Restored;
import java.util.Random;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A judge that went through a snapshot judges as the one that did not. */
final class WatchtowerSnapshotTest {
    @ParameterizedTest
    @ValueSource(longs = {1, 42, 20_240_229})
    void aRestoredJudgeGoesOnAsTheOriginal(long seed) {
        final Random random = new Random(seed);
        final WatchtowerSettings settings = WatchtowerSettings.defaults();
        final Tournament original = new Tournament(settings, Timeframe.M5);
        Tournament copy = null;
        for (int i = 0; i < 70; i++) {
            original.birth();
        }
        for (Birth.Origin kind : Birth.Origin.values()) {
            original.control(kind);
        }
        for (int bar = 0; bar < 1_200; bar++) {
            if (bar % 97 == 96) {
                copy = original.with(Restored.into(new Watchtower(settings, Tournament.CAPITAL), original.judge));
            }
            for (TestMark mark : original.agents) {
                Tournament.move(mark, 0.002 * (Tournament.normal(seed, mark.agentId, bar) - 0.02));
                if (random.nextInt(8) == 0) {
                    Tournament.close(mark, random.nextGaussian() * 20 - 5);
                }
            }
            if (copy == null) {
                original.boundary();
                continue;
            }
            copy.copyMarks(original);
            original.boundary();
            copy.boundary();
            assertThat(copy.verdicts).as("seed %d, bar %d", seed, bar).isEqualTo(original.verdicts);
            if (bar % 10 == 0) {
                assertThat(DigestSink.of(copy.judge)).isEqualTo(DigestSink.of(original.judge));
                assertThat(copy.judge.score(bar % 70)).isEqualTo(original.judge.score(bar % 70));
            }
        }
        assertThat(original.verdicts).as("seed %d", seed).isNotEmpty();
    }
}
