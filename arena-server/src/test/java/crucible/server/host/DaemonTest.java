package crucible.server.host;

import static org.assertj.core.api.Assertions.assertThat;

import crucible.server.arena.StageStandsStill;
import crucible.server.journal.JournalException;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class DaemonTest {
    private static final Optional<String> NONE = Optional.empty();
    private static final Optional<String> FULL = Optional.of("the disk is full: 0.0 MiB are free");

    private final StringWriter said = new StringWriter();

    private int stop(Runnable stop, Optional<String> lacksRoom, Optional<String> mustStop) {
        return Daemon.stop(stop, () -> lacksRoom, () -> mustStop, new PrintWriter(said));
    }

    private static void failingJournal() {
        throw new JournalException("the journal cannot be closed: it broke", new IOException("it broke"));
    }

    @Test
    void anOrderlyStopIsDoneOrSaysThatTheDiskIsFull() {
        assertThat(stop(() -> {}, NONE, NONE)).isEqualTo(ExitCodes.DONE);
        assertThat(stop(() -> {}, FULL, FULL)).isEqualTo(ExitCodes.DISK_FULL);
        assertThat(said).hasToString("");
    }

    @Test
    void aJournalThatCannotBeClosedIsToldAndTheCodeSaysWhetherRoomLacks() {
        assertThat(stop(DaemonTest::failingJournal, NONE, NONE)).isEqualTo(ExitCodes.JOURNAL_FAILED);
        assertThat(said.toString()).isEqualToIgnoringNewLines("crucible: the journal cannot be closed: it broke");
        assertThat(stop(DaemonTest::failingJournal, FULL, NONE)).isEqualTo(ExitCodes.DISK_FULL);
        assertThat(said.toString())
                .contains("crucible: the disk is full: 0.0 MiB are free; make room and start again: the journal");
    }

    @Test
    void aStageThatStandsStillIsToldAndIsNoOrderlyStop() {
        final int code = stop(
                () -> {
                    throw new StageStandsStill("a stage stands still");
                },
                NONE,
                FULL);
        assertThat(code).isEqualTo(ExitCodes.STUCK);
        assertThat(said.toString()).isEqualToIgnoringNewLines("crucible: a stage stands still");
    }
}
