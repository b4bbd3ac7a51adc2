package crucible.watchtower.evidence;

import static org.assertj.core.api.Assertions.assertThat;

import crucible.model.DigestSink;
import crucible.testkit.Restored;
import java.util.Random;
import java.util.function.IntToDoubleFunction;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TrialGroupsTest {
    private static final long BAR_MS = 300_000;
    private static final int BARS_AN_HOUR = 12;

    private final TrialGroups groups = new TrialGroups(0.5);
    private long timeMs = 1_700_000_000_000L / TrialGroups.EVERY_MS * TrialGroups.EVERY_MS;

    /** Hours of bars in which agent {@code id} returns {@code returns(id)}, and a look at each full hour. */
    private void play(TrialGroups to, int hours, int agents, IntToDoubleFunction returns) {
        for (int bar = 1; bar <= hours * BARS_AN_HOUR; bar++) {
            timeMs += BAR_MS;
            for (int id = 0; id < agents; id++) {
                to.onReturn(id, returns.applyAsDouble(id), timeMs);
            }
            if (bar % BARS_AN_HOUR == 0) {
                to.regroup(timeMs);
            }
        }
    }

    private void born(int agents) {
        for (int id = 0; id < agents; id++) {
            groups.onBirth(id, true);
        }
    }

    /** Agents of {@code parents} parents: the same luck as their parent, but for a part of their own. */
    private static IntToDoubleFunction children(long seed, int parents, double own) {
        final Random random = new Random(seed);
        final double[] luck = new double[parents];
        return id -> {
            if (id == 0) {
                for (int i = 0; i < parents; i++) {
                    luck[i] = random.nextGaussian();
                }
            }
            return 0.001 * (luck[id % parents] + own * random.nextGaussian());
        };
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3})
    void clonesCountOnce(long seed) {
        born(40);
        play(groups, 100, 40, children(seed, 7, 0));
        assertThat(40 - groups.joined()).as("seed %d", seed).isEqualTo(7);
        for (int id = 0; id < 40; id++) {
            assertThat(groups.leaderOf(id)).isEqualTo(id % 7);
        }
    }

    @ParameterizedTest
    @ValueSource(longs = {11, 12, 13})
    void theIndependentAllCount(long seed) {
        born(150);
        play(groups, 130, 150, children(seed, 150, 0));
        assertThat(groups.joined()).as("seed %d", seed).isZero();
    }

    @Test
    void aCorrelationThatLiesOnlyALittleAboveTheThresholdIsNotEnough() {
        born(60);
        // Correlation 1 / (1 + 0.9²) = 0.55: a standard error of half a window is 0.09.
        play(groups, 130, 60, children(5, 1, 0.9));
        assertThat(groups.joined()).isLessThan(12);
    }

    @Test
    void thoseWhoMoveMuchAlikeAreOne() {
        born(30);
        play(groups, 130, 30, children(6, 3, 0.3));
        assertThat(30 - groups.joined()).isEqualTo(3);
    }

    @Test
    void beforeThereIsEnoughToCompareEverybodyCounts() {
        born(10);
        play(groups, TrialGroups.LEAST_COMMON - 1, 10, children(7, 1, 0));
        assertThat(groups.joined()).isZero();
        play(groups, 1, 10, children(7, 1, 0));
        assertThat(groups.joined()).isEqualTo(9);
    }

    @Test
    void whoHardlyTradesCounts() {
        born(4);
        final Random random = new Random(8);
        final int[] bar = {0};
        play(groups, 128, 4, id -> (id == 0 ? bar[0]++ : bar[0]) % 100 == 0 ? random.nextInt(3) * 0.001 : 0);
        assertThat(groups.joined()).isZero();
    }

    @Test
    void aWeekInWhichAllMoveTogetherLessensNothing() {
        born(20);
        play(groups, 100, 20, children(9, 20, 0));
        play(groups, 200, 20, children(9, 1, 0));
        assertThat(groups.joined()).isZero();
    }

    @Test
    void whoGoesItsOwnWayCountsFromThenOnForGood() {
        born(2);
        play(groups, 100, 2, children(10, 1, 0));
        assertThat(groups.joined()).isEqualTo(1);
        play(groups, 128, 2, children(10, 2, 0));
        assertThat(groups.joined()).isZero();
        play(groups, 200, 2, children(10, 1, 0));
        assertThat(groups.joined()).isZero();
    }

    @Test
    void theDeadStayWhereTheyWereAndNobodyHidesBehindThem() {
        born(3);
        final IntToDoubleFunction alike = children(14, 1, 0);
        play(groups, 100, 3, alike);
        assertThat(groups.joined()).isEqualTo(2);
        groups.onEnd(0);
        groups.onEnd(2);
        play(groups, 200, 2, id -> id == 0 ? Double.NaN : 0.001 * new Random(timeMs).nextGaussian());
        assertThat(groups.leaderOf(2)).as("dead, in its leader's group").isZero();
        assertThat(groups.leaderOf(1)).as("its leader is long dead").isEqualTo(1);
    }

    @Test
    void anOutageOfAllChangesNothing() {
        born(6);
        play(groups, 100, 6, children(15, 2, 0));
        timeMs += 100 * TrialGroups.EVERY_MS;
        play(groups, 10, 6, children(16, 6, 0));
        assertThat(groups.joined()).isEqualTo(4);
    }

    @Test
    void placebosAreNoTrials() {
        born(2);
        groups.onBirth(2, false);
        play(groups, 100, 3, children(17, 1, 0));
        assertThat(groups.joined()).isEqualTo(1);
        assertThat(groups.leaderOf(2)).isEqualTo(2);
    }

    @Test
    void moreThanAnHourCanCompareCountsUntilItsTurnComes() {
        born(450);
        play(groups, TrialGroups.LEAST_COMMON, 450, children(18, 400, 0));
        final int first = groups.joined();
        play(groups, 2, 450, children(18, 400, 0));
        assertThat(groups.joined()).isBetween(first, 50);
        play(groups, 6, 450, children(18, 400, 0));
        assertThat(groups.joined()).isEqualTo(50);
    }

    @Test
    void aRestartAndTheOrderOfAgentsChangeNothing() {
        born(40);
        final TrialGroups backwards = new TrialGroups(0.5);
        for (int id = 39; id >= 0; id--) {
            backwards.onBirth(id, true);
        }
        TrialGroups copy = groups;
        final IntToDoubleFunction returns = children(19, 9, 0.4);
        final double[] now = new double[40];
        for (int hour = 0; hour < 150; hour++) {
            for (int bar = 0; bar < BARS_AN_HOUR; bar++) {
                timeMs += BAR_MS;
                for (int id = 0; id < 40; id++) {
                    now[id] = returns.applyAsDouble(id);
                    groups.onReturn(id, now[id], timeMs);
                    if (copy != groups) {
                        copy.onReturn(id, now[id], timeMs);
                    }
                }
                for (int id = 39; id >= 0; id--) {
                    backwards.onReturn(id, now[id], timeMs);
                }
            }
            groups.regroup(timeMs);
            backwards.regroup(timeMs);
            if (copy != groups) {
                copy.regroup(timeMs);
            }
            if (hour % 37 == 36) {
                copy = Restored.into(new TrialGroups(0.5), copy);
            }
            assertThat(DigestSink.of(copy)).isEqualTo(DigestSink.of(groups));
            assertThat(DigestSink.of(backwards)).isEqualTo(DigestSink.of(groups));
        }
        assertThat(groups.joined()).isPositive();
    }
}
