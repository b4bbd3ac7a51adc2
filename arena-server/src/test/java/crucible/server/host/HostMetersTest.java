package crucible.server.host;

import static org.assertj.core.api.Assertions.assertThat;

import crucible.runtime.event.ArenaEvent;
import crucible.server.journal.JournalException;
import crucible.server.metrics.ArenaMetrics;
import crucible.server.mode.DiskLimits;
import crucible.server.mode.Limits;
import crucible.server.mode.ModeKeeper;
import crucible.server.mode.ModeSettings;
import crucible.server.parity.ParityNight;
import crucible.server.view.ParityView;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class HostMetersTest {
    @TempDir
    private Path directory;

    private final List<Integer> ends = new ArrayList<>();
    private Optional<String> lacksRoom = Optional.empty();
    private HostMeters meters;

    @BeforeEach
    void hear() throws IOException {
        final ModeKeeper modes =
                ModeKeeper.open(new ModeSettings(new DiskLimits(0, 0), Limits.defaults()), directory, false);
        meters = new HostMeters(
                new ArenaMetrics(0), ArenaEvent::arenaTimeMs, modes.journal(), () -> lacksRoom, ends::add);
    }

    @Test
    void aJournalThatCannotBeWrittenEndsTheProcessAndTheCodeSaysWhy() {
        meters.onJournalFailure(new JournalException("no", new IOException("Input/output error")), 7);
        assertThat(ends).containsExactly(ExitCodes.JOURNAL_FAILED);
        meters.onJournalFailure(new IllegalStateException(new InternalError("a fault")), 7);
        assertThat(ends).containsExactly(ExitCodes.JOURNAL_FAILED, ExitCodes.MAPPED_FAULT);
    }

    @Test
    void theNewestNightIsShownAndCounted() {
        assertThat(meters.newestNight()).isEmpty();
        meters.shows(null);
        assertThat(meters.newestNight()).isEmpty();
        meters.nights()
                .accept(new ParityNight(
                        ParityNight.Result.DIFFERENT, 1, 2, 3, 10, Map.of("different_fill", 4L), "4 fills differ"));
        assertThat(meters.newestNight())
                .contains(new ParityView("different", 1, 2, 3, 10, Map.of("different_fill", 4L), "4 fills differ"));
    }

    @Test
    void whereItIsRoomThatLacksTheCodeSaysSoWhateverFailed() {
        lacksRoom = Optional.of("the disk is full: 0.0 MiB are free");
        meters.onJournalFailure(new JournalException("no", new IOException("No space left on device")), 7);
        meters.onJournalFailure(new IllegalStateException(new InternalError("a fault")), 7);
        assertThat(ends).containsExactly(ExitCodes.DISK_FULL, ExitCodes.DISK_FULL);
    }
}
