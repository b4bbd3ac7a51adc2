package crucible.fill.spread;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.sun.management.ThreadMXBean;
import crucible.model.Bar;
import crucible.model.Provenance;
import crucible.model.Timeframe;
import crucible.testkit.Restored;
import crucible.testkit.StateComparison;
import java.lang.management.ManagementFactory;
import java.util.List;
import java.util.Set;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class RollingSpreadTest {
    private static final int WINDOW = 24;

    @ParameterizedTest
    @EnumSource(SpreadEstimator.class)
    void isAlwaysTheEstimateOfTheNewestBarsAlone(SpreadEstimator estimator) {
        final long seed = 11;
        final List<double[]> bars = bars(seed, 400);
        final RollingSpread rolling = new RollingSpread(estimator, WINDOW);
        for (int i = 0; i < bars.size(); i++) {
            show(rolling, bars.get(i));
            final List<double[]> newest = bars.subList(Math.max(0, i + 1 - WINDOW), i + 1);
            final String what = estimator + ", bar " + i + ", seed " + seed;
            assertSame(rolling.signedFrac(), NaiveSpread.signed(estimator, newest), what);
            assertSame(rolling.spreadFrac(), NaiveSpread.used(estimator, newest), what);
            final RollingSpread batch = new RollingSpread(estimator, WINDOW);
            newest.forEach(bar -> show(batch, bar));
            assertThat(Double.valueOf(rolling.signedFrac())).as(what).isEqualTo(Double.valueOf(batch.signedFrac()));
        }
    }

    @ParameterizedTest
    @EnumSource(SpreadEstimator.class)
    void isUndefinedBeforeTheFirstTerm(SpreadEstimator estimator) {
        final RollingSpread spread = new RollingSpread(estimator, WINDOW);
        assertThat(spread.signedFrac()).isNaN();
        assertThat(spread.spreadFrac()).isNaN();
        assertThat(spread.spreadFrac(0.01)).isNaN();
        assertThat(spread.spreadTicks(0.01)).isZero();
        for (int i = 1; i < estimator.fewestBars(); i++) {
            spread.onBar(100, 101, 99, 100);
            assertThat(spread.terms()).isZero();
            assertThat(spread.spreadFrac(0.01)).isNaN();
        }
    }

    @Test
    void isNeverLessThanOneTick() {
        final RollingSpread spread = new RollingSpread(SpreadEstimator.CORWIN_SCHULTZ, 2);
        spread.onBar(100, 101, 99, 100);
        spread.onBar(150, 160, 140, 150);
        assertThat(spread.spreadFrac()).isZero();
        assertThat(spread.spreadFrac(0.3)).isEqualTo(0.3 / 150);
        assertThat(spread.spreadTicks(0.3)).isEqualTo(1);
    }

    @ParameterizedTest
    @CsvSource({"2, 1", "1, 2", "0.5, 4", "0.3, 7", "0.1, 20", "3, 1"})
    void ticksAreRoundedUp(double tickSize, long ticks) {
        final RollingSpread spread = new RollingSpread(SpreadEstimator.CORWIN_SCHULTZ, 2);
        spread.onBar(99, 101, 99, 101);
        spread.onBar(99, 101, 99, 100);
        assertThat(spread.spreadTicks(tickSize)).as("2 %% of 100").isEqualTo(ticks);
    }

    @Test
    void nothingIsEstimatedAcrossAGap() {
        final RollingSpread spread = new RollingSpread(SpreadEstimator.ROLL, WINDOW);
        final RollingSpread pair = new RollingSpread(SpreadEstimator.EDGE, WINDOW);
        for (int minute : new int[] {0, 5, 10, 20, 25, 30, 35}) {
            spread.onBar(bar(minute, Provenance.LIVE));
            pair.onBar(bar(minute, Provenance.LIVE));
        }
        assertThat(spread.terms()).isEqualTo(1 + 2);
        assertThat(pair.terms()).isEqualTo(2 + 3);
    }

    @Test
    void aBarInWhichNothingTradedEndsTheRow() {
        final RollingSpread spread = new RollingSpread(SpreadEstimator.CORWIN_SCHULTZ, WINDOW);
        spread.onBar(bar(0, Provenance.LIVE));
        spread.onBar(bar(5, Provenance.SYNTHETIC));
        spread.onBar(bar(10, Provenance.REPAIRED));
        assertThat(spread.terms()).isZero();
        spread.onBar(bar(15, Provenance.LATE));
        assertThat(spread.terms()).isEqualTo(1);
    }

    @Test
    void aBarThatWasSeenOrComesLateSaysNothing() {
        final RollingSpread spread = new RollingSpread(SpreadEstimator.CORWIN_SCHULTZ, WINDOW);
        for (int minute : new int[] {0, 5, 5, 0, 10}) {
            spread.onBar(bar(minute, Provenance.LIVE));
        }
        assertThat(spread.terms()).isEqualTo(2);
    }

    @ParameterizedTest
    @CsvSource({
        "0, 1, 0, 1",
        "1, 1, 2, 1",
        "3, 2, 1, 1",
        "1, 2, 1, 3",
        "1, NaN, 1, 1",
        "NaN, 2, 1, 1",
        "1, Infinity, 1, 1",
    })
    void refusesWhatIsNoBar(double open, double high, double low, double close) {
        final RollingSpread spread = new RollingSpread(SpreadEstimator.EDGE, WINDOW);
        assertThatIllegalArgumentException()
                .isThrownBy(() -> spread.onBar(open, high, low, close))
                .withMessageContaining("low " + low);
    }

    @Test
    void aWindowHoldsAtLeastOneTerm() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new RollingSpread(SpreadEstimator.ROLL, 2))
                .withMessageContaining("windowBars lies in [3");
    }

    @ParameterizedTest
    @EnumSource(SpreadEstimator.class)
    void goesOnFromASnapshotAsIfNothingHadHappened(SpreadEstimator estimator) {
        final List<double[]> bars = bars(3, 100);
        for (int cut : new int[] {0, 1, 2, 10, WINDOW, WINDOW + 1, 70}) {
            final RollingSpread original = new RollingSpread(estimator, WINDOW);
            bars.subList(0, cut).forEach(bar -> show(original, bar));
            final RollingSpread restored = Restored.into(new RollingSpread(estimator, WINDOW), original);
            bars.subList(cut, 100).forEach(bar -> {
                show(original, bar);
                show(restored, bar);
                assertThat(Double.valueOf(restored.signedFrac())).isEqualTo(Double.valueOf(original.signedFrac()));
            });
            assertThat(StateComparison.of(original, restored, Set.of()).differences())
                    .isEmpty();
        }
    }

    @ParameterizedTest
    @EnumSource(SpreadEstimator.class)
    void barsAndEstimatesAllocateNothing(SpreadEstimator estimator) {
        assumeTrue(ManagementFactory.getThreadMXBean() instanceof ThreadMXBean);
        final ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
        final List<double[]> bars = bars(5, 64);
        final RollingSpread spread = new RollingSpread(estimator, WINDOW);
        double sum = play(spread, bars, 20_000);
        final long before = threads.getCurrentThreadAllocatedBytes();
        sum += play(spread, bars, 50_000);
        final long allocated = threads.getCurrentThreadAllocatedBytes() - before;
        assertThat(allocated).as("bytes over 50,000 bars and estimates").isLessThan(1_000);
        assertThat(sum).isFinite();
    }

    private static double play(RollingSpread spread, List<double[]> bars, int count) {
        double sum = 0;
        for (int i = 0; i < count; i++) {
            final double[] bar = bars.get(i & 63);
            spread.onBar(bar[0], bar[1], bar[2], bar[3]);
            final double signed = spread.signedFrac();
            sum += Double.isNaN(signed) ? 0 : signed;
        }
        return sum;
    }

    private static void show(RollingSpread spread, double[] bar) {
        spread.onBar(bar[0], bar[1], bar[2], bar[3]);
    }

    /** NaN equals NaN; the naive judge rounds elsewhere, and a root makes 1e-8 of 1e-16. */
    private static void assertSame(double was, double expected, String what) {
        if (Double.isNaN(expected)) {
            assertThat(was).as(what).isNaN();
        } else {
            assertThat(was).as(what).isCloseTo(expected, within(1e-11));
        }
    }

    private static List<double[]> bars(long seed, int count) {
        return new SimulatedBars(new SplittableRandom(seed), count, 9, 0.0004, 0.0006).list();
    }

    private static Bar bar(int minute, Provenance provenance) {
        return new Bar(0, Timeframe.M5, minute * 60_000L, 100, 101, 99, 100, 1, provenance);
    }
}
