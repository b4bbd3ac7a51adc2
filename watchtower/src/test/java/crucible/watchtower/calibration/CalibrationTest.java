package crucible.watchtower.calibration;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import crucible.watchtower.WatchtowerSettings;
import crucible.watchtower.stat.Moments;
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
        final ReturnLaw.Stream stream = trades.stream(SEED, 0);
        final Moments moments = new Moments();
        double worst = 0;
        for (int i = 0; i < 1_000_000; i++) {
            final double trade = stream.next();
            worst = Math.min(worst, trade);
            moments.add(trade);
        }
        assertThat(moments.sharpe()).isCloseTo(sharpe, within(0.004));
        assertThat(worst).isGreaterThanOrEqualTo(-boundSigmas - 1e-9);
    }

    @Test
    void theRulesAreTheConfiguredOnes() {
        final WatchtowerSettings live = WatchtowerSettings.defaults();
        assertThat(RuleSet.LIVE.of(live, 200, live.minDays()).decayLooks()).isEqualTo(live.decayLooks());
        assertThat(RuleSet.LIVE.of(live, 200, live.minDays()).literal()).isFalse();
        assertThat(RuleSet.LIVE.of(RuleSet.LITERAL.of(live, 200, 3), 200, 3).literal())
                .isTrue();
        assertThat(RuleSet.LIVE.of(live, 200, 3).guard()).isEqualTo(live.guard());
        assertThat(RuleSet.LIVE.of(live, 200, 3).minTrials()).hasValue(200);
        assertThat(RuleSet.NAIVE.of(live, 200, 3).guard()).isEmpty();
        assertThat(RuleSet.NAIVE.of(live, 200, 3).decay()).isFalse();
    }

    @Test
    void refusesWhatCannotBePlayed() {
        final WatchtowerSettings live = WatchtowerSettings.defaults();
        assertThatThrownBy(() -> new NullTournament(live, ReturnLaw.GAUSSIAN, 100, 0, 1))
                .hasMessageContaining("boundSigmas");
        assertThatThrownBy(() -> new PowerTournament(live, new BoundedTrades(0, 5), 1))
                .hasMessageContaining("Sharpe");
        assertThatThrownBy(() -> new BoundedTrades(0.1, 1)).hasMessageContaining("boundSigmas");
        final RisingBar bar = new RisingBar(new BoundedTrades(0.1, 5), live.decayLooks(), 1);
        assertThatThrownBy(() -> bar.find(bar.watch(0, 40), 1)).hasMessageContaining("falseDeath");
        assertThatThrownBy(() -> bar.find(bar.watch(0, 2), 0.2)).hasMessageContaining("agents");
    }
}
