package crucible.watchtower.stat;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.management.ThreadMXBean;
import java.lang.management.ManagementFactory;
import org.junit.jupiter.api.Test;

class StreamingAllocationTest {
    private final ReturnMetrics metrics = new ReturnMetrics(105_120, 0);
    private final TradeMetrics trades = new TradeMetrics();
    private final LossTail tail = new LossTail();
    private final SerialDependence dependence = new SerialDependence(24);
    private final Activity activity = new Activity();
    private final EquityFalls falls = new EquityFalls();
    private final RollingMoments rolling = new RollingMoments(30);
    private final Moments window = new Moments();
    private double answers;

    @Test
    void neitherObservationsNorQuestionsAllocate() {
        observe(0, 50_000);
        final ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
        final long before = threads.getCurrentThreadAllocatedBytes();
        observe(50_000, 150_000);
        assertThat(threads.getCurrentThreadAllocatedBytes() - before)
                .as("bytes over 100,000 observations")
                .isLessThan(1000);
        assertThat(answers).isNotNaN();
    }

    private void observe(int from, int to) {
        for (int i = from; i < to; i++) {
            final double value = 0.01 * ((i * 37L) % 101 - 49) / 50;
            metrics.add(value);
            trades.add(value);
            tail.add(value);
            dependence.add(value);
            activity.add(value, Math.abs(value));
            falls.add(1 + value);
            rolling.add(value, i * 300_000L);
            if (i % 100 == 0) {
                rolling.mergeInto(window);
                answers = metrics.calmar()
                        + metrics.sortino()
                        + trades.sqn()
                        + tail.valueAtRisk(0.05)
                        + tail.expectedShortfall(0.05)
                        + dependence.effectiveSize()
                        + activity.turnover()
                        + falls.largest()
                        + window.sharpe()
                        + ProbabilisticSharpe.psr(window, 0);
            }
        }
    }
}
