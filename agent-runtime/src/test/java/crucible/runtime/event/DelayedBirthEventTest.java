package crucible.runtime.event;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import crucible.model.Birth;
import crucible.runtime.dsl.FoundingBlueprints;
import java.nio.ByteBuffer;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class DelayedBirthEventTest {
    private static final String COSTS = "0".repeat(64);

    private final EventCodec codec = new EventCodec();

    private static Birth birth(Birth.Origin origin, int delayBars) {
        return new Birth(
                7,
                -1,
                FoundingBlueprints.all(COSTS).get(0),
                9,
                0,
                List.of(3),
                origin,
                "control group",
                "for comparison",
                delayBars);
    }

    private ByteBuffer written(Birth birth) {
        final ArenaEvent event = new ArenaEvent();
        event.begin(EventKind.BIRTH, 7);
        event.payload(birth);
        final ByteBuffer out = ByteBuffer.allocate(10_000);
        codec.write(event, out);
        return out.flip();
    }

    @Test
    void aDelayComesBackInVersion2() {
        final ByteBuffer in = written(birth(Birth.Origin.DELAYED, 63));
        assertThat(in.get(0)).isEqualTo((byte) 2);
        final ArenaEvent event = new ArenaEvent();
        codec.read(in, event);
        assertThat(event.payload(Birth.class)).isEqualTo(birth(Birth.Origin.DELAYED, 63));
        assertThat(in.hasRemaining()).isFalse();
    }

    @ParameterizedTest
    @EnumSource(mode = EnumSource.Mode.EXCLUDE, names = "DELAYED")
    void everyOtherBirthIsWrittenAsEverBefore(Birth.Origin origin) {
        final ByteBuffer in = written(birth(origin, 0));
        assertThat(in.get(0)).isEqualTo((byte) 1);
        final ArenaEvent event = new ArenaEvent();
        codec.read(in, event);
        assertThat(event.payload(Birth.class)).isEqualTo(birth(origin, 0));
        assertThat(in.hasRemaining()).isFalse();
    }

    @Test
    void aDelayIsADelayedClonesAndNobodyElses() {
        assertThatThrownBy(() -> birth(Birth.Origin.DELAYED, 0)).hasMessageContaining("delayBars");
        assertThatThrownBy(() -> birth(Birth.Origin.DELAYED, 64)).hasMessageContaining("delayBars");
        assertThatThrownBy(() -> birth(Birth.Origin.SIGN_FLIPPED, 1)).hasMessageContaining("delayBars");
    }
}
