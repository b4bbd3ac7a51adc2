package crucible.watchtower;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import crucible.model.AgentScore;
import crucible.model.AgentState;
import crucible.model.DeathCause;
import crucible.model.DigestSink;
import crucible.model.Timeframe;
import crucible.model.Verdict;
import crucible.watchtower.lifecycle.Finding;
import crucible.watchtower.stat.Moments;
import crucible.watchtower.stat.ProbabilisticSharpe;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

class WatchtowerTest {
    private static final long SEED = 2024;

    @Test
    void evidenceStartsWithTheFirstOrderAndSpansGaps() {
        final Tournament tournament = new Tournament(new TestSettings().build(), Timeframe.M5);
        final TestMark agent = tournament.birth();
        agent.hasOrdered = false;
        tournament.boundary();
        tournament.boundary();
        assertThat(observations(tournament))
                .as("before the first order nothing counts")
                .isZero();

        agent.hasOrdered = true;
        tournament.boundary();
        agent.equityUsdE8 = Tournament.CAPITAL * 101 / 100;
        tournament.boundary();
        agent.countable = false;
        agent.equityUsdE8 = Tournament.CAPITAL * 90 / 100;
        tournament.boundary();
        agent.equityUsdE8 = Tournament.CAPITAL * 95 / 100;
        tournament.boundary();
        assertThat(observations(tournament)).as("the gap is not counted").isEqualTo(2);
        agent.countable = true;
        agent.equityUsdE8 = Tournament.CAPITAL * 99 / 100;
        tournament.boundary();
        tournament.boundary();

        final Moments byHand = Moments.of(new double[] {0, 0.01, 0.99 / 1.01 - 1, 0});
        final AgentScore score = tournament.judge.score(0);
        assertThat(score.observations()).isEqualTo(4);
        assertThat(score.sharpePerBar()).hasValueCloseTo(byHand.sharpe(), within(1e-12));
        assertThat(score.psr()).hasValueCloseTo(ProbabilisticSharpe.psr(byHand, 0), within(1e-12));
        assertThat(score.dsr()).as("one trial deflates nothing").isEqualTo(score.psr());
    }

    @Test
    void costsThatFallIntoTheBarOfTheFirstOrderAreEvidence() {
        final Tournament tournament = new Tournament(new TestSettings().build(), Timeframe.M5);
        final TestMark agent = tournament.birth();
        agent.hasOrdered = false;
        tournament.boundary();
        agent.hasOrdered = true;
        agent.equityUsdE8 = Tournament.CAPITAL - 40_000_000;
        tournament.boundary();
        tournament.boundary();
        assertThat(tournament.judge.score(0).sharpePerBar().orElseThrow()).isNegative();
    }

    @Test
    void whatDoesNotExistIsAbsentFromTheScore() {
        final Tournament tournament = new Tournament(new TestSettings().build(), Timeframe.M5);
        tournament.birth();
        for (int bar = 0; bar < 5; bar++) {
            tournament.boundary();
        }
        final AgentScore score = tournament.judge.score(0);
        assertThat(score.observations()).isEqualTo(5);
        assertThat(score.sharpePerBar()).as("flat").isEmpty();
        assertThat(score.psr()).isEmpty();
        assertThat(score.dsr()).isEmpty();
        assertThat(score.tradesToPromotion()).isEmpty();
        assertThatThrownBy(() -> tournament.judge.score(1)).hasMessageContaining("agent id is below 1");
    }

