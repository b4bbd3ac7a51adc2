package crucible.watchtower;

import static org.assertj.core.api.Assertions.assertThat;

import crucible.model.AgentState;
import crucible.model.Birth;
import crucible.model.DeathCause;
import crucible.model.Timeframe;
import crucible.model.TrialCount;
import crucible.model.Verdict;
import crucible.watchtower.lifecycle.Finding;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;

/** Promotion under the anytime guard, what bars it, and how many are counted. */
class GuardedPromotionTest {
    private static Tournament guarded() {
        return new Tournament(
                new TestSettings()
                        .withPromotion()
                        .withSeasons(200)
                        .withMinTrials(10)
                        .build(),
                Timeframe.M5);
    }

    /** Alternating returns of spread 1 % around an edge of half a spread: without luck. */
    private static void trade(Tournament tournament, TestMark mark, int bars) {
        for (int bar = 0; bar < bars; bar++) {
            Tournament.move(mark, 0.01 * (0.5 + (mark.closedTrades % 2 == 0 ? 1 : -1)));
            Tournament.close(mark, 50);
            tournament.boundary();
        }
    }

    private static double input(Verdict verdict, String name) {
        return verdict.inputs().stream()
                .filter(input -> input.name().equals(name))
                .findFirst()
                .orElseThrow()
                .value();
    }

    @Test
    void promotionWaitsForTheGuardAndItsCardTellsIt() {
        final Tournament tournament = guarded();
        final TestMark agent = tournament.birth();
        while (tournament.verdicts.isEmpty()) {
            trade(tournament, agent, 1);
            assertThat(agent.closedTrades).isLessThan(500);
        }
        final Verdict verdict = tournament.verdicts.get(0);
        assertThat(verdict.rule()).isEqualTo("promotion.psr-dsr-e");
        assertThat(input(verdict, "guard")).isEqualTo(20_000);
        assertThat(input(verdict, "highestEValue")).isGreaterThanOrEqualTo(20_000);
        assertThat(input(verdict, "season")).isZero();
        assertThat(input(verdict, "trials")).isEqualTo(10);
        assertThat(input(verdict, "unseenBoundBreaks")).isZero();
        assertThat(input(verdict, "powerAtSharpe2")).isBetween(0.0, 0.1);
        assertThat(verdict.summary()).contains("rejected is that its expected return was 0 or less at every bar");
        assertThat(tournament.judge.score(0).highestEValue().orElseThrow()).isGreaterThanOrEqualTo(20_000);
    }

    @Test
    void aLossBeyondTheBoundBarsPromotionUntilAnOperatorHasSeenIt() {
        final Tournament tournament = guarded();
        final TestMark agent = tournament.birth();
        Tournament.move(agent, -0.11);
        tournament.boundary();
        trade(tournament, agent, 400);
        assertThat(tournament.verdicts).isEmpty();
        assertThat(tournament.judge.score(0).unseenBoundBreaks()).isEqualTo(1);
        assertThat(tournament.judge.promotionFinding(0, tournament.timeMs())).isEqualTo(Finding.FAIL);
        tournament.judge.onAcknowledged(0);
        assertThat(tournament.judge.score(0).unseenBoundBreaks()).isZero();
        trade(tournament, agent, 2);
        assertThat(tournament.verdicts).singleElement().satisfies(verdict -> {
            assertThat(input(verdict, "boundBreaks")).isEqualTo(1);
            assertThat(input(verdict, "unseenBoundBreaks")).isZero();
        });
    }

    @Test
    void oneThatWasSeenDoesNotCoverTheNext() {
        final Tournament tournament = guarded();
        final TestMark agent = tournament.birth();
        Tournament.move(agent, -0.11);
        tournament.boundary();
        tournament.judge.onAcknowledged(0);
        Tournament.move(agent, -0.2);
        tournament.boundary();
        assertThat(tournament.judge.score(0).unseenBoundBreaks()).isEqualTo(1);
    }

