package crucible.runtime.ring;

import static org.assertj.core.api.Assertions.assertThat;

import crucible.model.Timeframe;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class BoundaryClockTest {
    private static final long T = 1_700_006_400_000L;
    private static final long M5 = Timeframe.M5.intervalMs();

    private final BoundaryClock clock = new BoundaryClock();

    @BeforeEach
    void twoInstruments() {
        clock.onInstrument(0);
        clock.onInstrument(1);
    }

    private void arrive(Timeframe timeframe, long closeMs, int... instruments) {
        for (int instrument : instruments) {
            clock.arrived(instrument, timeframe, closeMs);
        }
    }

    @Test
    void waitsForEveryInstrumentOfATimeframeThatHasStarted() {
        arrive(Timeframe.M5, T + M5, 0);
        assertThat(clock.isPending()).isTrue();
        assertThat(clock.isComplete()).isFalse();
        arrive(Timeframe.M5, T + M5, 1);
        assertThat(clock.isComplete()).isTrue();
        assertThat(clock.dueTimeframes(List.of(Timeframe.M5, Timeframe.M15))).isEqualTo(Timeframe.M5.bit());
    }

    @Test
    void aTimeframeWithoutAnyBarYetIsNotWaitedFor() {
        arrive(Timeframe.M15, T, 0, 1);
        assertThat(clock.isComplete()).isTrue();
    }

    @Test
    void anInstrumentThatHasNotBegunToTradeIsWaitedForThreeTimesAndLacksNothing() {
        for (int i = 1; i <= 3; i++) {
            arrive(Timeframe.M5, T + i * M5, 0);
            assertThat(clock.isComplete()).as("boundary %d", i).isFalse();
            assertThat(clock.missing()).as("boundary %d", i).isZero();
            clock.closedAt(clock.pendingMs());
        }
        arrive(Timeframe.M5, T + 4 * M5, 0);
        assertThat(clock.isComplete()).isTrue();
        clock.closedAt(clock.pendingMs());
        arrive(Timeframe.M5, T + 5 * M5, 1);
        assertThat(clock.missing()).as("it has begun, the other is awaited").isEqualTo(1);
        arrive(Timeframe.M5, T + 5 * M5, 0);
        clock.closedAt(clock.pendingMs());
        arrive(Timeframe.M5, T + 6 * M5, 0);
        assertThat(clock.missing()).as("what has begun can be missing").isEqualTo(1);
    }

    @Test
    void bothTimeframesAreDueWhereBothClose() {
        arrive(Timeframe.M15, T, 0, 1);
        clock.closedAt(clock.pendingMs());
        final long quarter = T + Timeframe.M15.intervalMs();
        arrive(Timeframe.M5, quarter, 0, 1);
        assertThat(clock.missing()).isEqualTo(2);
        arrive(Timeframe.M15, quarter, 0, 1);
        assertThat(clock.isComplete()).isTrue();
        assertThat(clock.dueTimeframes(List.of(Timeframe.M5, Timeframe.M15)))
                .isEqualTo(Timeframe.M5.bit() | Timeframe.M15.bit());
    }

    @Test
    void aStreamThatIsMissingThreeTimesInARowIsNotWaitedForUntilItShowsItself() {
        arrive(Timeframe.M5, T, 0, 1);
        clock.closedAt(clock.pendingMs());
        for (int i = 1; i <= 3; i++) {
            arrive(Timeframe.M5, T + i * M5, 0);
            assertThat(clock.missing()).as("boundary %d", i).isEqualTo(1);
            clock.closedAt(clock.pendingMs());
        }
        arrive(Timeframe.M5, T + 4 * M5, 0);
        assertThat(clock.missing()).isZero();
        clock.closedAt(clock.pendingMs());
        arrive(Timeframe.M5, T + 4 * M5, 1);
        assertThat(clock.isPending()).as("a late bar opens no boundary").isFalse();
        arrive(Timeframe.M5, T + 5 * M5, 0);
        assertThat(clock.missing()).as("awake again").isEqualTo(1);
    }

    @Test
    void anIdThatWasNeverAnnouncedIsNotWaitedFor() {
        clock.onInstrument(4);
        assertThat(clock.knows(4)).isTrue();
        assertThat(clock.knows(3)).isFalse();
        arrive(Timeframe.M5, T, 0, 1, 4);
        assertThat(clock.isComplete()).isTrue();
    }

    @Test
    void aBarIsNewOnce() {
        assertThat(clock.isNew(0, Timeframe.M5, T)).isTrue();
        arrive(Timeframe.M5, T, 0);
        assertThat(clock.isNew(0, Timeframe.M5, T)).isFalse();
        assertThat(clock.isNew(0, Timeframe.M5, T - M5)).isFalse();
        assertThat(clock.isNew(1, Timeframe.M5, T)).isTrue();
    }
}
