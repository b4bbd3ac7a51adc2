package crucible.watchtower;

import static org.assertj.core.api.Assertions.assertThat;

import crucible.model.AgentState;
import crucible.model.DeathCause;
import crucible.model.TrialCount;
import crucible.watchtower.evidence.Deflation;
import crucible.watchtower.lifecycle.Finding;
import java.util.EnumSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** The state machine, row by row, on agents whose numbers are set and not computed. */
class LifecycleTest {
    private static final long DAY = 86_400_000;
    private static final Deflation FIELD = new Deflation(TrialCount.Scope.LIVE_RECORDS, 10, 1);

    private static final WatchtowerSettings ALL = new TestSettings()
            .withDecay()
            .withPromotion()
            .withMaxDrawdown(0.3)
            .withIdleDays(14)
            .withNewestTrades(0.10)
            .withSeasons(200)
            .withUntradeableDays(1)
            .withStaleDays(3)
            .withMinDays(3)
            .build();

    /** An agent of which no rule has anything to say. */
    private static final class Numbers implements Standing {
        private AgentState state = AgentState.ACTIVE;
        private boolean promoted;
        private long equity = 100;
        private long trades = 30;
        private long idleMs;
        private long staleMs;
        private long untradeableMs;
        private double psr = 0.95;
        private double rollingPsr = 0.5;
        private double dsr = 0.5;
        private double highest = 1;
        private long breaks;

        @Override
        public AgentState state() {
            return state;
        }

        @Override
        public boolean isPromoted() {
            return promoted;
        }

        @Override
        public long equityUsdE8() {
            return equity;
        }

        @Override
        public long peakUsdE8() {
            return 100;
        }

        @Override
        public long closedTrades() {
            return trades;
        }

        @Override
        public long birthTimeMs() {
            return 0;
        }

        @Override
        public long idleMs() {
            return idleMs;
        }

        @Override
        public long staleMs() {
            return staleMs;
        }

        @Override
        public long untradeableMs() {
            return untradeableMs;
        }

        @Override
        public double psr() {
            return psr;
        }

        @Override
        public double rollingPsr() {
            return rollingPsr;
        }

        @Override
        public double dsr(Deflation field) {
            return dsr;
        }

        @Override
        public double highestEValue() {
            return highest;
        }

        @Override
        public long unseenBreaks() {
            return breaks;
        }
    }

    private static Ruling judge(WatchtowerSettings settings, Numbers agent, long timeMs) {
        return new Lifecycle(settings).judge(agent, new Looks(), FIELD, timeMs);
    }

    /** Columns: state; days since birth; trades; PSR; PSR of the newest; DSR; highest e-value; unseen losses; the rule. */
    @ParameterizedTest
    @CsvSource(
            nullValues = "-",
            value = {
                "ACTIVE,     5,  30, 0.10, 0.5, 0.5,  1,     0, -",
                "ACTIVE,     5,  30, 0.09, 0.5, 0.5,  1,     0, decay.psr",
                "ACTIVE,     2,  30, 0.09, 0.5, 0.5,  1,     0, -",
                "ACTIVE,     5,  29, 0.01, 0.5, 0.5,  1,     0, -",
                "ACTIVE,     5,  30, NaN,  0.5, 0.5,  1,     0, -",
                "ACTIVE,     5, 240, 0.49, 0.5, 0.5,  1,     0, decay.psr",
                "ACTIVE,     5, 240, 0.50, 0.5, 0.5,  1,     0, -",
                "ACTIVE,     5, 960, 0.89, 0.5, 0.5,  1,     0, decay.psr",
                "ACTIVE,     5, 960, 0.90, 0.0, 0.5,  1,     0, -",
                "ACTIVE,     5,1080, 0.10, 0.1, 0.5,  1,     0, -",
                "ACTIVE,     5,1080, 0.95, 0.09,0.5,  1,     0, decay.rolling",
                "PROMOTED,   5,1080, 0.99, 0.09,0.99, 1e9,   0, decay.rolling",
                "ACTIVE,     5, 100, 0.99, 0.5, 0.99, 20000, 0, promotion.psr-dsr-e",
                "ACTIVE,     5, 100, 0.99, 0.5, 0.99, 19999, 0, -",
                "ACTIVE,     5, 100, 0.98, 0.5, 0.99, 20000, 0, -",
                "ACTIVE,     5, 100, 0.99, 0.5, 0.98, 20000, 0, -",
                "ACTIVE,     5, 100, 0.99, 0.5, NaN,  20000, 0, -",
                "ACTIVE,     5, 100, 0.99, 0.5, 0.99, 20000, 1, -",
                "ACTIVE,     2, 100, 0.99, 0.5, 0.99, 20000, 0, -",
                "PROMOTED,   5, 100, 0.99, 0.5, 0.99, 20000, 0, -",
                "INCUBATING, 5, 100, 0.01, 0.5, 0.99, 20000, 0, -",
            })
    void rulesOnEvidence(
            AgentState state,
            long days,
            long trades,
            double psr,
            double rollingPsr,
            double dsr,
            double highest,
            long breaks,
            String rule) {
        final Numbers agent = new Numbers();
        agent.state = state;
        agent.promoted = state == AgentState.PROMOTED;
        agent.trades = trades;
        agent.psr = psr;
        agent.rollingPsr = rollingPsr;
        agent.dsr = dsr;
        agent.highest = highest;
        agent.breaks = breaks;
        final Ruling ruling = judge(ALL, agent, days * DAY);
        assertThat(ruling == null ? null : ruling.rule()).isEqualTo(rule);
    }

