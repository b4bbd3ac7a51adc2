package crucible.runtime.event;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import crucible.model.Instrument;
import crucible.model.InstrumentKind;
import crucible.model.PriceBand;
import crucible.model.TradingRules;
import java.math.BigDecimal;
import java.nio.ByteBuffer;
import org.junit.jupiter.api.Test;

class PriceBandEventTest {
    private final EventCodec codec = new EventCodec();

    private static Instrument instrument(PriceBand band) {
        final BigDecimal unit = new BigDecimal("0.01");
        return new Instrument(
                0,
                "binance-spot",
                "BTCUSDT",
                "BTC",
                "USDT",
                InstrumentKind.SPOT,
                new TradingRules(unit, unit, unit, BigDecimal.TEN, 7, band));
    }

    private ByteBuffer written(PriceBand band) {
        final ArenaEvent event = new ArenaEvent();
        event.begin(EventKind.INSTRUMENT, 7);
        event.payload(instrument(band));
        final ByteBuffer out = ByteBuffer.allocate(1_000);
        codec.write(event, out);
        return out.flip();
    }

    private Instrument read(ByteBuffer in) {
        final ArenaEvent event = new ArenaEvent();
        codec.read(in, event);
        return event.payload(Instrument.class);
    }

    @Test
    void aBandComesBackInVersion2() {
        final PriceBand band = new PriceBand(1_100_000, 0, 5_000_000, 900_000);
        final ByteBuffer in = written(band);
        assertThat(in.get(0)).isEqualTo((byte) 2);
        assertThat(read(in).rules()).isEqualTo(instrument(band).rules());
        assertThat(in.hasRemaining()).isFalse();
    }

    @Test
    void withoutABandAnInstrumentIsWrittenAsEverBefore() {
        final ByteBuffer in = written(PriceBand.NONE);
        assertThat(in.get(0)).isEqualTo((byte) 1);
        assertThat(in.limit()).isEqualTo(written(new PriceBand(1, 1, 1, 1)).limit() - 32);
        assertThat(read(in).rules().band()).isEqualTo(PriceBand.NONE);
    }

    @Test
    void noOtherEventHasVersion2() {
        final ArenaEvent tick = new ArenaEvent();
        tick.begin(EventKind.TICK, 7);
        final ByteBuffer out = ByteBuffer.allocate(100);
        codec.write(tick, out);
        out.put(0, (byte) 2);
        assertThatThrownBy(() -> codec.read(out.flip(), new ArenaEvent()))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("TICK");
        assertThatThrownBy(() -> codec.read(out.rewind().put(0, (byte) 3), new ArenaEvent()))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("but was 3");
    }
}
