package crucible.server.host;

import static org.assertj.core.api.Assertions.assertThat;

import crucible.factory.FactorySettings;
import crucible.fill.CostSettings;
import crucible.model.Timeframe;
import crucible.model.UsdE8;
import crucible.runtime.event.EventKind;
import crucible.runtime.ring.ArenaListener;
import crucible.runtime.ring.DirectSlots;
import crucible.runtime.ring.Sequencer;
import crucible.server.arena.Tournament;
import crucible.server.arena.TournamentRules;
import crucible.watchtower.WatchtowerSettings;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class IdleClockTest {
    private static final long BEGIN_MS = 1_700_006_400_000L;

    private final List<EventKind> journaled = new ArrayList<>();

    private Sequencer sequencer() {
        final TournamentRules rules = new TournamentRules(
                42,
                200 * UsdE8.ONE_USD,
                1,
                List.of(Timeframe.M5),
                CostSettings.DEFAULT,
                WatchtowerSettings.defaults(),
                FactorySettings.defaults());
        final Tournament tournament = Tournament.of(rules, 1, ArenaListener.NONE);
        final Sequencer sequencer = new Sequencer(
                new DirectSlots(tournament.core(), event -> journaled.add(event.kind())),
                tournament.core().outbox(),
                new Sequencer.SequencerSettings(rules.timeframes(), 10_000, 12, Long.MAX_VALUE),
                () -> 0);
        sequencer.genesis(tournament.genesis("test"), BEGIN_MS);
        return sequencer;
    }

    @Test
    void eventTimeStandsStillUntilTheHoleOfTheDowntimeIsFilled() {
        final Sequencer sequencer = sequencer();
        IdleClock.look(sequencer, () -> false, BEGIN_MS + 86_400_000L);
        assertThat(journaled).doesNotContain(EventKind.TICK);
        IdleClock.look(sequencer, () -> true, BEGIN_MS + 86_400_000L);
        assertThat(journaled).containsOnlyOnce(EventKind.TICK);
        IdleClock.look(sequencer, () -> true, BEGIN_MS + 86_400_000L + 999);
        assertThat(journaled).containsOnlyOnce(EventKind.TICK);
    }
}
