package crucible.runtime.event;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import crucible.model.SnapshotReader;
import crucible.model.SnapshotWriter;
import java.nio.ByteBuffer;
import org.junit.jupiter.api.Test;

class ModeChangeTest {
    private static final ModeChange FULL = new ModeChange(ModeChange.Cause.DISK, true, "12 MB are free");
    private static final ModeChange STEPPED = new ModeChange(ModeChange.Cause.CLOCK, true, "set back by 3,600 s");
    private static final ModeChange ROOM = new ModeChange(ModeChange.Cause.DISK, false, "900 MB are free");

    @Test
    void isReadAsItWasWritten() {
        final EventCodec codec = new EventCodec();
        for (ModeChange change : new ModeChange[] {FULL, STEPPED, ROOM}) {
            final ByteBuffer bytes = ByteBuffer.allocate(200);
            codec.write(
                    new ArenaEvent()
                            .begin(EventKind.MODE, 1_700_000_000_000L)
                            .place(7, 1_700_000_000_001L, 0)
                            .payload(change),
                    bytes);
            final ArenaEvent read = new ArenaEvent();
            codec.read(bytes.flip(), read);
            assertThat(read.kind()).isEqualTo(EventKind.MODE);
            assertThat(read.sequence()).isEqualTo(7);
            assertThat(read.payload(ModeChange.class)).isEqualTo(change);
            assertThat(bytes.hasRemaining()).isFalse();
        }
    }

    @Test
    void everyKindIsFoundByItsCode() {
        int highest = 0;
        for (EventKind kind : EventKind.values()) {
            assertThat(EventKind.of(kind.code())).isEqualTo(kind);
            highest = Math.max(highest, kind.code());
        }
        final int unknown = highest + 1;
        assertThatThrownBy(() -> EventKind.of(unknown))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("lies in [1, " + highest + "]");
    }

    @Test
    void tradingIsStoppedUntilEveryCauseIsOver() {
        final TradingStops stops = new TradingStops();
        assertThat(stops.areAny()).isFalse();
        stops.apply(STEPPED);
        stops.apply(FULL);
        assertThat(stops.list()).containsExactly(FULL, STEPPED);
        stops.apply(ROOM);
        assertThat(stops.areAny()).isTrue();
        stops.apply(new ModeChange(ModeChange.Cause.CLOCK, false, "steady"));
        assertThat(stops.areAny()).isFalse();
    }

    @Test
    void onlyNewsIsNews() {
        final TradingStops stops = new TradingStops();
        assertThat(stops.wouldChangeBy(ROOM)).isFalse();
        assertThat(stops.wouldChangeBy(FULL)).isTrue();
        stops.apply(FULL);
        assertThat(stops.wouldChangeBy(FULL)).isFalse();
        assertThat(stops.wouldChangeBy(ROOM)).isTrue();
        assertThat(stops.wouldChangeBy(new ModeChange(ModeChange.Cause.DISK, true, "6 MB are free")))
                .isTrue();
    }

    @Test
    void isStoredInASnapshot() {
        final TradingStops stops = new TradingStops();
        stops.apply(FULL);
        stops.apply(STEPPED);
        final SnapshotWriter stored = new SnapshotWriter();
        stops.visit(stored);
        final TradingStops restored = new TradingStops();
        restored.visit(new SnapshotReader(stored.toBytes()));
        assertThat(restored.list()).isEqualTo(stops.list());
    }
}
