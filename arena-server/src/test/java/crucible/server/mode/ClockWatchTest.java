package crucible.server.mode;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class ClockWatchTest {
    private long wallMs = 1_700_000_000_000L;
    private long nanos = -5;
    private long arenaTimeMs = wallMs;
    private long stallNanos;
    private final ClockWatch watch = new ClockWatch(2_000, () -> wallMs, this::nanos, () -> arenaTimeMs);

    private long nanos() {
        final long now = nanos;
        nanos += stallNanos;
        return now;
    }

    private void pass(long ms) {
        wallMs += ms;
        nanos += ms * 1_000_000;
    }

    @Test
    void timeThatPassesIsNoStep() {
        for (int i = 0; i < 100; i++) {
            assertThat(watch.look()).isEmpty();
            pass(1_000 + i * 100);
            wallMs += 1_999;
        }
    }

    @Test
    void aStepIsToldAndOverWhenTheClockWasSteadyForAMinute() {
        watch.look();
        pass(1_000);
        wallMs -= 3_600_000;
        assertThat(watch.look().orElseThrow()).contains("the clock was set back by 3600000 ms");
        arenaTimeMs = wallMs;
        pass(59_000);
        assertThat(watch.look()).isPresent();
        pass(1_000);
        assertThat(watch.look()).isEmpty();
    }

    @Test
    void aClockThatMovesOnAndOnIsNotSteady() {
        watch.look();
        wallMs += 5_000;
        watch.look();
        pass(50_000);
        wallMs += 7_000;
        assertThat(watch.look().orElseThrow()).contains("set forward by 7000 ms");
        pass(50_000);
        assertThat(watch.look()).isPresent();
        pass(10_000);
        assertThat(watch.look()).isEmpty();
    }

    @Test
    void whileEventTimeIsAheadOfTheClockItIsNotOver() {
        watch.look();
        wallMs -= 600_000;
        watch.look();
        pass(300_000);
        assertThat(watch.look()).isPresent();
        pass(298_000);
        assertThat(watch.look()).isEmpty();
    }

    @Test
    void aThreadThatStoodStillBetweenTheTwoClocksSaysNothing() {
        watch.look();
        stallNanos = 3_000_000_000L;
        assertThat(watch.look()).isEmpty();
        // It stood still behind each of its two readings.
        stallNanos = 0;
        wallMs += 6_000;
        assertThat(watch.look()).isEmpty();
    }
}
