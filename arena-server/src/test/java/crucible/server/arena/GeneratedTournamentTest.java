package crucible.server.arena;

import static org.assertj.core.api.Assertions.assertThat;

import crucible.exchange.replay.market.GeneratedMarket;
import crucible.exchange.replay.market.PlantedEdge;
import crucible.factory.FactorySettings;
import crucible.fill.CostSettings;
import crucible.model.DeathCause;
import crucible.model.Timeframe;
import crucible.model.Verdict;
import crucible.runtime.lane.AgentRow;
import crucible.runtime.ring.ArenaListener;
import crucible.runtime.ring.DirectSlots;
import crucible.runtime.ring.EventStage;
import crucible.runtime.ring.Roster;
import crucible.runtime.ring.Sequencer;
import crucible.watchtower.WatchtowerSettings;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What a newcomer sees in the demo: its rules and market, without the network. */
class GeneratedTournamentTest {
    private static final long SEED = 42;
    private static final int WARM_UP = 500;
    private static final int DIP_FOUNDER = 0;

    private record Heard(List<Verdict> verdicts, Roster roster, long firstLiveMs) {
        long bar(Verdict verdict) {
            return (verdict.boundaryTimeMs() - firstLiveMs) / Timeframe.M5.intervalMs();
        }
    }

    private static Heard play(PlantedEdge edge, int bars) {
        final List<Verdict> verdicts = new ArrayList<>();
        final DigestLog last = new DigestLog();
        final ArenaListener listener = new ArenaListener() {
            @Override
            public void onVerdict(Verdict verdict) {
                verdicts.add(verdict);
            }

            @Override
            public void onBoundary(crucible.runtime.event.ArenaEvent boundary, Roster roster) {
                last.onBoundary(boundary, roster);
            }
        };
        final TournamentRules rules = new TournamentRules(
                SEED,
                200_00000000L,
                10,
                List.of(Timeframe.M5, Timeframe.M15),
                CostSettings.DEFAULT,
                WatchtowerSettings.defaults(),
                FactorySettings.defaults());
        final Tournament tournament = Tournament.of(rules, 1, listener);
        final Sequencer sequencer = new Sequencer(
                new DirectSlots(tournament.core(), EventStage.NONE),
                tournament.core().outbox(),
                new Sequencer.SequencerSettings(rules.timeframes(), 10_000, 100_000, Long.MAX_VALUE),
                () -> 0);
        sequencer.genesis(tournament.genesis("test"));
        tournament.founders().forEach(sequencer::birth);
        final GeneratedMarket market = new GeneratedMarket(GeneratedMarket.DEFAULT_SYMBOLS, SEED, edge);
        new PlayedMarket(market, sequencer).play(WARM_UP, bars);
        sequencer.close();
        return new Heard(verdicts, last.roster(), market.firstOpenTimeMs(0) + WARM_UP * Timeframe.M5.intervalMs());
    }

    @Test
    void agentsDieEarlyAndTheOneWithTheEdgeIsPromoted() {
        final Heard heard = play(PlantedEdge.planted(), 10_000);
        final List<Verdict> deaths = heard.verdicts().stream()
                .filter(verdict -> verdict.cause() == DeathCause.DECAY)
                .toList();
        assertThat(heard.bar(deaths.get(0))).isLessThan(2_000);
        assertThat(deaths).hasSizeGreaterThan(10).noneMatch(verdict -> verdict.agentId() == DIP_FOUNDER);
        assertThat(heard.verdicts())
                .filteredOn(verdict -> verdict.kind() == Verdict.Kind.PROMOTE)
                .first()
                .satisfies(verdict -> {
                    assertThat(verdict.agentId()).isEqualTo(DIP_FOUNDER);
                    assertThat(heard.bar(verdict)).isBetween(2_000L, 10_000L);
                });
        assertThat(heard.roster().agents()).isGreaterThan(20);
        for (int id = 0; id < heard.roster().agents(); id++) {
            final AgentRow row = heard.roster().row(id);
            assertThat(row.bookErrorUsdE8()).as("book of agent %d", id).isZero();
        }
    }

    @Test
    void withoutTheEdgeNobodyIsPromotedAndTheDipLosesItsCosts() {
        final Heard heard = play(PlantedEdge.none(), 8_000);
        assertThat(heard.verdicts()).noneMatch(verdict -> verdict.kind() == Verdict.Kind.PROMOTE);
        assertThat(heard.roster().row(DIP_FOUNDER).netTradeUsdE8()).isNegative();
    }
}