    @Test
    void aLosingAgentIsEndedAtTheFirstLookWithItsReasons() {
        final Tournament tournament =
                new Tournament(new TestSettings().withDecay().build(), Timeframe.M5);
        final TestMark agent = tournament.birth();
        tradeEveryBar(tournament, agent, 40, -0.3);
        assertThat(tournament.verdicts).hasSize(1);
        final Verdict verdict = tournament.verdicts.get(0);
        assertThat(verdict.kind()).isEqualTo(Verdict.Kind.TERMINATE);
        assertThat(verdict.cause()).isEqualTo(DeathCause.DECAY);
        assertThat(verdict.authority()).isEqualTo(Verdict.Authority.RULE);
        assertThat(verdict.rule()).isEqualTo("decay.psr");
        assertThat(verdict.look()).isEqualTo(1);
        assertThat(verdict.threshold()).isEqualTo(0.10);
        assertThat(verdict.boundaryTimeMs()).isEqualTo(30 * Timeframe.M5.intervalMs());
        assertThat(verdict.inputs().stream().map(Verdict.Input::name).collect(Collectors.joining(" ")))
                .isEqualTo("n mean sd sharpe skewness kurtosis psr dsr trials varianceOfT hurdle eValue highestEValue"
                        + " unleveredEValue boundBreaks unseenBoundBreaks powerAtSharpe2 closedTrades look threshold"
                        + " ageDays idleDays staleDays untradeableDays equityUsd lossOfCapital drawdown"
                        + " grossBpsPerTrade netBpsPerTrade"
                        + " session.asia.n session.asia.mean session.asia.sharpe");
        assertThat(input(verdict, "closedTrades")).isEqualTo(30);
        assertThat(input(verdict, "n")).isEqualTo(30);
        assertThat(input(verdict, "psr")).isLessThan(0.10);
        assertThat(verdict.summary()).startsWith("wrong before any cost: gross ");
    }

    @Test
    void aLookWaitsForTheMinimumOfDays() {
        final Tournament tournament =
                new Tournament(new TestSettings().withDecay().withMinDays(1).build(), Timeframe.M5);
        final TestMark agent = tournament.birth();
        tradeEveryBar(tournament, agent, 287, -0.3);
        assertThat(tournament.judge.promotionFinding(0, tournament.timeMs())).isEqualTo(Finding.INSUFFICIENT);
        tradeEveryBar(tournament, agent, 2, -0.3);
        assertThat(tournament.verdicts).singleElement().satisfies(verdict -> {
            assertThat(verdict.look())
                    .as("of the looks passed meanwhile the highest")
                    .isEqualTo(4);
            assertThat(verdict.threshold()).isEqualTo(0.50);
            assertThat(input(verdict, "ageDays")).isEqualTo(1);
        });
        assertThat(tournament.judge.promotionFinding(0, tournament.timeMs())).isEqualTo(Finding.FAIL);
    }

    @Test
    void aLookHappensOnce() {
        final Tournament tournament =
                new Tournament(new TestSettings().withDecay().build(), Timeframe.M5);
        final TestMark agent = tournament.birth();
        tradeEveryBar(tournament, agent, 30, 0.3);
        for (int bar = 0; bar < 200; bar++) {
            Tournament.move(agent, -0.001 * (bar % 3));
            tournament.boundary();
        }
        assertThat(tournament.verdicts)
                .as("no trade was closed, so no look was due")
                .isEmpty();
        assertThat(tournament.judge.score(0).psr().orElseThrow()).isLessThan(0.10);
    }

    @Test
    void theLiteralRuleEndsAnAgentAtThirtyTrades() {
        final Tournament tournament =
                new Tournament(new TestSettings().withLiteralDecay().build(), Timeframe.M5);
        final TestMark agent = tournament.birth();
        tradeEveryBar(tournament, agent, 31, 0);
        assertThat(tournament.judge.score(0).psr().orElseThrow()).isBetween(0.10, 0.90);
        assertThat(tournament.verdicts).singleElement().satisfies(verdict -> {
            assertThat(verdict.rule()).isEqualTo("decay.literal");
            assertThat(verdict.threshold()).isEqualTo(0.90);
        });
    }

