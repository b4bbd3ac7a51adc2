package crucible.server.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.JsonNode;

class EProcessStatisticTest {
    private final StatsCalculator stats = new StatsCalculator();

    /** 1 + 0.1 · 178.3/32, where 178.3 is the sum of bets and parts. */
    @Test
    void oneReturnByHand() {
        final JsonNode answer = stats.ask("eprocess", "{\"returns\":[0.1]}");
        assertThat(answer.get("eValue").doubleValue()).isCloseTo(1.5571875, within(1e-14));
        assertThat(answer.get("lossBound").doubleValue()).isEqualTo(0.1);
        assertThat(answer.get("threshold").intValue()).isEqualTo(100);
        assertThat(answer.get("firstCrossing").isNull()).isTrue();
        assertThat(answer.get("path").size()).isEqualTo(1);
    }

    @Test
    void whatItPrintsIsEnoughToRecomputeIt() {
        final double[] returns = {0.05, -0.03, 0.08, 0.1, 0.02, 0.09};
        final JsonNode answer = stats.ask(
                "eprocess", "{\"returns\":[0.05,-0.03,0.08,0.1,0.02,0.09],\"lossBound\":0.05,\"threshold\":5}");
        final JsonNode bets = answer.get("bets");
        final double[] wealth = new double[bets.size()];
        for (int k = 0; k < wealth.length; k++) {
            wealth[k] = answer.get("weights").get(k).doubleValue();
        }
        int first = -1;
        for (int i = 0; i < returns.length; i++) {
            double sum = 0;
            for (int k = 0; k < wealth.length; k++) {
                wealth[k] *= 1 + bets.get(k).doubleValue() * returns[i];
                sum += wealth[k];
            }
            assertThat(answer.get("path").get(i).doubleValue()).isCloseTo(sum, within(1e-12 * sum));
            first = first < 0 && sum >= 5 ? i : first;
        }
        assertThat(first).isPositive();
        assertThat(answer.get("firstCrossing").intValue()).isEqualTo(first);
        assertThat(answer.get("eValue")).isEqualTo(answer.get("path").get(5));
        assertThat(answer.get("status").stringValue()).isEqualTo("SOUND");
    }

    @Test
    void aBrokenBoundIsCountedAndMarked() {
        final JsonNode answer = stats.ask("eprocess", "{\"returns\":[0.02,-0.2,-0.11,0.01]}");
        assertThat(answer.get("boundBreaks").intValue()).isEqualTo(2);
        assertThat(answer.get("status").stringValue()).isEqualTo("BOUND_BROKEN");
        assertThat(answer.get("maximum").doubleValue())
                .isEqualTo(answer.get("path").get(0).doubleValue());
    }

    @Test
    void nothingSeenIsNoEvidence() {
        final JsonNode answer = stats.ask("eprocess", "{\"returns\":[]}");
        assertThat(answer.get("eValue").intValue()).isEqualTo(1);
        assertThat(answer.get("path").isEmpty()).isTrue();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{}                                     | returns is missing",
                "{\"returns\":[0.1],\"lossBound\":0}    | lossBound lies in [1e-9, 1], but was 0",
                "{\"returns\":[0.1],\"lossBound\":10}   | lossBound lies in",
                "{\"returns\":[0.1],\"threshold\":1}    | threshold is above 1, but was 1",
                "{\"returns\":[0.1],\"bound\":1}        | bound is not a field",
            })
    void badInputIsWrongUsage(String request, String message) {
        assertThat(stats.refusal("eprocess", request)).contains(message);
    }
}
