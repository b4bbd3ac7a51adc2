package crucible.fill.spread;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import crucible.fill.ReferenceCase;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

/** Every estimate of the reference cases. */
class SpreadOracleTest {
    private static final String FILE = "11_spread_impact.json";

    @ParameterizedTest
    @ValueSource(strings = {"bidask_sim_3000", "eth5m", "hand_4bars"})
    void everyEstimateOfTheReference(String id) {
        final JsonNode test = ReferenceCase.of(FILE, id);
        final double[][] bars = bars(test.get("input").get("ohlc"));
        final JsonNode expected = test.get("expected");
        final double tolerance = test.get("tolerance").get("abs").doubleValue();
        compare(signed(SpreadEstimator.CORWIN_SCHULTZ, bars), expected, "corwin_schultz_signed_mean", tolerance);
        compare(used(SpreadEstimator.CORWIN_SCHULTZ, bars), expected, "corwin_schultz_negatives_zeroed", tolerance);
        compare(
                used(SpreadEstimator.CORWIN_SCHULTZ_UNADJUSTED, bars),
                expected,
                "corwin_schultz_no_overnight_adjustment_zeroed",
                tolerance);
        compare(signed(SpreadEstimator.ABDI_RANALDO, bars), expected, "abdi_ranaldo_signed", tolerance);
        compare(used(SpreadEstimator.ABDI_RANALDO, bars), expected, "abdi_ranaldo_two_day_corrected", tolerance);
        compare(signed(SpreadEstimator.ROLL, bars), expected, "roll_signed", tolerance);
        compare(signed(SpreadEstimator.EDGE, bars), expected, "edge_signed", tolerance);
    }

    @ParameterizedTest
    @ValueSource(strings = {"bidask_sim_3000", "eth5m", "hand_4bars"})
    void thePairsOfCorwinAndSchultz(String id) {
        final JsonNode test = ReferenceCase.of(FILE, id);
        final double[][] bars = bars(test.get("input").get("ohlc"));
        final double[] pairs = ReferenceCase.numbers(test.get("expected").get("per_pair_cs_first5"));
        final RollingSpread pair = new RollingSpread(SpreadEstimator.CORWIN_SCHULTZ, 2);
        pair.onBar(bars[0][0], bars[0][1], bars[0][2], bars[0][3]);
        for (int i = 0; i < pairs.length; i++) {
            final double[] bar = bars[i + 1];
            pair.onBar(bar[0], bar[1], bar[2], bar[3]);
            assertThat(pair.signedFrac()).as("pair %d of %s", i, id).isCloseTo(pairs[i], within(1e-10));
        }
    }

    private static void compare(double was, JsonNode expected, String name, double tolerance) {
        assertThat(was).as(name).isCloseTo(expected.get(name).doubleValue(), within(tolerance));
    }

    private static double signed(SpreadEstimator estimator, double[][] bars) {
        return over(estimator, bars).signedFrac();
    }

    private static double used(SpreadEstimator estimator, double[][] bars) {
        return over(estimator, bars).spreadFrac();
    }

    private static RollingSpread over(SpreadEstimator estimator, double[][] bars) {
        final RollingSpread spread = new RollingSpread(estimator, bars.length);
        for (double[] bar : bars) {
            spread.onBar(bar[0], bar[1], bar[2], bar[3]);
        }
        return spread;
    }

    /** Open, high, low and close of each bar: from a file that the case names, or the case itself. */
    private static double[][] bars(JsonNode ohlc) {
        final List<double[]> columns = ohlc.isObject()
                ? List.of(
                        ReferenceCase.numbers(ohlc.get("open")),
                        ReferenceCase.numbers(ohlc.get("high")),
                        ReferenceCase.numbers(ohlc.get("low")),
                        ReferenceCase.numbers(ohlc.get("close")))
                : ReferenceCase.columns(ohlc.stringValue().split(" ")[0], "open", "high", "low", "close");
        final double[][] bars = new double[columns.get(0).length][4];
        for (int i = 0; i < bars.length; i++) {
            for (int k = 0; k < 4; k++) {
                bars[i][k] = columns.get(k)[i];
            }
        }
        return bars;
    }
}
