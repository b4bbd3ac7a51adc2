package crucible.watchtower.calibration;

import static org.assertj.core.api.Assertions.assertThat;

import crucible.watchtower.WatchtowerSettings;
import crucible.watchtower.lifecycle.DecayLook;
import crucible.watchtower.stat.Binomial;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** How long the rules take to see skill, whom they end, and where the rising bar comes from. */
class PowerTournamentTest {
    private static final boolean CAMPAIGN = Boolean.getBoolean("crucible.campaign");
    private static final int SKILLED = CAMPAIGN ? 4_000 : 400;
    private static final WatchtowerSettings LIVE = WatchtowerSettings.defaults();
    private static final int SEASON = 200;
    private static final long SEED = 77;

    @ParameterizedTest
    @CsvSource({"0.1, 5, 542", "0.2, 5, 138"})
    void skillIsSeenWithinTwoAndAHalfTimesTheFixedSampleLength(double sharpe, double boundSigmas, int minTrl) {
        final PowerTimes times = power(sharpe, boundSigmas);
        assertThat(minTrl(sharpe, boundSigmas)).isBetween(0.99 * minTrl, 1.01 * minTrl);
        assertThat(times.medianToPromotion()).as("seed %d", SEED).isLessThanOrEqualTo(2.5 * minTrl);
        assertThat(times.naiveMedian()).isLessThan(times.medianToPromotion());
    }

    /** A bound further away allows smaller bets only: as bars under the default bound. Fast enough still. */
    @ParameterizedTest
    @CsvSource({"0.1, 10", "0.1, 20", "0.05, 50"})
    void looserBoundsCostTime(double sharpe, double boundSigmas) {
        final PowerTimes times = power(sharpe, boundSigmas);
        assertThat(times.medianToPromotion()).as("seed %d", SEED).isLessThanOrEqualTo(4 * minTrl(sharpe, boundSigmas));
    }

    @ParameterizedTest
    @CsvSource({"0.1, 0.7, 9000", "0.2, 0.95, 3000"})
    void theWholeChainPromotesTheSkilled(double sharpe, double least, int longest) {
        final Lives lives = lives(RuleSet.LIVE, sharpe, TradePace.EVERY_BAR_A_TRADE, longest, CAMPAIGN ? 1_200 : 200);
        assertThat((double) lives.promoted() / lives.agents())
                .as("seed %d", SEED)
                .isGreaterThan(least);
    }

    @Test
    void theWholeChainEndsTheSkillFreeAndPromotesNone() {
        final Lives lives = lives(RuleSet.LIVE, 0, TradePace.EVERY_BAR_A_TRADE, 3_000, CAMPAIGN ? 1_200 : 300);
        assertThat(lives.promoted()).as("seed %d", SEED).isZero();
        assertThat(lives.ended()).isGreaterThan(9 * lives.agents() / 10);
        final Lives losing = lives(RuleSet.LIVE, -0.1, TradePace.EVERY_BAR_A_TRADE, 3_000, CAMPAIGN ? 1_200 : 300);
        assertThat(losing.medianTenure()).isLessThanOrEqualTo(lives.medianTenure());
    }

    @Test
    void thePlainRulesEndTheSkilledAndPromoteTheLucky() {
        final Lives literal = lives(RuleSet.LITERAL, 0.1, TradePace.EVERY_BAR_A_TRADE, 3_000, 300);
        assertThat(literal.ended()).isGreaterThan(literal.agents() * 7 / 10);
        final Lives naive = lives(RuleSet.NAIVE, 0, TradePace.EVERY_BAR_A_TRADE, 3_000, 300);
        assertThat(Binomial.lowerBound(naive.promoted(), naive.agents(), 0.95)).isGreaterThan(0.01);
    }

    /** As the live rule sees it: trades of four bars, eight bars between them, three days at least. */
    @Test
    void perBarThingsAreMuchTheSame() {
        final Lives lives = lives(RuleSet.LIVE, 0.2, TradePace.FOUR_BARS_OF_TWELVE, 3_000, 60);
        assertThat(lives.promoted()).as("seed %d", SEED).isGreaterThan(lives.agents() / 2);
    }

    /** The bar that the rule has by default is what the simulation finds, up to its own noise. */
    @Test
    void theRisingBarIsWhatTheSimulationFinds() {
        final RisingBar rising = new RisingBar(new BoundedTrades(0.1, 5), LIVE.decayLooks(), SEED);
        final List<double[]> psrs = rising.watch(0, CAMPAIGN ? 60_000 : 6_000);
        final double[] bar = rising.find(psrs, 0.20);
        System.out.printf("rising bar found %s (seed %d)%n", Arrays.toString(bar), SEED);
        for (int look = 0; look < bar.length; look++) {
            // The last look asks for no more than the confidence that the bar rises to.
            assertThat(Math.min(bar[look], LIVE.decayConfidence()))
                    .as("look %d", look + 1)
                    .isBetween(bar(look) - 0.03, bar(look) + 0.03);
        }
        final int ended = RisingBar.ended(psrs, LIVE.decayLooks());
        assertThat((double) ended / psrs.size()).as("seed %d", SEED).isBetween(0.17, 0.23);
        final List<DecayLook> found = new ArrayList<>();
        for (int look = 0; look < bar.length; look++) {
            found.add(new DecayLook(LIVE.decayLooks().get(look).closedTrades(), bar[look]));
        }
        assertThat((double) RisingBar.ended(psrs, found) / psrs.size()).isBetween(0.199, 0.201);
    }

    @Test
    void itDoesNotMatterHowTheAgentsAreShared() {
        final PowerTournament power = new PowerTournament(LIVE, new BoundedTrades(0.2, 5), SEED);
        final PowerTimes apart = power.watch(0, 7).plus(power.watch(7, 20));
        assertThat(apart.toPromotion()).isEqualTo(power.watch(0, 20).toPromotion());
    }

    private static double bar(int look) {
        return LIVE.decayLooks().get(look).minPsr();
    }

    private static double minTrl(double sharpe, double boundSigmas) {
        return new PowerTournament(LIVE, new BoundedTrades(sharpe, boundSigmas), SEED).minTrl();
    }

    private static PowerTimes power(double sharpe, double boundSigmas) {
        final PowerTimes times =
                new PowerTournament(LIVE, new BoundedTrades(sharpe, boundSigmas), SEED).watch(0, SKILLED);
        System.out.printf(
                "Sharpe %s, bound %s sd: half promoted by %.0f (nine in ten by %.0f), MinTRL %.1f, ratio %.2f; PSR >= 99 %% by"
                        + " %.0f (seed %d)%n",
                sharpe,
                boundSigmas,
                times.medianToPromotion(),
                times.ninetiethToPromotion(),
                minTrl(sharpe, boundSigmas),
                times.medianToPromotion() / minTrl(sharpe, boundSigmas),
                times.naiveMedian(),
                SEED);
        return times;
    }

    private static Lives lives(RuleSet rules, double sharpe, TradePace pace, int longest, int agents) {
        final Lives lives = new ChainTournament(
                        LIVE, rules, SEASON, sharpe, pace.heldBars() == 1 ? 5 : 20, pace, longest)
                .withSeed(SEED)
                .watch(0, agents);
        System.out.printf(
                "%s, Sharpe %s, %s: promoted %d of %d, half of them by %.0f; ended %d, half of them by %.0f (seed %d)%n",
                rules,
                sharpe,
                pace,
                lives.promoted(),
                lives.agents(),
                lives.medianToPromotion(),
                lives.ended(),
                lives.medianTenure(),
                SEED);
        return lives;
    }
}
