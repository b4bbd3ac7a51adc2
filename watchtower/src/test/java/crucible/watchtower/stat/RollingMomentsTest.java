package crucible.watchtower.stat;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import crucible.model.DigestSink;
import crucible.model.Draw;
import crucible.testkit.Restored;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RollingMomentsTest {
    private static final long DAY_MS = 86_400_000;
    private static final long SEED = 3;

    private record Seen(long timeMs, double value) {}

    /** Days of very different numbers, some without any: what was subtracted anywhere would leave its mark. */
    @ParameterizedTest
    @ValueSource(ints = {1, 2, 7, 30})
    void equalsWhatIsComputedAnewFromTheWindow(int days) {
        final RollingMoments rolling = new RollingMoments(days);
        final List<Seen> all = new ArrayList<>();
        final Moments merged = new Moments();
        long timeMs = -5 * DAY_MS;
        for (int i = 0; i < 4000; i++) {
            final double luck = Draw.uniform(SEED, "step", i, 0, 0);
            timeMs += luck > 0.999 ? 3 * DAY_MS : luck > 0.995 ? DAY_MS : 1_500_000;
            final double wild = i < 500 ? 1e6 : 1;
            all.add(new Seen(timeMs, wild * (Draw.uniform(SEED, "value", i, 0, 0) - 0.4)));
            rolling.add(all.get(i).value(), timeMs);
            if (i % 37 == 0) {
                rolling.mergeInto(merged);
                assertSame(merged, window(all, timeMs, days), days + " days, number " + i);
            }
        }
    }

    @Test
    void silenceEmptiesTheWindow() {
        final RollingMoments rolling = new RollingMoments(3);
        final Moments merged = Moments.of(new double[] {1, 2, 3});
        rolling.mergeInto(merged);
        assertThat(merged.count()).as("nothing seen").isZero();
        rolling.add(1, 0);
        rolling.add(2, DAY_MS);
        rolling.advanceTo(2 * DAY_MS);
        rolling.mergeInto(merged);
        assertThat(merged.count()).isEqualTo(2);
        rolling.advanceTo(3 * DAY_MS);
        rolling.mergeInto(merged);
        assertThat(merged.mean()).isEqualTo(2);
        rolling.advanceTo(2 * DAY_MS);
        rolling.mergeInto(merged);
        assertThat(merged.count()).as("going back changes nothing").isEqualTo(1);
        rolling.advanceTo(400 * DAY_MS);
        rolling.mergeInto(merged);
        assertThat(merged.count()).isZero();
    }

    @Test
    void refusesTimeThatGoesBackAndWhatIsNoNumber() {
        final RollingMoments rolling = new RollingMoments(3);
        rolling.add(1, 10 * DAY_MS);
        final String before = DigestSink.of(rolling);
        assertThatThrownBy(() -> rolling.add(1, 10 * DAY_MS - 1)).hasMessageContaining("time does not go back");
        assertThatThrownBy(() -> rolling.add(Double.NaN, 12 * DAY_MS)).hasMessageContaining("finite");
        assertThat(DigestSink.of(rolling)).isEqualTo(before);
        assertThatThrownBy(() -> new RollingMoments(0)).hasMessageContaining("days lies in");
    }

    @Test
    void goesOnFromASnapshot() {
        final RollingMoments original = new RollingMoments(4);
        RollingMoments copy = new RollingMoments(4);
        for (int i = 0; i < 300; i++) {
            copy = Restored.into(new RollingMoments(4), copy);
            copy.add(i % 17, i * DAY_MS / 7);
            original.add(i % 17, i * DAY_MS / 7);
        }
        assertThat(DigestSink.of(copy)).isEqualTo(DigestSink.of(original));
    }

    private static Moments window(List<Seen> all, long timeMs, int days) {
        final long firstDay = Math.floorDiv(timeMs, DAY_MS) - days + 1;
        return Moments.of(all.stream()
                .filter(seen -> Math.floorDiv(seen.timeMs(), DAY_MS) >= firstDay)
                .mapToDouble(Seen::value)
                .toArray());
    }

    private static void assertSame(Moments actual, Moments expected, String what) {
        assertThat(actual.count()).as(what).isEqualTo(expected.count());
        assertClose(actual.mean(), expected.mean(), what);
        assertClose(actual.sd(), expected.sd(), what);
        assertClose(actual.sharpe(), expected.sharpe(), what);
        assertClose(actual.skewness(), expected.skewness(), what);
        assertClose(actual.kurtosis(), expected.kurtosis(), what);
    }

    private static void assertClose(double actual, double expected, String what) {
        if (Double.isNaN(expected)) {
            assertThat(actual).as(what).isNaN();
        } else {
            assertThat(actual).as(what).isCloseTo(expected, within(1e-9 * Math.max(1e-3, Math.abs(expected))));
        }
    }
}