    @Test
    void drawdownAndIdlenessAreVerdictsWhereSwitchedOn() {
        final Tournament tournament = new Tournament(
                new TestSettings().withMaxDrawdown(0.2).withIdleDays(1).build(), Timeframe.M15);
        final TestMark falling = tournament.birth();
        final TestMark idle = tournament.birth();
        final TestMark paused = tournament.birth();
        paused.state = AgentState.PAUSED;
        final TestMark offline = tournament.birth();
        offline.countable = false;
        final TestMark repaired = tournament.birth();
        repaired.enterable = false;
        Tournament.move(falling, 0.5);
        tournament.boundary();
        Tournament.move(falling, -0.21);
        for (int bar = 0; bar < 100; bar++) {
            tournament.boundary();
        }
        assertThat(tournament.verdicts)
                .extracting(Verdict::cause)
                .containsExactly(DeathCause.DRAWDOWN, DeathCause.IDLE);
        assertThat(tournament.verdicts).extracting(Verdict::agentId).containsExactly(0, idle.agentId);
        assertThat(input(tournament.verdicts.get(0), "drawdown")).isCloseTo(0.21, within(1e-9));
        assertThat(input(tournament.verdicts.get(1), "idleDays")).isEqualTo(1);
    }

    @Test
    void nothingSpeaksWhereEveryRuleIsOff() {
        final Tournament tournament = new Tournament(new TestSettings().build(), Timeframe.M5);
        tradeEveryBar(tournament, tournament.birth(), 300, -0.5);
        assertThat(tournament.verdicts).isEmpty();
    }

    @Test
    void askedForOnceUntilTheVerdictTakesEffectAndNeverAgain() {
        final Watchtower judge =
                new Watchtower(new TestSettings().withMaxDrawdown(0.1).build(), Tournament.CAPITAL);
        final Tournament outbox = new Tournament(new TestSettings().build(), Timeframe.M5);
        judge.onBirth(Tournament.birthOf(0, Timeframe.M5), 0);
        final TestMark mark = new TestMark();
        mark.equityUsdE8 = Tournament.CAPITAL / 2;
        for (int bar = 1; bar <= 3; bar++) {
            judge.onMark(mark, bar * 300_000L);
            judge.endBoundary(bar * 300_000L, outbox);
        }
        outbox.birth();
        outbox.boundary();
        assertThat(outbox.verdicts).hasSize(1);
        judge.onVerdict(outbox.verdicts.get(0));
        final String digest = DigestSink.of(judge);
        judge.onMark(mark, 1_200_000L);
        judge.endBoundary(1_200_000L, outbox);
        assertThat(DigestSink.of(judge)).as("the record of the dead is frozen").isEqualTo(digest);
    }

    @Test
    void aDeathOnTheLaneIsExplainedAndItsLossIsEvidence() {
        final Tournament tournament =
                new Tournament(new TestSettings().withDecay().build(), Timeframe.M5);
        final TestMark agent = tournament.birth();
        for (int bar = 0; bar < 3; bar++) {
            Tournament.move(agent, 0.001);
            Tournament.close(agent, -22);
            tournament.boundary();
        }
        agent.equityUsdE8 = Tournament.CAPITAL / 2;
        agent.countable = false;
        agent.state = AgentState.TERMINATED;
        final Verdict verdict = tournament.judge.laneDeath(agent, DeathCause.LOSS_OF_CAPITAL, 1_200_000L);
        assertThat(verdict.rule()).isEqualTo("loss-of-capital");
        assertThat(verdict.threshold()).isEqualTo(0.5);
        assertThat(verdict.summary())
                .isEqualTo("lost too much of its capital; wrong before any cost: gross -2 bps a trade, net -22");
        assertThat(input(verdict, "n")).isEqualTo(4);
        assertThat(input(verdict, "mean")).isNegative();
        assertThat(input(verdict, "lossOfCapital")).isEqualTo(0.5);
        tournament.judge.onVerdict(verdict);
        assertThat(tournament.judge.score(0).sharpePerBar().orElseThrow()).isNegative();
    }

    @Test
    void anIncubatingAgentIsNotJudgedByItsSharpeRatio() {
        final Tournament tournament =
                new Tournament(new TestSettings().withDecay().withPromotion().build(), Timeframe.M5);
        final TestMark losing = tournament.birth();
        losing.state = AgentState.INCUBATING;
        tradeEveryBar(tournament, losing, 100, -0.5);
        assertThat(tournament.verdicts).isEmpty();
        losing.state = AgentState.ACTIVE;
        tournament.boundary();
        tournament.boundary();
        assertThat(tournament.verdicts)
                .singleElement()
                .satisfies(verdict -> assertThat(verdict.look()).isEqualTo(2));
    }

