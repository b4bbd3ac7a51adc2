package crucible.watchtower.stat;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.SplittableRandom;
import org.assertj.core.data.Percentage;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

class StationaryBootstrapTest {
    private static final String FILE = "09_multiple_testing_bootstrap_cs.json";
    private static final long SEED = 3;

    @Test
    void aPathIsTheReferences() {
        final JsonNode test = OracleFile.caseOf(FILE, "stationary_bootstrap_path");
        final double[] starts = OracleFile.numbers(test.get("input").get("start_draws"));
        final double[] flags = OracleFile.numbers(test.get("input").get("new_block_flags"));
        final int[] from = new int[starts.length];
        final boolean[] begins = new boolean[starts.length];
        for (int i = 0; i < starts.length; i++) {
            from[i] = (int) starts[i];
            begins[i] = flags[i] != 0;
        }
        final double[] expected = OracleFile.numbers(test.get("expected").get("indices"));
        final int[] path = StationaryBootstrap.path(from, begins);
        for (int i = 0; i < path.length; i++) {
            assertThat(path[i]).isEqualTo((int) expected[i]);
        }
    }

    @Test
    void theLengthOfBlocksIsTheReferences() {
        final JsonNode memory = OracleFile.caseOf(FILE, "politis_white_ar1_300");
        assertThat(StationaryBootstrap.blockLength(
                        OracleFile.numbers(memory.get("input").get("series"))))
                .isCloseTo(memory.get("expected").get("stationary").doubleValue(), Percentage.withPercentage(1e-7));
        final double[] closes = OracleFile.closesOfEth();
        final double[] sizes = new double[closes.length - 1];
        for (int i = 0; i < sizes.length; i++) {
            sizes[i] = Math.abs(100 * (Math.log(closes[i + 1]) - Math.log(closes[i])));
        }
        assertThat(StationaryBootstrap.blockLength(sizes))
                .isCloseTo(
                        OracleFile.caseOf(FILE, "politis_white_eth5m_abs")
                                .get("expected")
                                .get("stationary")
                                .doubleValue(),
                        Percentage.withPercentage(1e-7));
    }

    @Test
    void anIntervalHoldsTheTruthAboutAsOftenAsItSays() {
        final SplittableRandom random = new SplittableRandom(SEED);
        int holds = 0;
        final int rounds = 300;
        for (int round = 0; round < rounds; round++) {
            final double[] series = new double[200];
            double last = 0;
            for (int i = 0; i < series.length; i++) {
                last = 0.3 * last + random.nextDouble() - 0.5;
                series[i] = last;
            }
            final StationaryBootstrap.Interval interval = StationaryBootstrap.interval(
                    series, drawn -> Moments.of(drawn).mean(), 8, 300, 0.9, round);
            assertThat(interval.low()).isLessThanOrEqualTo(interval.high());
            holds += interval.low() <= 0 && interval.high() >= 0 ? 1 : 0;
        }
        assertThat((double) holds / rounds).as("seed %d", SEED).isBetween(0.80, 0.96);
    }

    @Test
    void whatDoesNotVaryHasNoSharpeRatioAnywhere() {
        final StationaryBootstrap.Interval interval = StationaryBootstrap.interval(
                new double[] {1, 1, 1}, drawn -> Moments.of(drawn).sharpe(), 1, 10, 0.9, SEED);
        assertThat(interval.value()).isNaN();
        assertThat(interval.low()).isNaN();
        assertThat(interval.undefined()).isEqualTo(10);
        assertThat(StationaryBootstrap.blockLength(new double[20])).isNaN();
        assertThatThrownBy(() -> StationaryBootstrap.interval(new double[] {1}, drawn -> 0, 1, 1, 0.9, 1))
                .hasMessageContaining("two numbers");
        assertThat(StationaryBootstrap.interval(new double[] {1, 2}, drawn -> drawn[0], 1, 50, 0.9, 1)
                        .value())
                .isCloseTo(1, within(0.0));
    }
}
