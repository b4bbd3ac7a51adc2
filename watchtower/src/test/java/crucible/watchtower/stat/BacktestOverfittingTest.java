package crucible.watchtower.stat;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import crucible.model.Draw;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

class BacktestOverfittingTest {
    private static final long SEED = 17;

    @Test
    void equalsEveryReferenceCase() {
        for (JsonNode test : OracleFile.cases("01b_pbo_cscv.json")) {
            final JsonNode expected = test.get("expected");
            final BacktestOverfitting pbo = BacktestOverfitting.of(
                    columns(test.get("input").get("returns_T_by_N")),
                    test.get("input").get("S").intValue());
            final String id = test.get("id").stringValue();
            assertThat(pbo.probability()).as(id).isEqualTo(number(expected, "pbo"));
            assertThat(pbo.probabilityOfLoss()).isEqualTo(number(expected, "prob_oos_loss"));
            assertThat(pbo.logits()).hasSize(expected.get("n_combinations").intValue());
            final LeastSquares line = pbo.degradation();
            assertClose(line.slope(), number(expected, "slope_oos_on_is"));
            assertClose(line.intercept(), number(expected, "intercept_oos_on_is"));
            assertClose(line.rSquared(), number(expected, "r2"));
            assertClose(Moments.of(pbo.logits()).mean(), number(expected, "mean_logit"));
            final JsonNode choices = expected.get("per_combination");
            for (int i = 0; i < choices.size(); i++) {
                final JsonNode choice = choices.get(i);
                assertClose(pbo.inSampleSharpes()[i], number(choice, "is_sr"));
                assertClose(pbo.outOfSampleSharpes()[i], number(choice, "oos_sr"));
                assertClose(pbo.logits()[i], number(choice, "logit"));
            }
        }
    }

    /** Each half's best is the worse one in the other half: √2 and 3/√2 become 0 and 1/√2. */
    @Test
    void twoTrialsByHand() {
        final BacktestOverfitting pbo =
                BacktestOverfitting.of(List.of(new double[] {1, 3, -1, 1}, new double[] {0, 1, 1, 2}), 2);
        assertThat(pbo.probability()).isEqualTo(1);
        assertThat(pbo.probabilityOfLoss()).isZero();
        assertThat(pbo.logits()).containsExactly(Math.log(0.5), Math.log(0.5));
        assertThat(pbo.inSampleSharpes()[0]).isCloseTo(Math.sqrt(2), within(1e-15));
        assertThat(pbo.inSampleSharpes()[1]).isCloseTo(3 / Math.sqrt(2), within(1e-15));
        assertThat(pbo.outOfSampleSharpes()[0]).isZero();
        assertThat(pbo.outOfSampleSharpes()[1]).isCloseTo(1 / Math.sqrt(2), within(1e-15));
        assertThat(pbo.degradation().slope()).isCloseTo(1, within(1e-14));
    }

    @Test
    void equalsTheSlowJudge() {
        for (int round = 0; round < 10; round++) {
            final int blocks = 2 + 2 * (round % 4);
            final List<double[]> trials = noise(round, 3 + round, 5 * blocks + round % 3);
            final BacktestOverfitting pbo = BacktestOverfitting.of(trials, blocks);
            final double[] judged = slowly(trials, blocks);
            assertThat(pbo.logits()).as("seed %d round %d", SEED, round).containsExactly(judged, within(1e-12));
        }
    }

    @Test
    void scaleAndOrderOfTrialsChangeNothing() {
        final List<double[]> trials = noise(3, 12, 96);
        final double plain = BacktestOverfitting.of(trials, 8).probability();
        final List<double[]> other = new ArrayList<>();
        for (int i = trials.size() - 1; i >= 0; i--) {
            final double factor = 1 + i;
            other.add(Arrays.stream(trials.get(i)).map(value -> value * factor).toArray());
        }
        assertThat(BacktestOverfitting.of(other, 8).probability()).isEqualTo(plain);
    }

    @Test
    void aTrialThatIsReallyBetterIsNotOverfit() {
        final List<double[]> trials = noise(5, 20, 400);
        trials.set(7, Arrays.stream(trials.get(7)).map(value -> value + 0.5).toArray());
        assertThat(BacktestOverfitting.of(trials, 8).probability()).isZero();
    }

    /** Of skill-free trials, the best on one half is anywhere on the other. */
    @Test
    void pureLuckIsOverfitHalfOfTheTime() {
        final Moments probabilities = new Moments();
        for (int round = 0; round < 60; round++) {
            probabilities.add(
                    BacktestOverfitting.of(noise(100 + round, 20, 80), 8).probability());
        }
        assertThat(probabilities.mean()).as("seed %d", SEED).isBetween(0.4, 0.6);
    }