    @Test
    void aPlaceboIsCountedInThePlaceOfBeingPromoted() {
        final Tournament tournament = guarded();
        final TestMark lucky = tournament.placebo();
        trade(tournament, lucky, 500);
        assertThat(tournament.verdicts).isEmpty();
        assertThat(tournament.judge.controlGroup())
                .contains(new ControlCounts(Birth.Origin.PLACEBO, 1, 1, 0, OptionalLong.empty(), 1, 1))
                .filteredOn(counts -> counts.born() == 0)
                .hasSize(3);
        assertThat(tournament.counts).as("it is no trial").isEmpty();
    }

    @Test
    void trialsAreCountedOnceAnHourAndHoldFromTheirEventOn() {
        final Tournament tournament = new Tournament(
                new TestSettings().withPromotion().withMinTrials(3).build(), Timeframe.M5);
        for (int i = 0; i < 20; i++) {
            tournament.birth();
        }
        assertThat(tournament.judge.field().trials()).as("never 1 by default").isEqualTo(3);
        for (int bar = 0; bar < 60; bar++) {
            for (TestMark mark : tournament.agents) {
                Tournament.move(mark, 0.001 * Tournament.normal(5, mark.agentId, bar));
            }
            tournament.boundary();
        }
        assertThat(tournament.counts)
                .extracting(TrialCount::countedTimeMs)
                .allMatch(time -> (time - 300_000) % 3_600_000 == 0);
        assertThat(tournament.counts).hasSizeBetween(3, 6);
        final TrialCount newest = tournament.counts.get(tournament.counts.size() - 1);
        assertThat(newest.scope()).isEqualTo(TrialCount.Scope.LIVE_RECORDS);
        assertThat(newest.trials()).isEqualTo(20);
        assertThat(newest.varianceOfT()).isGreaterThanOrEqualTo(1);
        assertThat(tournament.judge.field().trials()).isEqualTo(20);
        assertThat(tournament.judge.field().varianceOfT()).isEqualTo(newest.varianceOfT());
    }

    @Test
    void whatCannotTradeFreesItsPlace() {
        final Tournament tournament = new Tournament(
                new TestSettings().withUntradeableDays(1).withStaleDays(2).build(), Timeframe.M15);
        final TestMark untradeable = tournament.birth();
        untradeable.state = AgentState.UNTRADEABLE;
        final TestMark stale = tournament.birth();
        stale.state = AgentState.WARMING;
        stale.countable = false;
        final TestMark other = tournament.birth();
        for (int bar = 0; bar < 96; bar++) {
            tournament.boundary();
        }
        other.countable = false;
        for (int bar = 0; bar < 500; bar++) {
            tournament.boundary();
        }
        assertThat(tournament.verdicts)
                .extracting(Verdict::cause)
                .as("an outage of all ends nobody")
                .containsExactly(DeathCause.UNTRADEABLE);
        other.countable = true;
        for (int bar = 0; bar < 98; bar++) {
            tournament.boundary();
        }
        assertThat(tournament.verdicts)
                .extracting(Verdict::cause)
                .containsExactly(DeathCause.UNTRADEABLE, DeathCause.STALE_DATA);
        assertThat(tournament.verdicts).extracting(Verdict::agentId).containsExactly(0, 1);
        assertThat(input(tournament.verdicts.get(1), "staleDays")).isEqualTo(2);
    }

    @Test
    void whoWasGoodAndIsNoLongerIsEndedByItsNewestTrades() {
        final Tournament tournament = new Tournament(
                new TestSettings().withDecay().withNewestTrades(0.10).build(), Timeframe.M5);
        final TestMark agent = tournament.birth();
        for (int bar = 0; bar < 2_000; bar++) {
            Tournament.move(agent, 0.001 * ((bar < 1_000 ? 0.5 : -0.1) + (bar % 2 == 0 ? 1 : -1)));
            Tournament.close(agent, 0);
            tournament.boundary();
        }
        assertThat(tournament.verdicts).singleElement().satisfies(verdict -> {
            assertThat(verdict.rule()).isEqualTo("decay.rolling");
            assertThat(verdict.threshold()).isEqualTo(0.10);
            assertThat(input(verdict, "rollingPsr")).isLessThan(0.10);
            assertThat(input(verdict, "psr")).as("of the whole record").isGreaterThan(0.99);
            assertThat(input(verdict, "closedTrades")).isEqualTo(1_560);
        });
    }
}
