package crucible.fill.volatility;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.sun.management.ThreadMXBean;
import crucible.fill.volatility.FitOutcome.FellBack;
import crucible.fill.volatility.FitOutcome.Fitted;
import crucible.model.VolatilityRung;
import crucible.testkit.Restored;
import crucible.testkit.StateComparison;
import java.lang.management.ManagementFactory;
import java.util.Arrays;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class VolatilityLadderTest {
    private static final EgarchParameters MARKET =
            new EgarchParameters(0, -0.65, 0.2, -0.06, 0.95, 5, Innovations.meanAbsolute(5));
    private static final VolatilitySettings SETTINGS =
            new VolatilitySettings(InnovationLaw.NORMAL, 400, 300, 50, 0.9, 10, 1e-4);

    private final double[] returns = Simulated.egarch(MARKET, 1, 1_000);
    private final VolatilityLadder ladder = new VolatilityLadder(SETTINGS);

    @Test
    void standsOnTheFloorUntilItHasSeenEnough() {
        assertThat(ladder.rung()).isEqualTo(VolatilityRung.FLOOR);
        assertThat(ladder.sigma()).isEqualTo(1e-4);
        assertThat(ladder.longRunSigma()).isEqualTo(1e-4);
        play(0, 9);
        assertThat(ladder.rung()).isEqualTo(VolatilityRung.FLOOR);
        play(9, 10);
        assertThat(ladder.rung()).isEqualTo(VolatilityRung.EWMA);
        double weighted = 0;
        double weights = 0;
        for (int i = 0; i < 10; i++) {
            weighted += Math.pow(0.9, 9 - i) * returns[i] * returns[i];
            weights += Math.pow(0.9, 9 - i);
        }
        assertThat(ladder.sigma()).isCloseTo(Math.sqrt(weighted / weights), within(1e-15));
        assertThat(ladder.steps(VolatilityRung.FLOOR)).isEqualTo(9);
        assertThat(ladder.steps(VolatilityRung.EWMA)).isEqualTo(1);
    }

    @Test
    void climbsToAFitAndCarriesItOn() {
        play(0, 299);
        assertThat(ladder.isFitPossible()).isFalse();
        play(299, 300);
        assertThat(ladder.isFitPossible()).isTrue();
        final EgarchFit fit = fitNow();
        assertThat(ladder.rung()).isEqualTo(VolatilityRung.EGARCH);
        assertThat(ladder.fits()).isEqualTo(1);
        assertThat(ladder.sigma()).isEqualTo(StrictMath.exp(0.5 * fit.nextLogVariance()));
        assertThat(ladder.longRunSigma())
                .isEqualTo(StrictMath.exp(0.5 * fit.parameters().longRunLogVariance()));
        play(300, 349);
        final EgarchPath path =
                EgarchPath.of(fit.parameters(), Arrays.copyOfRange(returns, 300, 349), fit.nextLogVariance());
        assertThat(ladder.sigma()).isCloseTo(StrictMath.exp(0.5 * path.nextLogVariance()), within(1e-15));
        play(349, 350);
        assertThat(ladder.steps(VolatilityRung.EGARCH)).isEqualTo(50);
    }

    @Test
    void aWindowIsTheNewestReturns() {
        play(0, 70);
        assertThat(ladder.fitWindow()).isEqualTo(Arrays.copyOfRange(returns, 0, 70));
        play(70, 555);
        assertThat(ladder.returns()).isEqualTo(555);
        assertThat(ladder.fitWindow()).isEqualTo(Arrays.copyOfRange(returns, 155, 555));
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 17, 400})
    void doesNotCareHowLateAFitArrives(int late) {
        play(0, 300);
        final FitOutcome<EgarchFit> outcome = EgarchFitter.fit(ladder.fitWindow(), InnovationLaw.NORMAL);
        final VolatilityLadder atOnce = new VolatilityLadder(SETTINGS);
        Arrays.stream(returns, 0, 300).forEach(atOnce::onReturn);
        atOnce.adopt(outcome, 300);
        Arrays.stream(returns, 300, 300 + late).forEach(atOnce::onReturn);
        play(300, 300 + late);
        ladder.adopt(outcome, 300);
        assertThat(ladder.sigma()).isEqualTo(atOnce.sigma());
        assertThat(ladder.rung()).isEqualTo(VolatilityRung.EGARCH);
    }

    @Test
    void refusesAFitThatIsOutOfItsTime() {
        play(0, 600);
        final FitOutcome<EgarchFit> outcome = EgarchFitter.fit(ladder.fitWindow(), InnovationLaw.NORMAL);
        assertThatIllegalArgumentException().isThrownBy(() -> ladder.adopt(outcome, 601));
        assertThatIllegalArgumentException().isThrownBy(() -> ladder.adopt(outcome, 199));
        ladder.adopt(outcome, 500);
        assertThatIllegalArgumentException()
                .isThrownBy(() -> ladder.adopt(outcome, 499))
                .withMessageContaining("stamp lies in 500..600");
    }

    @Test
    void stepsDownWhereThereIsNoFitAndCountsWhy() {
        play(0, 300);
        fitNow();
        ladder.adopt(new FellBack<>(FallBackReason.NOT_STATIONARY), 300);
        assertThat(ladder.rung()).isEqualTo(VolatilityRung.EWMA);
        assertThat(ladder.fallBacks(FallBackReason.NOT_STATIONARY)).isEqualTo(1);
        play(300, 350);
        assertThat(ladder.steps(VolatilityRung.EGARCH)).isZero();
        fitNow();
        assertThat(ladder.rung()).isEqualTo(VolatilityRung.EGARCH);
    }

    @Test
    void stepsDownWhileAModelHasRunAwayAndUpAgain() {
        play(0, 100);
        // a model that one shock of 30 sigma makes believe in 150 times the usual noise
        final EgarchParameters nervous =
                new EgarchParameters(0, -0.65, 0.4, 0, 0.95, Innovations.NORMAL, EgarchParameters.normalKappa());
        ladder.adopt(new Fitted<>(new EgarchFit(nervous, -13, -13, 0, 1)), 100);
        assertThat(ladder.rung()).isEqualTo(VolatilityRung.EGARCH);
        ladder.onReturn(30 * StrictMath.exp(-6.5));
        assertThat(ladder.rung()).isEqualTo(VolatilityRung.EWMA);
        assertThat(ladder.sigma()).isBetween(5 * StrictMath.exp(-6.5), 15 * StrictMath.exp(-6.5));
        assertThat(ladder.fallBacks(FallBackReason.IMPLAUSIBLE)).isEqualTo(1);
        play(100, 400);
        assertThat(ladder.rung()).isEqualTo(VolatilityRung.EGARCH);
        assertThat(ladder.fallBacks(FallBackReason.IMPLAUSIBLE)).isEqualTo(1);
    }

    @Test
    void doesNotStandOnAModelThatCallsLargeMovesCalm() {
        play(0, 300);
        final EgarchParameters odd =
                new EgarchParameters(0, -0.65, -0.1, 0, 0.95, Innovations.NORMAL, EgarchParameters.normalKappa());
        ladder.adopt(new Fitted<>(new EgarchFit(odd, -13, -13, 0, 1)), 300);
        assertThat(ladder.rung()).isEqualTo(VolatilityRung.EWMA);
        assertThat(ladder.fits()).isZero();
        assertThat(ladder.fallBacks(FallBackReason.IMPLAUSIBLE)).isEqualTo(1);
    }

    @Test
    void stepsDownFromAModelThatLeavesTheNumbers() {
        play(0, 100);
        // after one more return its log-variance is beyond every double
        ladder.adopt(
                new Fitted<>(new EgarchFit(
                        new EgarchParameters(
                                0, 1e308, 0.1, 0, 0.95, Innovations.NORMAL, EgarchParameters.normalKappa()),
                        -13,
                        1e308,
                        0,
                        1)),
                100);
        play(100, 101);
        assertThat(ladder.rung()).isEqualTo(VolatilityRung.EWMA);
        assertThat(ladder.fallBacks(FallBackReason.NOT_FINITE)).isEqualTo(1);
        play(101, 300);
        assertThat(ladder.fallBacks(FallBackReason.NOT_FINITE)).isEqualTo(1);
    }

    @Test
    void isNeverBelowTheFloor() {
        final VolatilityLadder high =
                new VolatilityLadder(new VolatilitySettings(InnovationLaw.NORMAL, 200, 100, 50, 0.9, 10, 0.05));
        Arrays.stream(returns, 0, 200).forEach(high::onReturn);
        assertThat(high.rung()).isEqualTo(VolatilityRung.EWMA);
        assertThat(high.sigma()).isEqualTo(0.05);
        assertThat(high.longRunSigma()).isEqualTo(0.05);
    }

    @Test
    void aMarketThatStandsStillStandsOnTheFloor() {
        for (int i = 0; i < 300; i++) {
            ladder.onReturn(0);
        }
        assertThat(ladder.rung()).isEqualTo(VolatilityRung.FLOOR);
        ladder.adopt(EgarchFitter.fit(ladder.fitWindow(), InnovationLaw.NORMAL), 300);
        assertThat(ladder.rung()).isEqualTo(VolatilityRung.FLOOR);
        assertThat(ladder.fallBacks(FallBackReason.ZERO_VARIANCE)).isEqualTo(1);
        assertThat(ladder.sigma()).isEqualTo(1e-4);
    }

    @Test
    void refusesWhatIsNoReturn() {
        for (double odd : new double[] {Double.NaN, Double.POSITIVE_INFINITY, Double.NEGATIVE_INFINITY}) {
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> ladder.onReturn(odd))
                    .withMessageContaining("logReturn");
        }
        assertThat(ladder.returns()).isZero();
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 5, 299, 350, 460, 700})
    void goesOnFromASnapshotAsIfNothingHadHappened(int cut) {
        playWithFits(ladder, 0, cut);
        final VolatilityLadder restored = Restored.into(new VolatilityLadder(SETTINGS), ladder);
        playWithFits(ladder, cut, 1_000);
        playWithFits(restored, cut, 1_000);
        assertThat(StateComparison.of(ladder, restored, Set.of()).differences()).isEmpty();
        assertThat(ladder.fits()).isGreaterThan(5);
        assertThat(restored.sigma()).isEqualTo(ladder.sigma());
    }

    @Test
    void aReturnAllocatesNothing() {
        assumeTrue(ManagementFactory.getThreadMXBean() instanceof ThreadMXBean);
        final ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
        playWithFits(ladder, 0, 1_000);
        double sum = steady(20_000);
        final long before = threads.getCurrentThreadAllocatedBytes();
        sum += steady(100_000);
        assertThat(threads.getCurrentThreadAllocatedBytes() - before)
                .as("bytes over 100,000 returns")
                .isLessThan(1_000);
        assertThat(sum).isFinite();
        assertThat(ladder.steps(VolatilityRung.EGARCH)).isGreaterThan(100_000);
    }

    private double steady(int count) {
        double sum = 0;
        for (int i = 0; i < count; i++) {
            ladder.onReturn(returns[i % 1_000]);
            sum += ladder.sigma() / ladder.longRunSigma();
        }
        return sum;
    }

    private void play(int from, int to) {
        Arrays.stream(returns, from, to).forEach(ladder::onReturn);
    }

    private EgarchFit fitNow() {
        final FitOutcome<EgarchFit> outcome = EgarchFitter.fit(ladder.fitWindow(), InnovationLaw.NORMAL);
        ladder.adopt(outcome, ladder.returns());
        assertThat(outcome).isInstanceOf(Fitted.class);
        return ((Fitted<EgarchFit>) outcome).fit();
    }

    private void playWithFits(VolatilityLadder on, int from, int to) {
        for (int i = from; i < to; i++) {
            on.onReturn(returns[i]);
            if (on.isFitPossible() && on.returns() % 50 == 0) {
                on.adopt(EgarchFitter.fit(on.fitWindow(), InnovationLaw.NORMAL), on.returns());
            }
        }
    }
}
