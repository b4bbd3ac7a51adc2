package crucible.server.arena;

import static org.assertj.core.api.Assertions.assertThat;

import crucible.factory.FactorySettings;
import crucible.fill.CostSettings;
import crucible.fill.MarginSettings;
import crucible.model.Exposure;
import crucible.model.OrderEnd;
import crucible.model.Timeframe;
import crucible.runtime.event.ArenaEvent;
import crucible.runtime.event.EventKind;
import crucible.runtime.lane.Outcome;
import crucible.runtime.lane.RiskLimits;
import crucible.runtime.ring.ArenaListener;
import crucible.runtime.ring.DirectSlots;
import crucible.runtime.ring.EventStage;
import crucible.runtime.ring.Roster;
import crucible.runtime.ring.Sequencer;
import crucible.server.journal.Journal;
import crucible.server.journal.JournalSettings;
import crucible.watchtower.WatchtowerSettings;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.OptionalDouble;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Entries that would lead beyond a limit end with the reason and the numbers, on any number of lanes and in a replay. */
class RiskLimitsTest {
    private static final OptionalDouble OFF = OptionalDouble.empty();
    private static final long USD = 100_000_000L;

    private static TournamentRules rules(RiskLimits risk, CostSettings costs) {
        return new TournamentRules(
                42,
                200 * USD,
                10,
                List.of(Timeframe.M5, Timeframe.M15),
                costs,
                WatchtowerSettings.defaults(),
                FactorySettings.defaults(),
                risk);
    }

    private static Watching play(RiskLimits risk, int lanes, EventStage first) {
        return play(risk, CostSettings.DEFAULT, lanes, first);
    }

    private static Watching play(RiskLimits risk, CostSettings costs, int lanes, EventStage first) {
        final Watching watching = new Watching();
        final TournamentRules rules = rules(risk, costs);
        final Tournament tournament = Tournament.of(rules, lanes, watching);
        final Sequencer sequencer = new Sequencer(
                new DirectSlots(tournament.core(), first),
                tournament.core().outbox(),
                new Sequencer.SequencerSettings(rules.timeframes(), 10_000, 100, Long.MAX_VALUE),
                () -> 0);
        sequencer.genesis(tournament.genesis("test"));
        tournament.founders().forEach(sequencer::birth);
        new RandomMarket(7, 4).play(sequencer, 300, 1_000);
        sequencer.close();
        return watching;
    }

    private static final class Watching implements ArenaListener {
        private final DigestLog digests = new DigestLog();
        private final List<String> told = new ArrayList<>();
        private long entries;
        private long exposures;
        private long countedUsdE8;
        private long toldUsdE8;

        @Override
        public void onEvent(ArenaEvent event) {
            if (event.kind() == EventKind.EXPOSURE) {
                exposures++;
                toldUsdE8 = event.payload(Exposure.class).grossUsdE8();
                // Told before the next boundary, as it was counted at the one before.
                assertThat(toldUsdE8).isEqualTo(countedUsdE8);
            }
        }

        @Override
        public void onBoundary(ArenaEvent boundary, Roster roster) {
            countedUsdE8 = 0;
            for (int id = 0; id < roster.agents(); id++) {
                for (int i = 0; i < roster.row(id).positions(); i++) {
                    countedUsdE8 += roster.row(id).positionValueUsdE8(i);
                }
            }
        }

        @Override
        public void onOutcome(Outcome outcome) {
            if (outcome.end() == null) {
                entries += outcome.entry() ? 1 : 0;
            } else if (outcome.end().name().startsWith("RISK_") || outcome.end() == OrderEnd.TOO_FAST) {
                assertThat(outcome.entry()).isTrue();
                assertThat(outcome.needed()).isGreaterThan(outcome.have());
                told.add(outcome.sequence() + " " + outcome.agentId() + " " + outcome.end() + " " + outcome.needed()
                        + " " + outcome.have());
            }
        }

        private long refused(OrderEnd reason) {
            return told.stream()
                    .filter(line -> line.contains(" " + reason + " "))
                    .count();
        }

        @Override
        public void onDigest(long sequence, long boundaryTimeMs, String stateDigest) {
            digests.onDigest(sequence, boundaryTimeMs, stateDigest);
        }
    }

