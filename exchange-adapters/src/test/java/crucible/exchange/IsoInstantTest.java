package crucible.exchange;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Instant;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class IsoInstantTest {
    @Test
    void readsWhatTheLibraryReads() throws FrameRefused {
        final long seed = 31;
        final Random random = new Random(seed);
        for (int i = 0; i < 20_000; i++) {
            final Instant time = Instant.ofEpochMilli((random.nextLong() >>> 1) % 7_000_000_000_000L)
                    .plusNanos(random.nextInt(1_000_000));
            assertThat(IsoInstant.epochMs("time", time.toString()))
                    .as("seed %d, %s", seed, time)
                    .isEqualTo(time.toEpochMilli());
        }
        assertThat(IsoInstant.epochMs("time", "2026-09-10T17:32:00.000000000Z"))
                .isEqualTo(Instant.parse("2026-09-10T17:32:00Z").toEpochMilli());
    }

    @Test
    void refusesWhatIsNoTime() {
        for (String text : List.of(
                "",
                "2026-09-10",
                "2026-09-10T17:32:00",
                "2026-09-10T17:32:00.Z",
                "2026-09-10T17:32:00,5Z",
                "2026-13-10T17:32:00Z",
                "2026-09-10T24:32:00Z",
                "1969-09-10T17:32:00Z",
                "2026-09-10 17:32:00Z",
                "2026-09-10T17:32:00.5x5Z",
                "2026-09-10T17:32:00+02:00",
                "2026-09-10T17:32:00.0000000000000000000000000Z")) {
            assertThatThrownBy(() -> IsoInstant.epochMs("time", text))
                    .as(text)
                    .isInstanceOf(FrameRefused.class)
                    .hasMessageStartingWith("time is a time like 2026-09-10T17:32:00.5Z, but was " + text);
        }
    }
}
