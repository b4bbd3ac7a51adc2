package crucible.server.cli;

import static crucible.server.cli.StatsCalculator.assertClose;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** What {@code crucible stats} says of the power of a test and of the length of a backtest. */
class PowerStatisticTest {
    private static final String FILE = "01_psr_dsr_mintrl.json";

    private final StatsCalculator stats = new StatsCalculator();

    @Test
    void powerOfTheReferenceCase() {
        final JsonNode test = StatsCalculator.caseOf(FILE, "psr_2025_convention");
        final JsonNode in = test.get("input");
        final ObjectNode request = StatsCalculator.request();
        request.set("sharpe", test.get("expected").get("sr"));
        request.set("n", in.get("T"));
        request.set("skewness", in.get("skew"));
        request.set("kurtosis", in.get("kurt_pearson"));
        request.set("alternative", in.get("SR1"));
        request.set("alpha", in.get("alpha"));
        request.set("skilledShare", in.get("p_H1"));
        final JsonNode answer = stats.ask("psr", request);
        assertClose(answer.get("criticalSharpe"), test.get("expected").get("critical_sr"), 1e-12);
        final double beta = test.get("expected").get("beta").doubleValue();
        assertThat(1 - answer.get("power").doubleValue()).isCloseTo(beta, within(1e-12));
        // The case goes on from a power rounded to three digits.
        assertClose(answer.get("falseDiscoveryRate"), test.get("expected").get("pFDR"), 2e-4);
    }

    /** Normal returns, no skill supposed: the power is the level. */
    @Test
    void withoutSkillTheTestPassesAsOftenAsItsLevelSays() {
        final JsonNode answer =
                stats.ask("psr", "{\"sharpe\":0.1,\"n\":100,\"skewness\":0,\"kurtosis\":3,\"alternative\":0}");
        assertThat(answer.get("alpha").doubleValue()).isEqualTo(0.01);
        assertThat(answer.get("power").doubleValue()).isCloseTo(0.01, within(1e-14));
        assertThat(answer.get("criticalSharpe").doubleValue()).isCloseTo(0.2326347874040841, within(1e-14));
        assertThat(answer.has("falseDiscoveryRate")).isFalse();
    }

    @Test
    void lengthsOfBacktestsOfTheReferenceCases() {
        for (String id : new String[] {"minBTL_N45_SR1.0", "minBTL_N10_SR2.0"}) {
            final JsonNode test = StatsCalculator.caseOf(FILE, id);
            final ObjectNode request = StatsCalculator.request();
            request.set("trials", test.get("input").get("N"));
            request.set("annualSharpe", test.get("input").get("sr_annual_max"));
            request.put("varianceOfSharpes", 1);
            assertClose(
                    stats.ask("expected-max-sharpe", request).get("minBacktestYears"),
                    test.get("expected").get("min_btl_years"),
                    1e-12);
        }
    }

    @Test
    void badInputIsWrongUsage() {
        final String record = "{\"sharpe\":0.1,\"n\":100,\"skewness\":0,\"kurtosis\":3,";
        assertThat(stats.refusal("psr", record + "\"alternative\":0.1,\"alpha\":1}"))
                .contains("alpha lies between 0 and 1, but was 1");
        assertThat(stats.refusal("psr", record + "\"alternative\":0.1,\"skilledShare\":0}"))
                .contains("skilledShare lies between 0 and 1");
        assertThat(stats.refusal("psr", record + "\"alpha\":0.1}")).contains("alpha is not a field");
    }
}
