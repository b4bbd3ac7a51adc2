package crucible.runtime.event;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import crucible.model.SnapshotReader;
import crucible.model.SnapshotWriter;
import crucible.model.StateForm;
import crucible.model.StateSink;
import crucible.model.TrialCount;
import java.nio.ByteBuffer;
import java.util.List;
import org.junit.jupiter.api.Test;

class TrialCountTest {
    private static final TrialCount COUNT =
            new TrialCount(TrialCount.Scope.LIVE_RECORDS, 37.5, 1.25, 1_700_000_000_000L);

    @Test
    void isReadAsItWasWritten() {
        final EventCodec codec = new EventCodec();
        final ByteBuffer bytes = ByteBuffer.allocate(200);
        codec.write(
                new ArenaEvent()
                        .begin(EventKind.TRIALS, 1_700_000_000_000L)
                        .place(9, 1_700_000_000_001L, 0)
                        .payload(COUNT),
                bytes);
        final ArenaEvent read = new ArenaEvent();
        codec.read(bytes.flip(), read);
        assertThat(read.kind()).isEqualTo(EventKind.TRIALS);
        assertThat(EventKind.TRIALS.code()).as("written in journals").isEqualTo((byte) 17);
        assertThat(read.payload(TrialCount.class)).isEqualTo(COUNT);
        assertThat(bytes.hasRemaining()).isFalse();
    }

    @Test
    void recordsAndGroupsStandInALongerVersionAndOnlyThere() {
        final TrialCount grouped = new TrialCount(TrialCount.Scope.LIVE_RECORDS, 12, 1.25, 1_700_000_000_000L, 31, 12);
        for (TrialCount count : List.of(COUNT, grouped)) {
            final ByteBuffer bytes = ByteBuffer.allocate(200);
            new EventCodec()
                    .write(
                            new ArenaEvent()
                                    .begin(EventKind.TRIALS, 1)
                                    .place(9, 1, 0)
                                    .payload(count),
                            bytes);
            assertThat(bytes.get(0)).isEqualTo((byte) (count.isGrouped() ? 2 : 1));
            final ArenaEvent read = new ArenaEvent();
            new EventCodec().read(bytes.flip(), read);
            assertThat(read.payload(TrialCount.class)).isEqualTo(count);
            assertThat(bytes.hasRemaining()).isFalse();
        }
    }

    @Test
    void isStoredInSnapshots() {
        final SnapshotWriter writer = new SnapshotWriter();
        writer.field("count", StoredForms.TRIALS, COUNT);
        assertThat(new SnapshotReader(writer.toBytes()).field("count", StoredForms.TRIALS, null))
                .isEqualTo(COUNT);
    }

    @Test
    void isReadAsSnapshotsOfEarlierSoftwareHaveIt() {
        final StateForm<TrialCount> earlier = new StateForm<>() {
            @Override
            public void show(TrialCount value, StateSink sink) {
                sink.field("scope", TrialCount.Scope.class, value.scope());
                sink.field("trials", value.trials());
                sink.field("varianceOfT", value.varianceOfT());
                sink.field("countedTimeMs", value.countedTimeMs());
            }

            @Override
            public TrialCount read(StateSink sink) {
                throw new AssertionError("only written");
            }
        };
        final SnapshotWriter writer = new SnapshotWriter();
        writer.field("count", earlier, COUNT);
        assertThat(new SnapshotReader(writer.toBytes()).field("count", StoredForms.TRIALS_1, null))
                .isEqualTo(COUNT);
    }

    @Test
    void noGroupIsMadeUp() {
        assertThatThrownBy(() -> new TrialCount(TrialCount.Scope.LIVE_RECORDS, 12, 1, 0, 12, 13))
                .hasMessageContaining("groups");
        assertThatThrownBy(() -> new TrialCount(TrialCount.Scope.LIVE_RECORDS, 11, 1, 0, 31, 12))
                .hasMessageContaining("trials is no fewer than groups");
    }

    @Test
    void nobodyIsDeflatedByLessThanItself() {
        assertThatThrownBy(() -> new TrialCount(TrialCount.Scope.BACKTESTS, 0.9, 1, 0))
                .hasMessageContaining("trials is 1 or more");
        assertThatThrownBy(() -> new TrialCount(TrialCount.Scope.BACKTESTS, 2, Double.NaN, 0))
                .hasMessageContaining("varianceOfT is 1 or more");
    }
}
