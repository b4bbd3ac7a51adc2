package crucible.runtime.ring;

import static org.assertj.core.api.Assertions.assertThat;

import crucible.model.Funding;
import crucible.model.Mark;
import crucible.model.SnapshotReader;
import crucible.model.SnapshotWriter;
import org.junit.jupiter.api.Test;

class FundingTimesTest {
    private static final long HOUR_MS = 3_600_000;

    private static Funding at(int instrument, long hours) {
        return new Funding(instrument, hours * HOUR_MS, 1, 0);
    }

    @Test
    void eachRateComesOnceInWhateverOrder() {
        final FundingTimes times = new FundingTimes();
        assertThat(times.lastMs(2)).isEmpty();
        for (long hour : new long[] {8, 24, 16}) {
            assertThat(times.isNew(at(2, hour))).isTrue();
            times.settled(at(2, hour));
            assertThat(times.isNew(at(2, hour))).isFalse();
        }
        assertThat(times.lastMs(2)).hasValue(24 * HOUR_MS);
        assertThat(times.isNew(at(0, 8))).isTrue();
    }

    @Test
    void whatIsOlderThanAllThatIsKeptCountsAsKnown() {
        final FundingTimes times = new FundingTimes();
        for (long hour = 10; hour < 80; hour++) {
            times.settled(at(0, hour));
        }
        assertThat(times.isNew(at(0, 15))).isFalse();
        assertThat(times.isNew(at(0, 80))).isTrue();
    }

    private static Mark mark(long hours, long nextHours) {
        return new Mark(0, hours * HOUR_MS, 1, nextHours * HOUR_MS);
    }

    @Test
    void whatWasAnnouncedAndHasPassedIsMissingUntilItsRateComes() {
        final FundingTimes times = new FundingTimes();
        times.announced(mark(1, 8));
        times.announced(mark(2, 8));
        assertThat(times.missing(7 * HOUR_MS)).isZero();
        assertThat(times.missing(8 * HOUR_MS)).isEqualTo(1);
        times.announced(mark(9, 16));
        assertThat(times.missing(16 * HOUR_MS)).isEqualTo(2);
        times.settled(at(0, 16));
        assertThat(times.missing(16 * HOUR_MS)).isEqualTo(1);
        times.settled(at(0, 8));
        assertThat(times.missing(16 * HOUR_MS)).isZero();
    }

    @Test
    void aFundingThatTheVenueMovesIsNotAwaitedWhereItWas() {
        final FundingTimes times = new FundingTimes();
        times.announced(mark(1, 8));
        times.announced(mark(2, 4));
        times.settled(at(0, 4));
        assertThat(times.missing(9 * HOUR_MS)).isZero();
        times.announced(new Mark(0, 5 * HOUR_MS, 1, 0));
        assertThat(times.missing(9 * HOUR_MS)).isZero();
    }

    @Test
    void theyComeBackFromASnapshot() {
        final FundingTimes times = new FundingTimes();
        times.settled(at(1, 8));
        times.settled(at(1, 16));
        times.announced(mark(1, 8));
        final SnapshotWriter stored = new SnapshotWriter();
        times.visit(stored);
        final FundingTimes restored = new FundingTimes();
        restored.visit(new SnapshotReader(stored.toBytes()));
        assertThat(restored.isNew(at(1, 8))).isFalse();
        assertThat(restored.lastMs(1)).hasValue(16 * HOUR_MS);
        assertThat(restored.lastMs(0)).isEmpty();
        assertThat(restored.missing(8 * HOUR_MS)).isEqualTo(1);
    }
}