    @Test
    void aSkilledAgentIsPromotedOnceAndStaysUnderDecay() {
        final Tournament tournament =
                new Tournament(new TestSettings().withDecay().withPromotion().build(), Timeframe.M5);
        final TestMark agent = tournament.birth();
        tradeEveryBar(tournament, agent, 200, 0.5);
        assertThat(tournament.verdicts).singleElement().satisfies(verdict -> {
            assertThat(verdict.kind()).isEqualTo(Verdict.Kind.PROMOTE);
            assertThat(verdict.cause()).isNull();
            assertThat(verdict.threshold()).isEqualTo(0.99);
            assertThat(input(verdict, "psr")).isGreaterThanOrEqualTo(0.99);
            assertThat(verdict.summary()).startsWith("more than luck: PSR 99.");
        });
        tradeEveryBar(tournament, agent, 1200, -1);
        assertThat(tournament.verdicts).hasSize(2);
        assertThat(tournament.verdicts.get(1).cause()).isEqualTo(DeathCause.DECAY);
    }

    @Test
    void theDistanceToPromotionIsAboutRight() {
        final Tournament tournament = new Tournament(new TestSettings().build(), Timeframe.M5);
        for (int i = 0; i < 20; i++) {
            tournament.birth();
        }
        for (int bar = 0; bar < 600; bar++) {
            for (TestMark mark : tournament.agents) {
                final double edge = mark.agentId == 0 ? 0.12 : 0;
                Tournament.move(mark, 0.001 * (edge + Tournament.normal(SEED, mark.agentId, bar)));
                mark.closedTrades += bar % 4 == 0 ? 1 : 0;
            }
            tournament.boundary();
        }
        final AgentScore score = tournament.judge.score(0);
        final double sharpe = score.sharpePerBar().orElseThrow();
        assertThat(sharpe).isPositive();
        assertThat(score.dsr().orElseThrow()).isLessThan(score.psr().orElseThrow());
        final double bars = 600 + 4.0 * score.tradesToPromotion().orElseThrow();
        // z(20) is 1.87 and V near 1 here, so t must come to about 2.33 + 1.87.
        assertThat(sharpe * Math.sqrt(bars)).isBetween(4.0, 6.0);
    }

    @Test
    void theSameMarksGiveTheSameStateAndVerdicts() {
        final Tournament first = smallTournament();
        final Tournament second = smallTournament();
        assertThat(DigestSink.of(first.judge)).isEqualTo(DigestSink.of(second.judge));
        assertThat(first.verdicts).isEqualTo(second.verdicts).isNotEmpty();
    }

    private static Tournament smallTournament() {
        final Tournament tournament = new Tournament(WatchtowerSettings.defaults(), Timeframe.M5);
        for (int i = 0; i < 70; i++) {
            tournament.birth();
        }
        for (int bar = 0; bar < 1500; bar++) {
            for (TestMark mark : tournament.agents) {
                Tournament.move(mark, 0.002 * (Tournament.normal(SEED, mark.agentId, bar) - 0.02));
                if (bar % 10 == 0) {
                    Tournament.close(mark, -5);
                }
            }
            tournament.boundary();
        }
        return tournament;
    }

    private static void tradeEveryBar(Tournament tournament, TestMark mark, int bars, double sharpe) {
        for (int bar = 0; bar < bars; bar++) {
            // Alternating returns of spread 1 around the edge: the Sharpe ratio is the edge, without luck.
            final double value = 0.001 * (sharpe + (mark.closedTrades % 2 == 0 ? 1 : -1));
            Tournament.move(mark, value);
            Tournament.close(mark, 100 * sharpe);
            tournament.boundary();
        }
    }

    private static long observations(Tournament tournament) {
        return tournament.judge.score(0).observations();
    }

    private static double input(Verdict verdict, String name) {
        return verdict.inputs().stream()
                .filter(input -> input.name().equals(name))
                .findFirst()
                .orElseThrow()
                .value();
    }
}
