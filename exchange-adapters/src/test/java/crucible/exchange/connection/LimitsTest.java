package crucible.exchange.connection;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Random;
import org.junit.jupiter.api.Test;

class LimitsTest {
    private final DrivenTimer timer = new DrivenTimer();

    @Test
    void neverAsksForMoreThanTheLimitWithinAnyWindow() throws IOException {
        final long seed = 7;
        final Random random = new Random(seed);
        final int limit = 600;
        final long windowMs = 5_000;
        final RequestBudget budget = new RequestBudget(timer, limit, windowMs);
        final Deque<long[]> taken = new ArrayDeque<>();
        long within = 0;
        for (int i = 0; i < 20_000; i++) {
            if (random.nextInt(50) == 0) {
                timer.advance(random.nextInt(8_000));
            }
            final int weight = 1 + random.nextInt(20);
            budget.take(weight);
            within += weight;
            taken.add(new long[] {timer.monotonicMs(), weight});
            while (taken.peek()[0] <= timer.monotonicMs() - windowMs) {
                within -= taken.remove()[1];
            }
            assertThat(within).as("seed " + seed + ", request " + i).isLessThanOrEqualTo(limit);
        }
    }

    @Test
    void asksForNothingUntilTheVenueAllowsIt() throws IOException {
        final RequestBudget budget = new RequestBudget(timer, 100, 1_000);
        budget.take(1);
        budget.closeFor(30_000);
        timer.advance(29_999);
        assertThatThrownBy(() -> budget.take(1))
                .isInstanceOfSatisfying(
                        VenueUnavailable.class,
                        e -> assertThat(e.retryAfterMs()).isEqualTo(1));
        timer.advance(1);
        budget.take(1);
    }

    @Test
    void believesWhatTheVenueCounted() throws IOException {
        final RequestBudget budget = new RequestBudget(timer, 6_000, 60_000);
        budget.onUsed(6_000, 6_000);
        final long beforeMs = timer.monotonicMs();
        budget.take(50);
        assertThat(timer.monotonicMs() - beforeMs).isBetween(1_000L, 1_100L);
    }

    @Test
    void opensNoMoreSocketsThanAllowed() {
        final AttemptGate gate = new AttemptGate(3, 1_000);
        assertThat(gate.takeOrWaitMs(0)).isZero();
        assertThat(gate.takeOrWaitMs(100)).isZero();
        assertThat(gate.takeOrWaitMs(200)).isZero();
        assertThat(gate.takeOrWaitMs(300)).isEqualTo(700);
        assertThat(gate.takeOrWaitMs(999)).isEqualTo(1);
        assertThat(gate.takeOrWaitMs(1_000)).isZero();
        assertThat(gate.takeOrWaitMs(1_000)).isEqualTo(100);
    }
}
