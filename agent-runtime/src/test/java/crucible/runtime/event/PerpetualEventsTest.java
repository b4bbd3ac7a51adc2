package crucible.runtime.event;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import crucible.model.Funding;
import crucible.model.Mark;
import java.nio.ByteBuffer;
import org.junit.jupiter.api.Test;

class PerpetualEventsTest {
    private final EventCodec codec = new EventCodec();

    private ArenaEvent throughTheCodec(ArenaEvent event) {
        final ByteBuffer bytes = ByteBuffer.allocate(200);
        codec.write(event.place(7, 1_700_000_040_000L, 0), bytes);
        final ArenaEvent read = new ArenaEvent();
        codec.read(bytes.flip(), read);
        assertThat(bytes.hasRemaining()).isFalse();
        assertThat(read.sequence()).isEqualTo(7);
        return read;
    }

    @Test
    void aMarkPriceIsReadAsItWasWritten() {
        final Mark mark = new Mark(3, 1_700_000_000_123L, 58_940_149_245_320_000L, 1_700_006_400_000L);
        final ArenaEvent read = throughTheCodec(new ArenaEvent()
                .begin(EventKind.MARK, mark.timeMs())
                .mark(mark.instrumentId(), mark.markPriceUsdE12(), mark.nextFundingTimeMs()));
        assertThat(read.kind()).isEqualTo(EventKind.MARK);
        assertThat(read.toMark()).isEqualTo(mark);
    }

    @Test
    void aFundingRateIsReadAsItWasWritten() {
        for (long rateE12 : new long[] {100_000_000L, -37_500_000_000L, 0}) {
            final Funding funding = new Funding(3, 1_700_006_400_000L, rateE12, 34_287_546_199_630_000L);
            final ArenaEvent read = throughTheCodec(new ArenaEvent()
                    .begin(EventKind.FUNDING, funding.fundingTimeMs())
                    .payload(funding));
            assertThat(read.payload(Funding.class)).isEqualTo(funding);
        }
    }

    @Test
    void whatNoVenueCanMeanIsRefused() {
        assertThatThrownBy(() -> new Funding(0, 1_700_006_400_002L, 0, 0)).hasMessageContaining("whole minute");
        assertThatThrownBy(() -> new Funding(0, 1_700_006_400_000L, 1_000_000_000_001L, 0))
                .hasMessageContaining("rateE12");
        assertThatThrownBy(() -> new Mark(0, 1, 0, 0)).hasMessageContaining("markPriceUsdE12");
        assertThat(Funding.onGrid(1_700_006_400_046L)).isEqualTo(1_700_006_400_000L);
    }
}
