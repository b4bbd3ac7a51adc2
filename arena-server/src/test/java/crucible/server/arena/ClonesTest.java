package crucible.server.arena;

import static org.assertj.core.api.Assertions.assertThat;

import crucible.factory.FactorySettings;
import crucible.factory.PlaceboKind;
import crucible.fill.CostSettings;
import crucible.model.AgentCommand;
import crucible.model.AgentState;
import crucible.model.Birth;
import crucible.model.Blueprint;
import crucible.model.Side;
import crucible.model.Timeframe;
import crucible.model.Verdict;
import crucible.runtime.event.ArenaEvent;
import crucible.runtime.lane.Outcome;
import crucible.runtime.ring.ArenaListener;
import crucible.runtime.ring.DirectSlots;
import crucible.runtime.ring.EventStage;
import crucible.runtime.ring.Roster;
import crucible.runtime.ring.Sequencer;
import crucible.watchtower.ControlCounts;
import crucible.watchtower.WatchtowerSettings;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Flipped and delayed clones and planted placebos beside real agents, on spot instruments, under the same feed and costs. */
class ClonesTest {
    private static final int DELAY_BARS = 12;

    /** The first entry of an agent in an instrument. */
    private record First(long timeMs, Side side) {}

    private final Map<String, First> firstEntries = new HashMap<>();
    private final List<Verdict> verdicts = new ArrayList<>();
    private Roster roster;
    private Tournament tournament;

    private static TournamentRules rules(FactorySettings factory) {
        return new TournamentRules(
                42,
                200_00000000L,
                8,
                List.of(Timeframe.M5, Timeframe.M15),
                CostSettings.DEFAULT,
                WatchtowerSettings.defaults(),
                factory);
    }

