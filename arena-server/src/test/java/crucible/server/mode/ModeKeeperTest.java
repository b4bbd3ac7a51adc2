package crucible.server.mode;

import static org.assertj.core.api.Assertions.assertThat;

import crucible.factory.FactorySettings;
import crucible.fill.CostSettings;
import crucible.model.Timeframe;
import crucible.runtime.event.EventKind;
import crucible.runtime.event.ModeChange;
import crucible.runtime.ring.ArenaListener;
import crucible.runtime.ring.DirectSlots;
import crucible.runtime.ring.Sequencer;
import crucible.server.arena.Tournament;
import crucible.server.arena.TournamentRules;
import crucible.server.journal.FileLayer;
import crucible.server.view.Mode;
import crucible.server.view.ModeView;
import crucible.watchtower.WatchtowerSettings;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Looks are made by hand here, one after the other, at a disk, a heap and clocks of the test's own. */
class ModeKeeperTest {
    private static final long MIB = 1 << 20;

    @TempDir
    private Path directory;

    private long freeBytes = 1000 * MIB;
    private double used;
    private long wallMs = 1_700_000_000_000L;
    private long nanos;
    private final List<ModeChange> journaled = new ArrayList<>();
    private Sequencer sequencer;
    private ModeKeeper keeper;

    @BeforeEach
    void start() {
        final TournamentRules rules = new TournamentRules(
                42,
                200_00000000L,
                2,
                List.of(Timeframe.M5),
                CostSettings.DEFAULT,
                WatchtowerSettings.defaults(),
                FactorySettings.defaults());
        final Tournament tournament = Tournament.of(rules, 1, ArenaListener.NONE);
        sequencer = new Sequencer(
                new DirectSlots(tournament.core(), event -> {
                    if (event.kind() == EventKind.MODE) {
                        journaled.add(event.payload(ModeChange.class));
                    }
                }),
                tournament.core().outbox(),
                new Sequencer.SequencerSettings(rules.timeframes(), 10_000, 12, Long.MAX_VALUE),
                () -> 0);
        sequencer.genesis(tournament.genesis("test"), wallMs);
        keeper = keeper();
    }

    private ModeKeeper keeper() {
        final DiskLimits disk = new DiskLimits(40 * MIB, 0);
        final ModeKeeper made = new ModeKeeper(
                new ModeSettings(disk, new Limits(1_000, 2_000, 0.9)),
                () -> freeBytes,
                new Reserve(directory, 0, FileLayer.DISK),
                new MemoryWatch(0.9, () -> used, () -> {}),
                true,
                new ModeKeeper.Clocks(() -> wallMs, () -> nanos));
        made.tells(sequencer);
        return made;
    }

    private void pass(long ms) {
        wallMs += ms;
        nanos += ms * 1_000_000;
    }

    private List<Mode> modes() {
        return keeper.modes().stream().map(ModeView::mode).toList();
    }

    @Test
    void whereAllIsWellNothingIsToldAndNothingJournaled() {
        for (int i = 0; i < 5; i++) {
            keeper.look();
            pass(1_000);
        }
        assertThat(keeper.modes()).isEmpty();
        assertThat(journaled).isEmpty();
        assertThat(keeper.mustStop()).isEmpty();
        assertThat(keeper.mayMoveTime()).isTrue();
    }

    @Test
    void aDiskThatFillsStopsTradingThenInputThenTheServerAndRoomUndoesIt() {
        freeBytes = 30 * MIB;
        keeper.look();
        keeper.look();
        assertThat(modes()).containsExactly(Mode.DISK);
        assertThat(journaled).singleElement().satisfies(change -> {
            assertThat(change.cause()).isEqualTo(ModeChange.Cause.DISK);
            assertThat(change.stops()).isTrue();
            assertThat(change.reason()).contains("no agent enters: 30.0 MiB are free");
        });
        assertThat(keeper.mayMoveTime()).isTrue();
        freeBytes = 15 * MIB;
        keeper.look();
        assertThat(journaled).hasSize(2);
        assertThat(keeper.mayMoveTime()).isFalse();
        freeBytes = 1000 * MIB;
        keeper.look();
        assertThat(journaled).hasSize(3);
        assertThat(journaled.get(2)).isEqualTo(new ModeChange(ModeChange.Cause.DISK, false, "this trouble is over"));
        assertThat(keeper.modes()).isEmpty();
        assertThat(keeper.mayMoveTime()).isTrue();
        assertThat(keeper.mustStop()).isEmpty();
        freeBytes = 5 * MIB;
        final int[] stops = new int[1];
        keeper.onMustStop(() -> stops[0]++);
        keeper.look();
        keeper.look();
        assertThat(stops[0]).isEqualTo(1);
        assertThat(keeper.mustStop().orElseThrow()).contains("the server stops");
    }

    @Test
    void aMovedClockAndAFullHeapStopTradingASlowJournalDoesNot() {
        keeper.look();
        pass(1_000);
        wallMs += 10_000;
        used = 0.95;
        for (int i = 0; i < 2; i++) {
            keeper.room().syncBegins();
            nanos += 1_500_000_000L;
            wallMs += 1_500;
            keeper.room().syncEnds();
        }
        keeper.look();
        assertThat(modes()).containsExactly(Mode.JOURNAL_SLOW, Mode.CLOCK_STEP, Mode.MEMORY);
        assertThat(journaled)
                .extracting(ModeChange::cause)
                .containsExactly(ModeChange.Cause.CLOCK, ModeChange.Cause.MEMORY);
        assertThat(keeper.mayMoveTime()).isFalse();
        assertThat(keeper.modes()).extracting(ModeView::sinceTimeMs).containsOnly(wallMs);
        used = 0.5;
        pass(16 * 60_000);
        keeper.look();
        assertThat(keeper.modes()).isEmpty();
        assertThat(journaled).extracting(ModeChange::stops).containsExactly(true, true, false, false);
    }

    @Test
    void aTroubleFromBeforeTheStartIsLiftedWhereItIsOver() {
        sequencer.mode(new ModeChange(ModeChange.Cause.DISK, true, "an earlier run was in trouble"));
        keeper.look();
        assertThat(journaled).hasSize(2);
        assertThat(journaled.get(1).stops()).isFalse();
    }
}