    @ParameterizedTest
    @EnumSource
    void rulesOnWhatDoesNotTradeKnowTheirStates(AgentState state) {
        final Numbers agent = new Numbers();
        agent.state = state;
        agent.untradeableMs = DAY;
        assertThat(judge(ALL, agent, DAY) != null).isEqualTo(state == AgentState.UNTRADEABLE);
        agent.staleMs = 3 * DAY;
        final Ruling ruling = judge(ALL, agent, DAY);
        final EnumSet<AgentState> waiting =
                EnumSet.of(AgentState.WARMING, AgentState.INCUBATING, AgentState.ACTIVE, AgentState.PROMOTED);
        if (waiting.contains(state)) {
            assertThat(ruling).isEqualTo(new Ruling(DeathCause.STALE_DATA, "stale-data", 3, 0));
        } else if (state == AgentState.UNTRADEABLE) {
            assertThat(ruling).isEqualTo(new Ruling(DeathCause.UNTRADEABLE, "untradeable", 1, 0));
        } else {
            assertThat(ruling).isNull();
        }
    }

    @ParameterizedTest
    @EnumSource
    void nobodyIsEndedForEquityOrIdlenessWhoMayNotTrade(AgentState state) {
        final Numbers agent = new Numbers();
        agent.state = state;
        agent.equity = 70;
        assertThat(judge(ALL, agent, DAY) != null).isEqualTo(state.mayEnter());
        agent.equity = 71;
        agent.idleMs = 14 * DAY;
        assertThat(judge(ALL, agent, DAY) != null).isEqualTo(state.mayEnter());
    }

    /** All of them would speak; the first in the order of the table does. */
    @Test
    void theFirstRuleThatSpeaksIsTheVerdict() {
        final Numbers agent = new Numbers();
        agent.staleMs = 3 * DAY;
        agent.equity = 1;
        agent.psr = 0;
        agent.idleMs = 14 * DAY;
        assertThat(judge(ALL, agent, 5 * DAY).rule()).isEqualTo("stale-data");
        agent.staleMs = 0;
        assertThat(judge(ALL, agent, 5 * DAY).rule()).isEqualTo("drawdown.peak");
        agent.equity = 100;
        assertThat(judge(ALL, agent, 5 * DAY).rule()).isEqualTo("decay.psr");
        agent.psr = 0.5;
        assertThat(judge(ALL, agent, 5 * DAY).rule()).isEqualTo("idle");
    }

    @Test
    void everyRuleCanBeSwitchedOff() {
        final Numbers worst = new Numbers();
        worst.staleMs = Long.MAX_VALUE;
        worst.idleMs = Long.MAX_VALUE;
        worst.equity = 0;
        worst.psr = 0;
        worst.rollingPsr = 0;
        worst.trades = 10_000;
        final WatchtowerSettings off = new TestSettings().build();
        assertThat(judge(off, worst, 5 * DAY)).isNull();
        worst.state = AgentState.UNTRADEABLE;
        worst.untradeableMs = Long.MAX_VALUE;
        assertThat(judge(off, worst, 5 * DAY)).isNull();
        final Numbers best = new Numbers();
        best.psr = 1;
        best.dsr = 1;
        best.highest = 1e300;
        assertThat(judge(off, best, 5 * DAY)).isNull();
    }

    @Test
    void withoutSeasonsPsrAndDsrAlonePromote() {
        final WatchtowerSettings unguarded = new TestSettings().withPromotion().build();
        final Numbers agent = new Numbers();
        agent.psr = 0.99;
        agent.dsr = 0.99;
        assertThat(judge(unguarded, agent, 5 * DAY).rule()).isEqualTo("promotion.psr-dsr");
        agent.breaks = 7;
        assertThat(judge(unguarded, agent, 5 * DAY)).as("they need no bound").isNotNull();
    }

    @Test
    void aLookHappensOnceAndOnlyTheHighestOfThosePassed() {
        final Lifecycle lifecycle = new Lifecycle(ALL);
        final Looks looks = new Looks();
        final Numbers agent = new Numbers();
        agent.trades = 130;
        agent.psr = 0.31;
        assertThat(lifecycle.judge(agent, looks, FIELD, 5 * DAY)).isNull();
        agent.trades = 131;
        agent.psr = 0.01;
        assertThat(lifecycle.judge(agent, looks, FIELD, 5 * DAY))
                .as("look 3 is over")
                .isNull();
        agent.trades = 240;
        assertThat(lifecycle.judge(agent, looks, FIELD, 5 * DAY))
                .isEqualTo(new Ruling(DeathCause.DECAY, "decay.psr", 0.5, 4));
    }

    @Test
    void tooLittleIsNoFailure() {
        final Lifecycle lifecycle = new Lifecycle(ALL);
        final Numbers agent = new Numbers();
        agent.trades = 29;
        assertThat(lifecycle.promotionFinding(agent, FIELD, 5 * DAY)).isEqualTo(Finding.INSUFFICIENT);
        agent.trades = 30;
        assertThat(lifecycle.promotionFinding(agent, FIELD, 5 * DAY)).isEqualTo(Finding.FAIL);
        agent.psr = Double.NaN;
        assertThat(lifecycle.promotionFinding(agent, FIELD, 5 * DAY)).isEqualTo(Finding.INSUFFICIENT);
        agent.psr = 1;
        agent.dsr = 1;
        assertThat(lifecycle.promotionFinding(agent, FIELD, 5 * DAY)).isEqualTo(Finding.FAIL);
        agent.highest = 20_000;
        assertThat(lifecycle.promotionFinding(agent, FIELD, 5 * DAY)).isEqualTo(Finding.PASS);
        agent.breaks = 1;
        assertThat(lifecycle.promotionFinding(agent, FIELD, 5 * DAY)).isEqualTo(Finding.FAIL);
    }
}
