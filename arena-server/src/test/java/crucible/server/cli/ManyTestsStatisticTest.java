package crucible.server.cli;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/** {@code bh}, {@code bootstrap} and {@code effective-trials} as a user calls them. */
class ManyTestsStatisticTest {
    private final StatsCalculator stats = new StatsCalculator();

    @Test
    void adjustedPValuesComeInTheirOrder() {
        final JsonNode answer = stats.ask("bh", "{\"p\":[0.04,0.01,0.03],\"alpha\":0.03}");
        assertThat(answer.get("BH").toString()).isEqualTo("[0.04,0.03,0.04]");
        assertThat(answer.get("bonferroni").toString()).isEqualTo("[0.12,0.03,0.09]");
        assertThat(answer.get("rejected").toString()).isEqualTo("[1]");
        for (JsonNode test : StatsCalculator.cases("09_multiple_testing_bootstrap_cs.json")) {
            if (test.get("function").stringValue().equals("p_adjust")) {
                final JsonNode all =
                        stats.ask("bh", "{\"p\":" + test.get("input").get("p") + "}");
                for (String method : new String[] {"BH", "BY", "holm", "hochberg", "bonferroni"}) {
                    for (int i = 0; i < all.get(method).size(); i++) {
                        StatsCalculator.assertClose(
                                all.get(method).get(i),
                                test.get("expected").get(method).get(i),
                                1e-12);
                    }
                }
            }
        }
    }

    @Test
    void eValuesOfOneMoment() {
        assertThat(stats.ask("bh", "{\"eValues\":[1,50,30,0.5],\"alpha\":0.1}")
                        .get("rejected")
                        .toString())
                .isEqualTo("[1,2]");
        assertThat(stats.refusal("bh", "{}")).contains("one of p and eValues is needed");
        assertThat(stats.refusal("bh", "{\"p\":[2]}")).contains("a p-value");
    }

    @Test
    void anIntervalAroundTheMean() {
        final JsonNode answer =
                stats.ask("bootstrap", "{\"returns\":[0.01,-0.005,0.02,0.003],\"resamples\":500,\"seed\":7}");
        assertThat(answer.get("mean").doubleValue()).isBetween(0.00699999, 0.00700001);
        assertThat(answer.get("meanLow").doubleValue()).isLessThan(0.007);
        assertThat(answer.get("meanHigh").doubleValue()).isGreaterThan(0.007);
        assertThat(answer.get("blockLength").doubleValue()).isEqualTo(1);
        assertThat(stats.refusal("bootstrap", "{\"returns\":[1,2],\"resamples\":0}"))
                .contains("resamples");
    }

    @Test
    void copiesCountOnce() {
        final JsonNode answer = stats.ask("effective-trials", "{\"trialReturns\":[[1,2,3],[2,4,6.1],[3,1,2]]}");
        assertThat(answer.get("effectiveTrials").intValue()).isEqualTo(2);
        assertThat(answer.get("labels").toString()).isEqualTo("[0,0,1]");
    }
}
