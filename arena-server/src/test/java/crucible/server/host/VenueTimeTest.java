package crucible.server.host;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class VenueTimeTest {
    private static final long HOUR_MS = 3_600_000;
    private static final long NOW_MS = 1_700_000_000_000L;

    private long offsetMs;

    @Test
    void aRealVenuesClockDoesNotMoveOursHoweverWrongItIs() {
        final VenueTime time = new VenueTime(() -> NOW_MS);
        assertThat(time.nowMs()).isEqualTo(NOW_MS);
        time.measuredBy(() -> offsetMs);
        for (long offset : new long[] {0, 30, -30, 60_000, -HOUR_MS, HOUR_MS}) {
            offsetMs = offset;
            assertThat(time.nowMs()).isEqualTo(NOW_MS);
        }
    }

    @Test
    void aVenueThatPlaysAnotherTimeSaysWhatTimeItIs() {
        final VenueTime time = new VenueTime(() -> NOW_MS);
        time.measuredBy(() -> offsetMs);
        for (long offset : new long[] {HOUR_MS + 1, -HOUR_MS - 1, -300 * 24 * HOUR_MS}) {
            offsetMs = offset;
            assertThat(time.nowMs()).isEqualTo(NOW_MS + offset);
        }
    }
}
