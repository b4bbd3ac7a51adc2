package crucible.server.cli;

import static crucible.server.cli.StatsCalculator.assertClose;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

class PboStatisticTest {
    private final StatsCalculator stats = new StatsCalculator();

    @Test
    void equalsEveryReferenceCase() {
        for (JsonNode test : StatsCalculator.cases("01b_pbo_cscv.json")) {
            final ObjectNode request = StatsCalculator.request();
            request.set(
                    "trialReturns", StatsCalculator.trialsOf(test.get("input").get("returns_T_by_N")));
            request.set("blocks", test.get("input").get("S"));
            final JsonNode answer = stats.ask("pbo", request);
            final JsonNode expected = test.get("expected");
            assertThat(answer.get("pbo").doubleValue())
                    .isEqualTo(expected.get("pbo").doubleValue());
            assertThat(answer.get("choices").intValue())
                    .isEqualTo(expected.get("n_combinations").intValue());
            assertThat(answer.get("probabilityOfLoss").doubleValue())
                    .isEqualTo(expected.get("prob_oos_loss").doubleValue());
            assertClose(answer.get("slope"), expected.get("slope_oos_on_is"), 1e-10);
            assertClose(answer.get("meanLogit"), expected.get("mean_logit"), 1e-10);
            final JsonNode choices = expected.get("per_combination");
            for (int i = 0; i < choices.size(); i++) {
                final double logit = choices.get(i).get("logit").doubleValue();
                assertThat(answer.get("logits").get(i).doubleValue()).isCloseTo(logit, within(1e-10));
            }
        }
    }

    @Test
    void belowItsPowerFloorItSaysSo() {
        final JsonNode answer = stats.ask("pbo", "{\"trialReturns\":[[1,3,-1,1],[0,1,1,2]],\"blocks\":2}");
        assertThat(answer.get("status").stringValue()).isEqualTo("NOT_RUN");
        assertThat(answer.get("reason").stringValue()).isEqualTo("TOO_FEW_TRIALS");
        assertThat(answer.get("logits").get(0).doubleValue()).isCloseTo(-0.6931471805599453, within(1e-15));
    }

    @Test
    void withEnoughOfAllItIsRun() {
        final ObjectNode request = StatsCalculator.request();
        for (int trial = 0; trial < 10; trial++) {
            request.withArray("trialReturns").addArray();
            for (int row = 0; row < 80; row++) {
                request.withArray("trialReturns").get(trial).asArray().add((row * 37 + trial * 11) % 23 - 11);
            }
        }
        request.put("blocks", 8);
        final JsonNode answer = stats.ask("pbo", request);
        assertThat(answer.get("status").stringValue()).isEqualTo("RUN");
        assertThat(answer.has("reason")).isFalse();
        assertThat(answer.get("choices").intValue()).isEqualTo(70);
    }

    @Test
    void oneTrialHasNoRank() {
        final JsonNode answer = stats.ask("pbo", "{\"trialReturns\":[[1,3,-1,1]],\"blocks\":2}");
        assertThat(answer.get("pbo").isNull()).isTrue();
        assertThat(answer.get("slope").isNull()).isTrue();
        assertThat(answer.get("logits").isEmpty()).isTrue();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{\"blocks\":4}                                         | trialReturns is missing",
                "{\"trialReturns\":[],\"blocks\":4}                     | trialReturns holds a trial",
                "{\"trialReturns\":[[1,2],[1]],\"blocks\":2}            | trialReturns[1] is as long as the first, 2, but was 1",
                "{\"trialReturns\":[[1,2]],\"blocks\":3}                | blocks is an even number from 2 to 20, but was 3",
                "{\"trialReturns\":[[1,2]],\"blocks\":2.5}              | blocks is a whole number",
                "{\"trialReturns\":[[1,2]],\"blocks\":22}               | blocks is an even number",
                "{\"trialReturns\":[[1,2]],\"blocks\":2,\"s\":2}        | s is not a field",
            })
    void badInputIsWrongUsage(String request, String message) {
        assertThat(stats.refusal("pbo", request)).contains(message);
    }
}
