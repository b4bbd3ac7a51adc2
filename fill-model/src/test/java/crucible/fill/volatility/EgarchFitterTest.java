package crucible.fill.volatility;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import crucible.fill.volatility.FitOutcome.FellBack;
import crucible.fill.volatility.FitOutcome.Fitted;
import java.util.Arrays;
import java.util.SplittableRandom;
import java.util.function.IntToDoubleFunction;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class EgarchFitterTest {
    private static final EgarchParameters NORMAL_MARKET = market(Innovations.NORMAL);
    private static final EgarchParameters HEAVY_TAILS = market(5);

    /** 5m bars with a standard deviation of about 15 bps, whose falls make more noise than their rises. */
    private static EgarchParameters market(double nu) {
        return new EgarchParameters(2e-6, -13 * 0.05, 0.2, -0.06, 0.95, nu, Innovations.meanAbsolute(nu));
    }

    @Test
    void findsTheParametersOfASeriesThatHasThem() {
        final EgarchFit normal = fitted(Simulated.egarch(NORMAL_MARKET, 1, 20_000), InnovationLaw.NORMAL);
        assertNear(normal.parameters(), NORMAL_MARKET);
        final EgarchFit tails = fitted(Simulated.egarch(HEAVY_TAILS, 2, 20_000), InnovationLaw.STUDENT_T);
        assertNear(tails.parameters(), HEAVY_TAILS);
        assertThat(tails.parameters().nu()).isCloseTo(5, within(0.5));
    }

    private static void assertNear(EgarchParameters found, EgarchParameters truth) {
        assertThat(found.alpha()).isCloseTo(truth.alpha(), within(0.02));
        assertThat(found.gamma()).isCloseTo(truth.gamma(), within(0.02));
        assertThat(found.beta()).isCloseTo(truth.beta(), within(0.01));
        assertThat(found.longRunLogVariance()).isCloseTo(truth.longRunLogVariance(), within(0.1));
    }

    @ParameterizedTest
    @EnumSource(InnovationLaw.class)
    void isNoLessLikelyThanTheTruth(InnovationLaw law) {
        for (long seed = 1; seed <= 8; seed++) {
            final EgarchParameters truth = law == InnovationLaw.NORMAL ? NORMAL_MARKET : HEAVY_TAILS;
            final double[] returns = Simulated.egarch(truth, seed, 2_000);
            final double ofTruth = EgarchPath.of(truth, returns, truth.firstLogVariance(returns))
                    .logLikelihood();
            assertThat(fitted(returns, law).logLikelihood()).as("seed %d", seed).isGreaterThan(ofTruth - 1e-3);
        }
    }

    @ParameterizedTest
    @ValueSource(doubles = {1e-6, 100, 1e12})
    void doesNotDependOnTheUnitOfReturns(double unit) {
        final double[] returns = Simulated.egarch(HEAVY_TAILS, 3, 2_000);
        final EgarchFit fit = fitted(returns, InnovationLaw.STUDENT_T);
        final EgarchFit scaled =
                fitted(Arrays.stream(returns).map(r -> unit * r).toArray(), InnovationLaw.STUDENT_T);
        final double logUnit = Math.log(unit);
        assertThat(scaled.parameters().alpha()).isCloseTo(fit.parameters().alpha(), within(1e-4));
        assertThat(scaled.parameters().beta()).isCloseTo(fit.parameters().beta(), within(1e-4));
        assertThat(scaled.nextLogVariance()).isCloseTo(fit.nextLogVariance() + 2 * logUnit, within(1e-3));
        assertThat(scaled.logLikelihood()).isCloseTo(fit.logLikelihood() - 2_000 * logUnit, within(1e-3));
    }

    @Test
    void saysWhatItsPathIs() {
        final double[] returns = Simulated.egarch(HEAVY_TAILS, 4, 2_000);
        final EgarchFit fit = fitted(returns, InnovationLaw.STUDENT_T);
        final EgarchPath path = EgarchPath.of(fit.parameters(), returns, fit.firstLogVariance());
        assertThat(path.nextLogVariance()).isEqualTo(fit.nextLogVariance());
        assertThat(path.logLikelihood()).isEqualTo(fit.logLikelihood());
        assertThat(fit.firstLogVariance()).isEqualTo(fit.parameters().firstLogVariance(returns));
        assertThat(fit.parameters().kappa())
                .isEqualTo(Innovations.meanAbsolute(fit.parameters().nu()));
    }

    @Test
    void beginsWhereItIsTold() {
        final double[] returns = Simulated.egarch(NORMAL_MARKET, 5, 500);
        final FitOutcome<EgarchFit> outcome = EgarchFitter.fit(returns, InnovationLaw.NORMAL, -12.5);
        assertThat(((Fitted<EgarchFit>) outcome).fit().firstLogVariance()).isEqualTo(-12.5);
        assertThat(((Fitted<EgarchFit>) outcome).fit().logLikelihood())
                .isNotEqualTo(fitted(returns, InnovationLaw.NORMAL).logLikelihood());
    }

    /** The last bit of each number is a property of the project, whatever the JVM. */
    @Test
    void isTheSameToTheLastBitEverywhere() {
        final EgarchFit normal = fitted(Simulated.egarch(NORMAL_MARKET, 42, 600), InnovationLaw.NORMAL);
        assertThat(normal.parameters().beta()).isEqualTo(0.953674002024644);
        assertThat(normal.nextLogVariance()).isEqualTo(-13.015582897408462);
        final EgarchFit tails = fitted(Simulated.egarch(HEAVY_TAILS, 42, 600), InnovationLaw.STUDENT_T);
        assertThat(tails.parameters().beta()).isEqualTo(0.9623835676694575);
        assertThat(tails.parameters().nu()).isEqualTo(4.352913835096596);
        assertThat(tails.nextLogVariance()).isEqualTo(-11.859641841521302);
    }

    @Test
    void fallsBackOnWhatIsTooShortOrNoNumberOrDoesNotVary() {
        final SplittableRandom random = new SplittableRandom(6);
        final double[] noise = series(100, i -> Simulated.normal(random));
        assertFellBack(Arrays.copyOf(noise, GarchFitter.FEWEST_RETURNS - 1), FallBackReason.TOO_FEW_RETURNS);
        assertFellBack(new double[0], FallBackReason.TOO_FEW_RETURNS);
        assertThat(EgarchFitter.fit(Arrays.copyOf(noise, EgarchFitter.FEWEST_RETURNS - 1), InnovationLaw.NORMAL))
                .isEqualTo(new FellBack<EgarchFit>(FallBackReason.TOO_FEW_RETURNS));
        for (double odd : new double[] {Double.NaN, Double.POSITIVE_INFINITY, Double.NEGATIVE_INFINITY, 1e200}) {
            final double[] returns = noise.clone();
            returns[50] = odd;
            assertFellBack(returns, FallBackReason.NOT_FINITE);
        }
        assertFellBack(series(100, i -> 0), FallBackReason.ZERO_VARIANCE);
        assertFellBack(series(100, i -> 0.0123), FallBackReason.ZERO_VARIANCE);
        assertFellBack(series(100, i -> 1 + 1e-14 * noise[i]), FallBackReason.ZERO_VARIANCE);
        assertFellBack(series(100, i -> 1e-200 * noise[i]), FallBackReason.ZERO_VARIANCE);
    }

    @Test
    void fallsBackWhereShocksDoNotFade() {
        for (long seed = 7; seed <= 9; seed++) {
            final SplittableRandom random = new SplittableRandom(seed);
            // noise that gets less all the time, by a thousandth a return
            final double[] calming = series(2_000, i -> StrictMath.exp(-i / 1000.0) * Simulated.normal(random));
            for (InnovationLaw law : InnovationLaw.values()) {
                assertThat(EgarchFitter.fit(calming, law))
                        .as("seed %d", seed)
                        .isEqualTo(new FellBack<EgarchFit>(FallBackReason.NOT_STATIONARY));
            }
        }
    }

    @Test
    void fallsBackWhereTailsHaveNoEnd() {
        final SplittableRandom random = new SplittableRandom(8);
        // nine returns of ten are exactly nothing: the more so the closer ν comes to 2
        final double[] still = series(2_000, i -> random.nextInt(10) == 0 ? Simulated.normal(random) : 0);
        assertThat(EgarchFitter.fit(still, InnovationLaw.STUDENT_T))
                .isEqualTo(new FellBack<EgarchFit>(FallBackReason.AT_BOUND));
    }

    /** Whatever a series looks like, there is an outcome, and a fit is one that a ladder can stand on. */
    @Test
    void neverThrows() {
        final long seed = 9;
        final SplittableRandom random = new SplittableRandom(seed);
        for (int i = 0; i < 40; i++) {
            final double[] returns = awkward(random, i);
            for (InnovationLaw law : InnovationLaw.values()) {
                final String what = "seed " + seed + ", series " + i + ", " + law;
                final String outcome = EgarchFitter.fit(returns, law)
                        .visit(new FitOutcome.Visitor<EgarchFit, String>() {
                            @Override
                            public String fitted(EgarchFit fit) {
                                assertThat(fit.nextLogVariance()).as(what).isFinite();
                                assertThat(fit.logLikelihood()).as(what).isFinite();
                                return "fitted";
                            }

                            @Override
                            public String fellBack(FallBackReason reason) {
                                return reason.name();
                            }
                        });
                assertThat(outcome).as(what).isNotEmpty();
                assertThat(GarchFitter.fit(returns, law)).as(what).isNotNull();
            }
        }
    }

    private static double[] awkward(SplittableRandom random, int kind) {
        final int count = 30 + random.nextInt(200);
        final double scale = StrictMath.pow(10, -12 + 20 * random.nextDouble());
        final int spike = random.nextInt(count);
        return switch (kind % 8) {
            case 0 -> series(count, i -> i == spike ? 1e6 * scale : scale * Simulated.normal(random));
            case 1 -> series(count, i -> i == spike ? scale : 0);
            case 2 -> series(count, i -> i % 2 == 0 ? scale : -scale);
            case 3 -> series(count, i -> scale * i);
            case 4 -> series(count, i -> scale * StrictMath.exp(0.2 * i));
            case 5 -> series(count, i -> scale * random.nextInt(3));
            case 6 -> series(count, i -> scale / (1e-9 + random.nextDouble()));
            default -> series(count, i -> i < spike ? 0 : scale * Simulated.normal(random));
        };
    }

    private static double[] series(int count, IntToDoubleFunction value) {
        final double[] returns = new double[count];
        for (int i = 0; i < count; i++) {
            returns[i] = value.applyAsDouble(i);
        }
        return returns;
    }

    private static EgarchFit fitted(double[] returns, InnovationLaw law) {
        final FitOutcome<EgarchFit> outcome = EgarchFitter.fit(returns, law);
        assertThat(outcome).isInstanceOf(Fitted.class);
        return ((Fitted<EgarchFit>) outcome).fit();
    }

    private static void assertFellBack(double[] returns, FallBackReason reason) {
        for (InnovationLaw law : InnovationLaw.values()) {
            assertThat(EgarchFitter.fit(returns, law)).isEqualTo(new FellBack<EgarchFit>(reason));
            assertThat(GarchFitter.fit(returns, law)).isEqualTo(new FellBack<GarchFit>(reason));
        }
    }
}
