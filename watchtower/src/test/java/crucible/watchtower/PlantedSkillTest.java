package crucible.watchtower;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import crucible.model.Birth;
import crucible.model.Timeframe;
import org.junit.jupiter.api.Test;

/** Placebos whose record is credited with a known skill, before the live rules of decay. */
class PlantedSkillTest {
    private static final int AGENTS = 300;
    private static final double TRADE_SD = 0.004;

    /** One trade per bar: what luck makes of it, and 20 basis points of costs. */
    private static void trade(Tournament tournament, int bar) {
        for (TestMark mark : tournament.agents) {
            if (!mark.state.isDead()) {
                final double gross = TRADE_SD * Tournament.normal(11, mark.agentId, bar);
                Tournament.close(mark, (gross - 0.002) * 1e4);
                Tournament.move(mark, gross - 0.002);
            }
        }
        tournament.boundary();
    }

    private static ControlCounts counts(Tournament tournament, Birth.Origin kind) {
        return tournament.judge.controlGroup().stream()
                .filter(counts -> counts.kind() == kind)
                .findFirst()
                .orElseThrow();
    }

    @Test
    void theDecayRuleEndsThemAboutAsSeldomAsItPromises() {
        final Tournament tournament =
                new Tournament(new TestSettings().withDecay().build(), Timeframe.M5);
        for (int i = 0; i < AGENTS; i++) {
            tournament.control(Birth.Origin.PLANTED);
        }
        final int random = 50;
        for (int i = 0; i < random; i++) {
            tournament.control(Birth.Origin.PLACEBO);
        }
        for (int bar = 0; bar <= 960; bar++) {
            trade(tournament, bar);
        }
        tournament.boundary();
        final ControlCounts planted = counts(tournament, Birth.Origin.PLANTED);
        assertThat(planted.judged()).isEqualTo(AGENTS);
        // 18.0 % of such agents are ended, five standard deviations of 300 on either side.
        assertThat((double) planted.decayed().getAsLong() / AGENTS).isBetween(0.07, 0.29);
        assertThat(counts(tournament, Birth.Origin.PLACEBO).ended())
                .as("those who pay their costs and know nothing")
                .isEqualTo(random);
    }

    @Test
    void theCreditIsTheCostsAndATenthOfAStandardDeviationPerTrade() {
        final Tournament tournament = new Tournament(new TestSettings().build(), Timeframe.M5);
        for (int i = 0; i < 40; i++) {
            tournament.control(Birth.Origin.PLANTED);
        }
        double luck = 0;
        for (int bar = 0; bar < 500; bar++) {
            for (TestMark mark : tournament.agents) {
                luck += Tournament.normal(11, mark.agentId, bar);
            }
            trade(tournament, bar);
        }
        double sharpe = 0;
        for (TestMark mark : tournament.agents) {
            sharpe += tournament.judge.score(mark.agentId).sharpePerBar().getAsDouble() / 40;
        }
        assertThat(sharpe - luck / (40 * 500)).isCloseTo(PlantedSkill.SHARPE_PER_TRADE, within(0.01));
    }
}
