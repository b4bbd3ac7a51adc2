package crucible.server.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

class SpreadStatisticTest {
    private static final String BARS = "\"bars\":[[99,101,99,101],[99,101,99,99],[99,101,99,101],[99,101,99,99]]";

    private final StatsCalculator stats = new StatsCalculator();

    @ParameterizedTest
    @CsvSource({
        "corwin-schultz, corwin_schultz_negatives_zeroed, corwin_schultz_signed_mean",
        "corwin-schultz-unadjusted, corwin_schultz_no_overnight_adjustment_zeroed, ",
        "abdi-ranaldo, abdi_ranaldo_two_day_corrected, abdi_ranaldo_signed",
        "roll, roll_signed, roll_signed",
        "edge, , edge_signed",
    })
    void everyEstimatorOfTheReferenceInBasisPoints(String estimator, String used, String signed) {
        final JsonNode test = StatsCalculator.caseOf("11_spread_impact.json", "hand_4bars");
        final JsonNode answer = stats.ask("spread", request(test.get("input").get("ohlc"), estimator));
        compare(
                answer.get("spreadBps"),
                used == null ? null : test.get("expected").get(used));
        if (signed != null) {
            compare(answer.get("signedBps"), test.get("expected").get(signed));
        }
        assertThat(answer.get("terms").intValue()).isEqualTo(estimator.equals("roll") ? 2 : 3);
    }

    private static void compare(JsonNode was, JsonNode expectedFrac) {
        if (expectedFrac == null) {
            assertThat(was.isNull()).isTrue();
        } else {
            assertThat(was.doubleValue()).isCloseTo(1e4 * expectedFrac.doubleValue(), within(1e-6));
        }
    }

    private static ObjectNode request(JsonNode ohlc, String estimator) {
        final ObjectNode request = StatsCalculator.request();
        final ArrayNode bars = request.putArray("bars");
        for (int i = 0; i < ohlc.get("open").size(); i++) {
            final ObjectNode bar = bars.addObject().put("openTimeMs", 300_000L * i);
            for (String name : ohlc.propertyNames()) {
                bar.set(name, ohlc.get(name).get(i));
            }
        }
        return request.put("estimator", estimator);
    }

    @Test
    void aTickIsTheFloor() {
        final String request = "{" + BARS + ",\"estimator\":\"corwin-schultz\",\"tickSize\":";
        assertThat(stats.ask("spread", request + "9.9}").get("spreadBps").doubleValue())
                .isCloseTo(1000, within(1e-9));
        assertThat(stats.ask("spread", request + "0.1}").get("spreadBps").doubleValue())
                .isCloseTo(200, within(1e-9));
    }

    @ParameterizedTest
    @ValueSource(strings = {"corwin-schultz", "abdi-ranaldo", "roll", "edge"})
    void tooFewBarsHaveNoSpread(String estimator) {
        for (String bars : new String[] {"[]", "[[99,101,99,101]]"}) {
            final JsonNode answer =
                    stats.ask("spread", "{\"bars\":" + bars + ",\"tickSize\":1,\"estimator\":\"" + estimator + "\"}");
            assertThat(answer.get("spreadBps").isNull()).isTrue();
            assertThat(answer.get("signedBps").isNull()).isTrue();
            assertThat(answer.get("terms").intValue()).isZero();
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{\"estimator\":\"roll\"}                                | bars is missing",
                "{\"bars\":[[1,1,1,1]]}                                  | estimator is one of corwin-schultz,",
                "{\"bars\":[[1,1,1,1]],\"estimator\":\"rol\"}            | edge, but was \"rol\"",
                "{\"bars\":[[1,1,1,1]],\"estimator\":3}                  | edge, but was 3",
                "{\"bars\":[[1,1,1]],\"estimator\":\"roll\"}             | bars[0] is an object with, or a list of, open",
                "{\"bars\":[7],\"estimator\":\"roll\"}                   | bars[0] is an object with, or a list of, open",
                "{\"bars\":[{\"open\":1}],\"estimator\":\"roll\"}        | bars[0].high is a finite number, but was missing",
                "{\"bars\":[[1,1,1,\"1\"]],\"estimator\":\"roll\"}       | bars[0][3] is a finite number, but was \"1\"",
                "{\"bars\":[[1,1,1,1],[1,1,2,1]],\"estimator\":\"roll\"} | bars[1]: required: 0 < low <= open",
                "{\"bars\":[],\"estimator\":\"roll\",\"tickSize\":0}     | tickSize is above 0, but was 0",
                "{\"bars\":[],\"estimator\":\"roll\",\"tick\":1}         | tick is not a field of this request",
            })
    void badInputIsWrongUsageAndNamesTheField(String request, String message) {
        assertThat(stats.refusal("spread", request)).contains(message);
    }
}
