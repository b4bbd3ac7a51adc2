package crucible.exchange.connection;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class BackoffTest {
    @Test
    void growsFromHalfASecondToAMinuteAndStartsAgain() {
        final Backoff backoff = new Backoff();
        assertThat(backoff.nextDelayMs(0)).isEqualTo(500);
        final long[] limits = {2_000, 4_000, 8_000, 16_000, 32_000, 60_000, 60_000};
        for (long limitMs : limits) {
            assertThat(backoff.nextDelayMs(0.999_999)).isBetween(limitMs - 2, limitMs);
        }
        for (int i = 0; i < 100; i++) {
            assertThat(backoff.nextDelayMs(0.5)).isEqualTo(30_250);
        }
        backoff.reset();
        assertThat(backoff.nextDelayMs(0.5)).isEqualTo(750);
    }
}
