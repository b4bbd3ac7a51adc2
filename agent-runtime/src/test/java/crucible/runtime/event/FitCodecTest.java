package crucible.runtime.event;

import static org.assertj.core.api.Assertions.assertThat;

import crucible.model.Timeframe;
import crucible.model.VolatilityFit;
import java.nio.ByteBuffer;
import org.junit.jupiter.api.Test;

class FitCodecTest {
    private static final long FROM_MS = 1_700_006_400_000L;

    @Test
    void isReadAsItWasWritten() {
        final VolatilityFit.Model normal = new VolatilityFit.Model(
                1e-5, -0.3, 0.2, -0.05, 0.97, Double.POSITIVE_INFINITY, 0.79, -13, -12.5, 9_876.5, 321);
        final EventCodec codec = new EventCodec();
        for (VolatilityFit fit : new VolatilityFit[] {
            new VolatilityFit(3, Timeframe.M15, FROM_MS, FROM_MS + 900_000, 2_345, "", normal),
            new VolatilityFit(0, Timeframe.M5, FROM_MS, FROM_MS + 600_000, 500, "NOT_STATIONARY", null)
        }) {
            final ByteBuffer bytes = ByteBuffer.allocate(200);
            codec.write(
                    new ArenaEvent()
                            .begin(EventKind.VOLATILITY, FROM_MS)
                            .place(7, FROM_MS + 1, 0)
                            .payload(fit),
                    bytes);
            final ArenaEvent read = new ArenaEvent();
            codec.read(bytes.flip(), read);
            assertThat(read.kind()).isEqualTo(EventKind.VOLATILITY);
            assertThat(read.payload(VolatilityFit.class)).isEqualTo(fit);
            assertThat(bytes.hasRemaining()).isFalse();
        }
    }
}
