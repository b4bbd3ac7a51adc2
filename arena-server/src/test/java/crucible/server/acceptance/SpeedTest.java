package crucible.server.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import crucible.exchange.replay.VenueOptions;
import crucible.server.arena.DigestLog;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** How fast the venue plays must not show in any result. */
class SpeedTest {
    private static final int BOUNDARIES = 600;

    @TempDir
    private Path directory;

    @Test
    void theSameSeedGivesTheSameEventsAndDigestsAtAnySpeed() throws Exception {
        final List<DigestLog.Entry> fastest = play("max", VenueOptions.MAX_SPEED, 1);
        assertThat(fastest).hasSizeGreaterThan(50);
        final List<String> events = Journal.bytes(directory.resolve("max"));
        assertThat(play("fast", 1_000_000, 2)).isEqualTo(fastest);
        assertThat(Journal.bytes(directory.resolve("fast"))).isEqualTo(events);
        assertThat(play("slow", 100_000, 3)).isEqualTo(fastest);
        assertThat(Journal.bytes(directory.resolve("slow"))).isEqualTo(events);
    }

    private List<DigestLog.Entry> play(String name, double speed, int lanes) throws Exception {
        return Rehearsal.play(speed, BOUNDARIES, directory.resolve(name), lanes).entries();
    }
}