    @Test
    void whatHasNoSharpeRatioInSomeHalfIsLeftOut() {
        final List<double[]> trials = noise(1, 4, 40);
        final double plain = BacktestOverfitting.of(trials, 4).probability();
        final double[] idle = new double[40];
        final double[] traded = new double[40];
        Arrays.fill(traded, 20, 30, 0.01);
        traded[25] = 0.02;
        trials.add(idle);
        trials.add(traded);
        final BacktestOverfitting pbo = BacktestOverfitting.of(trials, 4);
        assertThat(pbo.trials()).isEqualTo(4);
        assertThat(pbo.trialsLeftOut()).isEqualTo(2);
        assertThat(pbo.probability()).isEqualTo(plain);
        assertThat(BacktestOverfitting.of(List.of(idle, traded), 4).probability())
                .isNaN();
    }

    @Test
    void belowTheFloorNoJudgeMayUseIt() {
        assertThat(BacktestOverfitting.of(noise(1, 9, 200), 8).power())
                .isEqualTo(BacktestOverfitting.Power.TOO_FEW_TRIALS);
        assertThat(BacktestOverfitting.of(noise(1, 10, 200), 6).power())
                .isEqualTo(BacktestOverfitting.Power.TOO_FEW_BLOCKS);
        assertThat(BacktestOverfitting.of(noise(1, 10, 79), 8).power())
                .isEqualTo(BacktestOverfitting.Power.TOO_FEW_ROWS);
        assertThat(BacktestOverfitting.of(noise(1, 10, 80), 8).power()).isEqualTo(BacktestOverfitting.Power.SUFFICIENT);
    }

    @Test
    void refusesWhatCannotBeSplit() {
        assertThatThrownBy(() -> BacktestOverfitting.of(noise(1, 3, 40), 5)).hasMessageContaining("blocks is an even");
        assertThatThrownBy(() -> BacktestOverfitting.of(List.of(), 4)).hasMessageContaining("holds a trial");
        assertThatThrownBy(() -> BacktestOverfitting.of(List.of(new double[4], new double[5]), 4))
                .hasMessageContaining("trialReturns[1] is as long as the first, 4, but was 5");
    }

    /** By the definition: every choice of blocks as a number's bits, series put together, everything sorted. */
    private static double[] slowly(List<double[]> trials, int blocks) {
        final int rows = trials.get(0).length / blocks;
        final int first = trials.get(0).length - rows * blocks;
        final List<Double> logits = new ArrayList<>();
        // Lexicographic in the chosen blocks is descending in the number whose highest bit is block 0.
        for (int bits = (1 << blocks) - 1; bits >= 0; bits--) {
            if (Integer.bitCount(bits) != blocks / 2) {
                continue;
            }
            final double[] here = new double[trials.size()];
            final double[] there = new double[trials.size()];
            for (int trial = 0; trial < here.length; trial++) {
                final Moments in = new Moments();
                final Moments out = new Moments();
                for (int i = 0; i < rows * blocks; i++) {
                    final boolean chosen = (bits >> (blocks - 1 - i / rows) & 1) == 1;
                    (chosen ? in : out).add(trials.get(trial)[first + i]);
                }
                here[trial] = in.sharpe();
                there[trial] = out.sharpe();
            }
            int best = 0;
            for (int trial = 1; trial < here.length; trial++) {
                best = here[trial] > here[best] ? trial : best;
            }
            final double reached = there[best];
            final double rank =
                    Arrays.stream(there).filter(value -> value <= reached).count();
            final double omega = rank / (here.length + 1);
            logits.add(Math.log(omega / (1 - omega)));
        }
        return logits.stream().mapToDouble(Double::doubleValue).toArray();
    }

    private static List<double[]> noise(int round, int trials, int rows) {
        final List<double[]> all = new ArrayList<>();
        for (int trial = 0; trial < trials; trial++) {
            final double[] returns = new double[rows];
            for (int i = 0; i < rows; i++) {
                returns[i] = Normal.inverse(Draw.uniform(SEED, "return", round, trial, i) + 0x1p-54);
            }
            all.add(returns);
        }
        return all;
    }

    private static List<double[]> columns(JsonNode rows) {
        final List<double[]> columns = new ArrayList<>();
        for (int column = 0; column < rows.get(0).size(); column++) {
            final int index = column;
            columns.add(rows.valueStream()
                    .mapToDouble(row -> row.get(index).doubleValue())
                    .toArray());
        }
        return columns;
    }

    private static double number(JsonNode node, String name) {
        return node.get(name).doubleValue();
    }

    private static void assertClose(double actual, double expected) {
        assertThat(actual).isCloseTo(expected, within(Math.max(1e-15, Math.abs(expected) * 1e-10)));
    }
}