    private Sequencer start(TournamentRules rules) {
        tournament = Tournament.of(rules, 2, new ArenaListener() {
            @Override
            public void onOutcome(Outcome outcome) {
                if (outcome.end() == null && outcome.entry()) {
                    firstEntries.putIfAbsent(
                            outcome.agentId() + " " + outcome.instrumentId(),
                            new First(outcome.timeMs(), outcome.side()));
                }
            }

            @Override
            public void onVerdict(Verdict verdict) {
                verdicts.add(verdict);
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
        return sequencer;
    }

    private static Birth clone(int of, Blueprint blueprint, Birth.Origin kind) {
        return new Birth(
                0,
                -1,
                blueprint,
                1,
                0,
                List.of(of),
                kind,
                "test",
                "a clone",
                kind == Birth.Origin.DELAYED ? DELAY_BARS : 0);
    }

    @Test
    void aFlippedCloneEntersAtTheSameTimeTheOtherWayAndADelayedOneLaterTheSameWay() {
        final Sequencer sequencer = start(rules(FactorySettings.defaults()));
        final List<Birth> originals = tournament.founders();
        originals.forEach(sequencer::birth);
        originals.forEach(
                birth -> sequencer.birth(clone(birth.agentId(), birth.blueprint(), Birth.Origin.SIGN_FLIPPED)));
        originals.forEach(birth -> sequencer.birth(clone(birth.agentId(), birth.blueprint(), Birth.Origin.DELAYED)));
        new RandomMarket(7, 4).play(sequencer, 300, 1_500);
        sequencer.close();
        final int agents = originals.size();
        int compared = 0;
        for (Map.Entry<String, First> entry : Map.copyOf(firstEntries).entrySet()) {
            final String[] key = entry.getKey().split(" ");
            final int id = Integer.parseInt(key[0]);
            if (id >= agents) {
                continue;
            }
            final First original = entry.getValue();
            final long intervalMs =
                    roster.birth(id).blueprint().scope().timeframe().intervalMs();
            final First flipped = firstEntries.get(id + agents + " " + key[1]);
            final First delayed = firstEntries.get(id + 2 * agents + " " + key[1]);
            assertThat(original.side()).isEqualTo(Side.BUY);
            assertThat(flipped).as("flipped clone of %s", entry).isEqualTo(new First(original.timeMs(), Side.SELL));
            // Where it is still flat then, which every clone is until its first entry.
            if (delayed != null) {
                assertThat(delayed.side()).isEqualTo(Side.BUY);
                assertThat(delayed.timeMs() - original.timeMs())
                        .as("delayed clone of %s", entry)
                        .isBetween(DELAY_BARS * intervalMs - 5_000, DELAY_BARS * intervalMs + 5_000);
                compared++;
            }
        }
        assertThat(compared).isGreaterThan(10);
    }

    @Test
    void allKindsAreBornInTurnOutsideTheSlotsAndNobodyPromotesThem() {
        final Sequencer sequencer = start(rules(FactorySettings.defaults().withPlacebos(1)));
        tournament.founders().forEach(sequencer::birth);
        new RandomMarket(7, 4).play(sequencer, 300, 1_200);
        final List<Birth> controls = new ArrayList<>();
        for (int id = 0; id < roster.agents(); id++) {
            if (roster.birth(id).origin().isControl()) {
                controls.add(roster.birth(id));
            }
        }
        assertThat(controls).hasSizeGreaterThanOrEqualTo(8);
        for (int i = 0; i < controls.size(); i++) {
            final Birth birth = controls.get(i);
            assertThat(birth.origin().name().replace("PLACEBO", "RANDOM"))
                    .isEqualTo(PlaceboKind.values()[i % 4].name());
            assertThat(birth.slot()).isEqualTo(-1);
            assertThat(birth.parents())
                    .as("lineage of %s", birth.blueprint().name())
                    .singleElement()
                    .satisfies(original -> assertThat(
                                    roster.birth(original).origin().isControl())
                            .isFalse());
            assertThat(birth.delayBars()).isEqualTo(birth.origin() == Birth.Origin.DELAYED ? DELAY_BARS : 0);
        }
        final List<Integer> ids = controls.stream().map(Birth::agentId).toList();
        for (int id : ids) {
            sequencer.command(new AgentCommand("r" + id, AgentCommand.Kind.PROMOTE, id, "ann", "a try", "k" + id, "d"));
        }
        new RandomMarket(7, 4).play(sequencer, 1_200, 1_210);
        sequencer.close();
        assertThat(verdicts)
                .noneMatch(verdict -> verdict.kind() == Verdict.Kind.PROMOTE && ids.contains(verdict.agentId()));
        for (int id : ids) {
            assertThat(roster.row(id).state()).isNotEqualTo(AgentState.PROMOTED);
            assertThat(roster.row(id).bookErrorUsdE8()).isZero();
        }
        assertThat(tournament.factory().elite()).noneMatch(entry -> ids.contains(entry.agentId()));
        assertThat(tournament.watchtower().field().trials())
                .isLessThanOrEqualTo((double) (roster.agents() - ids.size()));
        assertThat(tournament.watchtower().controlGroup())
                .extracting(ControlCounts::born)
                .allMatch(born -> born >= 2);
    }

    @Test
    void aTournamentFromBeforeThereWereClonesGoesOnWithPlacebosAtRandomThatNameNobody() {
        final String today = rules(FactorySettings.defaults().withPlacebos(1)).toJson();
        final String former =
                today.replaceAll(",\"placeboKinds\":\\[[^]]*]", "").replaceAll(",\"placeboDelayBars\":12", "");
        assertThat(former).doesNotContain("placeboKinds", "placeboDelayBars").contains("placeboShare");
        final Sequencer sequencer = start(TournamentRules.parse(former));
        tournament.founders().forEach(sequencer::birth);
        new RandomMarket(7, 4).play(sequencer, 300, 40);
        sequencer.close();
        int placebos = 0;
        for (int id = 0; id < roster.agents(); id++) {
            final Birth birth = roster.birth(id);
            if (birth.origin().isControl()) {
                placebos++;
                assertThat(birth.origin()).isEqualTo(Birth.Origin.PLACEBO);
                assertThat(birth.parents()).isEmpty();
            }
        }
        assertThat(placebos).isPositive();
    }
}
