package crucible.server.arena;

import static org.assertj.core.api.Assertions.assertThat;

import crucible.factory.FactorySettings;
import crucible.factory.PlaceboKind;
import crucible.fill.CostSettings;
import crucible.model.AgentState;
import crucible.model.Birth;
import crucible.model.Side;
import crucible.model.Timeframe;
import crucible.model.Verdict;
import crucible.runtime.event.ArenaEvent;
import crucible.runtime.lane.AgentRow;
import crucible.runtime.lane.Outcome;
import crucible.runtime.ring.ArenaListener;
import crucible.runtime.ring.DirectSlots;
import crucible.runtime.ring.EventStage;
import crucible.runtime.ring.Roster;
import crucible.runtime.ring.Sequencer;
import crucible.watchtower.ControlCounts;
import crucible.watchtower.WatchtowerSettings;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Placebos beside real agents, on spot instruments, under the same feed and costs. */
class ControlGroupTest {
    private static final Map<Integer, Integer> LONGS = new TreeMap<>();
    private static final Map<Integer, Integer> SHORTS = new TreeMap<>();
    private static final List<Verdict> VERDICTS = new ArrayList<>();
    private static Tournament tournament;
    private static Roster roster;

    @BeforeAll
    static void play() {
        final TournamentRules rules = new TournamentRules(
                42,
                200_00000000L,
                10,
                List.of(Timeframe.M5, Timeframe.M15),
                CostSettings.DEFAULT,
                WatchtowerSettings.defaults(),
                FactorySettings.defaults().withPlacebos(1, PlaceboKind.RANDOM));
        tournament = Tournament.of(rules, 2, new ArenaListener() {
            @Override
            public void onOutcome(Outcome outcome) {
                if (outcome.end() == null && outcome.entry()) {
                    (outcome.side() == Side.BUY ? LONGS : SHORTS).merge(outcome.agentId(), 1, Integer::sum);
                }
            }

            @Override
            public void onVerdict(Verdict verdict) {
                VERDICTS.add(verdict);
            }

            @Override
            public void onBoundary(ArenaEvent boundary, Roster all) {
                roster = all;
            }
        });
        final Sequencer sequencer = new Sequencer(
                new DirectSlots(tournament.core(), EventStage.NONE),
                tournament.core().outbox(),
                new Sequencer.SequencerSettings(rules.timeframes(), 10_000, 100_000, Long.MAX_VALUE),
                () -> 0);
        sequencer.genesis(tournament.genesis("test"));
        tournament.founders().forEach(sequencer::birth);
        new RandomMarket(7, 4).play(sequencer, 300, 2_500);
        sequencer.close();
    }

    private static List<Integer> placebos() {
        final List<Integer> placebos = new ArrayList<>();
        for (int id = 0; id < roster.agents(); id++) {
            if (roster.birth(id).origin() == Birth.Origin.PLACEBO) {
                placebos.add(id);
            }
        }
        return placebos;
    }

    @Test
    void thereAreAsManyAsAskedForOutsideTheSlots() {
        assertThat(placebos()).hasSizeGreaterThanOrEqualTo(10);
        assertThat(placebos()).allSatisfy(id -> {
            assertThat(roster.birth(id).slot()).isEqualTo(-1);
            assertThat(roster.birth(id).blueprint().name()).startsWith("Placebo of ");
        });
        final long alive = placebos().stream()
                .filter(id -> !roster.row(id).state().isDead())
                .count();
        assertThat(alive).isBetween(9L, 10L);
    }

    @Test
    void theyTradeBothWaysByAFairCoinAndAsOftenAsTheOthers() {
        int longs = 0;
        int shorts = 0;
        for (int id : placebos()) {
            longs += LONGS.getOrDefault(id, 0);
            shorts += SHORTS.getOrDefault(id, 0);
        }
        assertThat(SHORTS.keySet()).as("nobody else sells short on spot").isSubsetOf(placebos());
        assertThat(longs + shorts).isGreaterThan(200);
        // A fair coin: five standard deviations.
        assertThat(Math.abs(longs - shorts)).isLessThan((int) (5 * Math.sqrt(longs + shorts)));
        int real = 0;
        for (int id = 0; id < roster.agents(); id++) {
            real += placebos().contains(id) ? 0 : LONGS.getOrDefault(id, 0);
        }
        assertThat((double) (longs + shorts) / real)
                .as("turnover beside the others'")
                .isBetween(0.3, 3.0);
    }

    @Test
    void everyBookAddsUp() {
        for (int id : placebos()) {
            final AgentRow row = roster.row(id);
            assertThat(row.bookErrorUsdE8()).as("book of placebo %d", id).isZero();
            assertThat(row.state()).isNotEqualTo(AgentState.QUARANTINED);
        }
    }

    @Test
    void theyAreNoTrialsNoParentsAndAreNeverPromoted() {
        final ControlCounts group = tournament.watchtower().controlGroup().get(0);
        assertThat(group.kind()).isEqualTo(Birth.Origin.PLACEBO);
        assertThat(group.born()).isEqualTo(placebos().size());
        assertThat(group.promoted()).isZero();
        assertThat(group.ended())
                .isEqualTo(VERDICTS.stream()
                        .filter(verdict -> placebos().contains(verdict.agentId()))
                        .count());
        assertThat(VERDICTS)
                .noneMatch(verdict ->
                        verdict.kind() == Verdict.Kind.PROMOTE && placebos().contains(verdict.agentId()));
        assertThat(tournament.watchtower().field().trials())
                .as("N counts the others only")
                .isLessThanOrEqualTo((double) (roster.agents() - group.born()));
        assertThat(tournament.factory().elite()).noneMatch(entry -> placebos().contains(entry.agentId()));
        for (int id = 0; id < roster.agents(); id++) {
            assertThat(roster.birth(id).parents()).doesNotContainAnyElementsOf(placebos());
        }
    }
}
