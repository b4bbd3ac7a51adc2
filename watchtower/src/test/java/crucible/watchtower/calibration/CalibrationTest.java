package crucible.watchtower.calibration;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import crucible.watchtower.lifecycle.DecayLook;
import crucible.watchtower.stat.Moments;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class CalibrationTest {
    private static final long SEED = 11;

    @ParameterizedTest
    @EnumSource
    void theLawsHaveNoMeanAndVarianceOne(ReturnLaw law) {
        final Moments moments = new Moments();
        for (int agent = 0; agent < 400; agent++) {
            final ReturnLaw.Stream returns = law.stream(SEED, agent);
            for (int i = 0; i < 1_000; i++) {
                moments.add(returns.next());
            }
        }
        assertThat(moments.mean()).as("seed %d", SEED).isCloseTo(0, within(0.01));
        assertThat(moments.sd()).as("seed %d", SEED).isCloseTo(1, within(0.08));
    }

    @ParameterizedTest
    @CsvSource({"0.1, 5", "0, 5", "-0.1, 10", "0.05, 50"})
    void tradesHaveTheirSharpeRatioAndTheirBound(double sharpe, double boundSigmas) {
        final BoundedTrades trades = new BoundedTrades(sharpe, boundSigmas);
        final SplittableRandom random = new SplittableRandom(SEED);
        final Moments moments = new Moments();
        double worst = 0;
        for (int i = 0; i < 1_000_000; i++) {
            final double trade = trades.next(random);
            worst = Math.min(worst, trade);
            moments.add(trade);
        }
        assertThat(moments.sharpe()).isCloseTo(sharpe, within(0.004));
        assertThat(worst).isGreaterThanOrEqualTo(-boundSigmas - 1e-9);
    }

    @Test
    void agentsMayBeSpreadInAnyWay() {
        final NullTournament tournament = new NullTournament(ReturnLaw.CLUSTERED, 5, 300, SEED);
        final NullTournament.Count all = tournament.play(0, 100);
        assertThat(tournament.play(70, 100).plus(tournament.play(0, 70))).isEqualTo(all);
        assertThat(all.agents()).isEqualTo(100);
        final PowerTrial trial = new PowerTrial(0.2, 5, SEED);
        final long[] both = trial.times(0, 10);
        assertThat(trial.times(5, 10)).containsExactly(java.util.Arrays.copyOfRange(both, 10, 20));
    }

    @Test
    void theDefaultBarIsWhatIsFoundAnewWithinItsLuck() {
        final RisingBar bar = new RisingBar(0.1, 0.20, 0.90, SEED);
        final List<DecayLook> usual = DecayLook.rising(0.90);
        final double[][] psrs = bar.psrs(0, 4_000, usual);
        final RisingBar.Found found = bar.find(psrs, usual);
        System.out.printf(
                "rising bar found: %s, ends %.3f; the default ends %.3f (seed %d)%n",
                found.looks(), found.ended(), RisingBar.ended(psrs, usual), SEED);
        assertThat(found.ended()).isLessThanOrEqualTo(0.20 + 1e-9).isGreaterThan(0.12);
        assertThat(RisingBar.ended(psrs, usual)).isLessThanOrEqualTo(0.21).isGreaterThan(0.14);
        for (int look = 0; look < usual.size(); look++) {
            assertThat(found.looks().get(look).minPsr())
                    .as("look %d", look + 1)
                    .isCloseTo(usual.get(look).minPsr(), within(0.07));
        }
    }

    @Test
    void refusesWhatCannotBePlayed() {
        assertThatThrownBy(() -> new NullTournament(ReturnLaw.GAUSSIAN, 0, 100, 1))
                .hasMessageContaining("boundSigmas");
        assertThatThrownBy(() -> new PowerTrial(0, 5, 1)).hasMessageContaining("sharpe");
        assertThatThrownBy(() -> new RisingBar(0.1, 1, 0.9, 1)).hasMessageContaining("falseDeath");
    }
}
