package crucible.server.cli;

import static org.assertj.core.api.Assertions.assertThat;

import crucible.server.mode.DiskLimits;
import org.junit.jupiter.api.Test;

class MachineChecksTest {
    private static final long MB = 1 << 20;
    private static final DiskLimits LIMITS = new DiskLimits(256 * MB, 32 * MB);

    private static Finding room(long freeMb) {
        return MachineChecks.room("data", freeMb * MB, LIMITS, 10 * MB);
    }

    @Test
    void aDiskIsJudgedByWhatTheServerWouldDoOnIt() {
        assertThat(room(63))
                .isEqualTo(Finding.failed(
                        "disk", "63 MB free for data: the server does not start; arena.minFreeBytes asks for 256 MB"));
        assertThat(room(64))
                .isEqualTo(Finding.warning(
                        "disk", "64 MB free for data: no input would be taken in; arena.minFreeBytes asks for 256 MB"));
        assertThat(room(128))
                .isEqualTo(Finding.warning(
                        "disk", "128 MB free for data: no agent would enter; arena.minFreeBytes asks for 256 MB"));
        assertThat(room(255).state()).isEqualTo(Finding.State.WARNING);
        assertThat(room(256).detail()).contains("the rest holds 0 days of journal");
    }

    @Test
    void aDiskHoldsAMonthOfJournal() {
        assertThat(room(256 + 32 + 299))
                .isEqualTo(Finding.warning(
                        "disk",
                        "587 MB free for data, of which 256 MB stay free and 32 MB are kept for a stop;"
                                + " the rest holds 29 days of journal; 30 are wanted"));
        assertThat(room(256 + 32 + 300).state()).isEqualTo(Finding.State.OK);
    }

    @Test
    void withoutLimitsOnlyTheJournalCounts() {
        final Finding finding = MachineChecks.room("data", 400 * MB, new DiskLimits(0, 0), 10 * MB);
        assertThat(finding.state()).isEqualTo(Finding.State.OK);
        assertThat(finding.detail()).contains("40 days of journal");
    }
}
