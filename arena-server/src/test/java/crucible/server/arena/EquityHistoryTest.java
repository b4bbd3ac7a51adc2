package crucible.server.arena;

import static org.assertj.core.api.Assertions.assertThat;

import crucible.server.view.EquityCurve;
import java.util.List;
import org.junit.jupiter.api.Test;

class EquityHistoryTest {
    private static EquityHistory of(int capacity, int boundaries) {
        final EquityHistory history = new EquityHistory(capacity);
        for (int i = 0; i < boundaries; i++) {
            history.add(i * 1000L, i);
        }
        return history;
    }

    @Test
    void keepsFirstAndNewestWithinItsCapacity() {
        final List<EquityCurve.Point> points = of(64, 100_001).thinned(0, Long.MAX_VALUE, 1_000);
        assertThat(points).hasSizeBetween(32, 65);
        assertThat(points.get(0).timeMs()).isZero();
        assertThat(points.get(points.size() - 1).timeMs()).isEqualTo(100_000_000L);
        assertThat(points).isSortedAccordingTo((a, b) -> Long.compare(a.timeMs(), b.timeMs()));
    }

    @Test
    void thinsToThePointsAskedForAndKeepsTheEndsOfTheSpan() {
        final List<EquityCurve.Point> points = of(2048, 1_000).thinned(100_000, 500_000, 5);
        assertThat(points)
                .extracting(EquityCurve.Point::timeMs)
                .containsExactly(100_000L, 200_000L, 300_000L, 400_000L, 500_000L);
    }

    @Test
    void shrinksAndStillKnowsTheEnd() {
        final EquityHistory history = of(2048, 2_000);
        history.shrinkTo(16);
        final List<EquityCurve.Point> points = history.thinned(0, Long.MAX_VALUE, 1_000);
        assertThat(points).hasSizeLessThanOrEqualTo(17);
        assertThat(points.get(points.size() - 1).equityUsdE8()).isEqualTo(1_999);
        history.add(2_000_000L, 7);
        assertThat(history.thinned(0, Long.MAX_VALUE, 1_000))
                .last()
                .extracting(EquityCurve.Point::equityUsdE8)
                .isEqualTo(7L);
    }

    @Test
    void anEmptyHistoryHasNoPoints() {
        assertThat(new EquityHistory(16).thinned(0, Long.MAX_VALUE, 10)).isEmpty();
    }
}