    @Test
    void withoutLimitsNothingIsCountedOrRefused() {
        final Watching watching = play(RiskLimits.NONE, 1, EventStage.NONE);
        assertThat(watching.entries).isGreaterThan(50);
        assertThat(watching.told).isEmpty();
        assertThat(watching.exposures).isZero();
    }

    @Test
    void aPositionBeyondItsLimitIsRefused() {
        final Watching dollars = play(new RiskLimits(OFF, OptionalDouble.of(10), 1, OFF, OFF, OFF), 1, EventStage.NONE);
        assertThat(dollars.entries).isZero();
        assertThat(dollars.refused(OrderEnd.RISK_POSITION)).isGreaterThan(50);
        assertThat(dollars.told.get(0)).endsWith(" " + 10 * USD);
        final Watching fraction =
                play(new RiskLimits(OptionalDouble.of(0.05), OFF, 1, OFF, OFF, OFF), 1, EventStage.NONE);
        assertThat(fraction.refused(OrderEnd.RISK_POSITION)).isPositive();
    }

    @Test
    void leverageBelowOneIsHeldOverAllPositions() {
        final Watching watching = play(new RiskLimits(OFF, OFF, 0.6, OFF, OFF, OFF), 1, EventStage.NONE);
        assertThat(watching.refused(OrderEnd.RISK_LEVERAGE)).isPositive();
    }

    @Test
    void theDesksLeverageIsHeldToTheLimit() {
        final CostSettings threefold =
                CostSettings.DEFAULT.withMargins(new MarginSettings(25_000, 20_000, 3, Collections.emptySortedMap()));
        final Watching one = play(RiskLimits.NONE, threefold, 1, EventStage.NONE);
        assertThat(one.refused(OrderEnd.RISK_LEVERAGE)).isPositive();
        final Watching three = play(new RiskLimits(OFF, OFF, 3, OFF, OFF, OFF), threefold, 1, EventStage.NONE);
        assertThat(three.refused(OrderEnd.RISK_LEVERAGE)).isZero();
        assertThat(three.entries).isPositive();
    }

    @Test
    void whatAllAgentsHoldIsLimitedByTheTotalsOfTheBoundaryBefore() {
        final RiskLimits limits = new RiskLimits(OFF, OFF, 1, OptionalDouble.of(200), OptionalDouble.of(260), OFF);
        final Watching watching = play(limits, 1, EventStage.NONE);
        assertThat(watching.exposures).isGreaterThan(100);
        assertThat(watching.entries).isPositive();
        assertThat(watching.refused(OrderEnd.RISK_INSTRUMENT)).isPositive();
        assertThat(watching.refused(OrderEnd.RISK_ARENA)).isPositive();
    }

    @Test
    void whatIsTooFastIsNotEntered() {
        final Watching watching =
                play(new RiskLimits(OFF, OFF, 1, OFF, OFF, OptionalDouble.of(1_000)), 1, EventStage.NONE);
        assertThat(watching.refused(OrderEnd.TOO_FAST)).isGreaterThan(20);
    }

    @Test
    void lanesAndReplayDecideTheSame(@TempDir Path directory) {
        final RiskLimits limits = new RiskLimits(
                OFF, OptionalDouble.of(190), 0.9, OptionalDouble.of(200), OptionalDouble.of(260), OptionalDouble.of(3));
        final Watching one;
        try (Journal journal = Journal.open(JournalSettings.defaults(directory, Journal.Fsync.NEVER))) {
            one = play(limits, 1, journal);
        }
        final Watching three = play(limits, 3, EventStage.NONE);
        assertThat(one.told).isNotEmpty();
        assertThat(three.digests.entries()).isEqualTo(one.digests.entries());
        assertThat(three.told).isEqualTo(one.told);
        final Watching replayed = new Watching();
        try (Replay replay = Replay.open(directory, 2, replayed)) {
            replay.run(Long.MAX_VALUE, event -> {});
        }
        assertThat(replayed.digests.entries()).isEqualTo(one.digests.entries());
        assertThat(replayed.told).isEqualTo(one.told);
        assertThat(replayed.exposures).isEqualTo(one.exposures);
    }
}
