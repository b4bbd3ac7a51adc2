package crucible.watchtower;

import static org.assertj.core.api.Assertions.assertThat;

import crucible.model.Timeframe;
import crucible.model.Verdict;
import crucible.watchtower.stat.Moments;
import crucible.watchtower.stat.ProbabilisticSharpe;
import org.junit.jupiter.api.Test;

/** How often the rules are wrong, by simulation with fixed seeds. Every bar is a trade, the hardest case for repeated looks. */
class ErrorRatesTest {
    private static final long SEED = 31;

    @Test
    void hardlyASkillFreeAgentIsEverPromoted() {
        final int agents = 400;
        final Tournament tournament =
                simulate(new TestSettings().withPromotion().build(), agents, 2000, 0);
        final long promoted = promoted(tournament);
        report("skill-free agents ever promoted in 2000 looks each, N = 400", promoted, agents);
        // t must pass about z(400) + 2.33 = 5.3. If each were promoted with 0.2 %, more than 3 of 400 had probability
        // 0.9 %.
        assertThat(promoted).as("seed %d", SEED).isLessThanOrEqualTo(3);
    }

    @Test
    void amongTenAgentsFalsePromotionsAreRare() {
        final int rounds = 200;
        long promoted = 0;
        for (int round = 0; round < rounds; round++) {
            promoted += promoted(simulate(new TestSettings().withPromotion().build(), 10, 2000, 0, SEED + 1 + round));
        }
        report("skill-free agents ever promoted in 2000 looks each, N = 10", promoted, 10 * rounds);
        // With 1 % each, 8 or fewer of 2000 had probability 0.2 %.
        assertThat(promoted).as("seeds from %d", SEED + 1).isLessThanOrEqualTo(8);
    }

    @Test
    void lookedAtAgainAndAgainPsrAloneWouldPromoteMany() {
        final int agents = 2000;
        int reached = 0;
        for (int agent = 0; agent < agents; agent++) {
            final Moments evidence = new Moments();
            boolean ever = false;
            for (int bar = 0; bar < 2000 && !ever; bar++) {
                evidence.add(Tournament.normal(SEED, agent, bar));
                ever = bar >= 30 && ProbabilisticSharpe.psr(evidence, 0) >= 0.99;
            }
            reached += ever ? 1 : 0;
        }
        report("skill-free agents whose PSR reaches 99 % at some of 2000 looks", reached, agents);
        assertThat(reached).as("seed %d", SEED).isBetween(160, 320);
    }

    @Test
    void skilledAgentsArePromoted() {
        final int agents = 60;
        final Tournament tournament =
                simulate(new TestSettings().withDecay().withPromotion().build(), agents, 1500, 0.3);
        final long promoted = promoted(tournament);
        report("agents with Sharpe 0.3 a trade promoted within 1500 trades", promoted, agents);
        assertThat(promoted).as("seed %d", SEED).isGreaterThanOrEqualTo(55);
    }

    @Test
    void agentsOfModestSkillMostlySurviveTheRisingBar() {
        final int agents = 1000;
        final Tournament tournament = simulate(new TestSettings().withDecay().build(), agents, 2000, 0.1);
        final long ended = tournament.verdicts.size();
        report("agents with Sharpe 0.1 a trade wrongly ended over all looks to 2000 trades", ended, agents);
        assertThat(ended).as("seed %d", SEED).isBetween(150L, 250L);
    }

    @Test
    void theLiteralRuleEndsMostAgentsOfModestSkill() {
        final int agents = 300;
        final Tournament tournament =
                simulate(new TestSettings().withLiteralDecay().build(), agents, 40, 0.1);
        final long atThirty = tournament.verdicts.stream()
                .filter(verdict -> verdict.boundaryTimeMs() == 30 * Timeframe.M5.intervalMs())
                .count();
        report("agents with Sharpe 0.1 a trade ended at trade 30 by the literal rule", atThirty, agents);
        assertThat(atThirty).as("seed %d", SEED).isBetween(200L, 260L);
    }

    private static Tournament simulate(WatchtowerSettings settings, int agents, int bars, double sharpe) {
        return simulate(settings, agents, bars, sharpe, SEED);
    }

    private static Tournament simulate(WatchtowerSettings settings, int agents, int bars, double sharpe, long seed) {
        final Tournament tournament = new Tournament(settings, Timeframe.M5);
        for (int i = 0; i < agents; i++) {
            tournament.birth();
        }
        for (int bar = 0; bar < bars; bar++) {
            for (TestMark mark : tournament.agents) {
                if (!mark.state.isDead()) {
                    Tournament.move(mark, 0.002 * (sharpe + Tournament.normal(seed, mark.agentId, bar)));
                    Tournament.close(mark, 1);
                }
            }
            tournament.boundary();
        }
        tournament.boundary();
        return tournament;
    }

    private static long promoted(Tournament tournament) {
        return tournament.verdicts.stream()
                .filter(verdict -> verdict.kind() == Verdict.Kind.PROMOTE)
                .count();
    }

    private static void report(String what, long count, int of) {
        System.out.printf("%s: %d of %d (seed %d)%n", what, count, of, SEED);
    }
}
