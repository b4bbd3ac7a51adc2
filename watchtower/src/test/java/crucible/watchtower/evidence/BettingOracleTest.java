package crucible.watchtower.evidence;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import crucible.testkit.ReferenceData;
import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * No published numbers exist for these very bets. But every test of a mean gives a lower bound on it (the largest mean
 * that is rejected), and those of other bets on the same series are published.
 */
class BettingOracleTest {
    private static final String FILE = "oracles/09_multiple_testing_bootstrap_cs.json";

    @Test
    void aLowerBoundOnAMeanIsAsSharpAsThePublishedOnes() {
        final double[] x = numbers(caseOf("predmix_eb_u200").get("input").get("x"));
        final JsonNode plugIn = caseOf("predmix_eb_u200").get("expected");
        final JsonNode hedged = caseOf("betting_hedged_u200").get("expected");
        for (int n : new int[] {50, 100, 200}) {
            final String length = Integer.toString(n);
            final double ours = lowerBound(x, n);
            final double bets = hedged.get("lower").get(length).doubleValue();
            System.out.printf(
                    "mean of %d in [0, 1], at least, at every look: %.3f; other bets %.3f, without bets %.3f and %.3f%n",
                    n,
                    ours,
                    bets,
                    plugIn.get("lower").get(length).doubleValue(),
                    plugIn.get("hoeffding_lower").get(length).doubleValue());
            assertThat(ours).as("n %d", n).isCloseTo(bets, within(0.06));
            assertThat(ours)
                    .isGreaterThan(plugIn.get("hoeffding_lower").get(length).doubleValue());
            assertThat(ours).isLessThan(hedged.get("upper").get(length).doubleValue());
        }
    }

    /** The largest mean, in steps of 0.001, that the first {@code n} numbers reject at 2.5 %; as numbers less it, none is below minus it. */
    private static double lowerBound(double[] x, int n) {
        double bound = 0;
        for (int step = 1; step < 1000; step++) {
            final double mean = step / 1000.0;
            final EProcess process = new EProcess(BetMixture.of(mean), 40);
            for (int i = 0; i < n; i++) {
                process.add(x[i] - mean);
            }
            bound = process.firstCrossing() >= 0 ? mean : bound;
        }
        return bound;
    }

    private static JsonNode caseOf(String id) {
        final Optional<Path> path = ReferenceData.find(FILE);
        assumeTrue(path.isPresent(), "no reference data: " + FILE);
        return JsonMapper.shared()
                .readTree(path.orElseThrow().toFile())
                .get("cases")
                .valueStream()
                .filter(node -> node.get("id").stringValue().equals(id))
                .findFirst()
                .orElseThrow();
    }

    private static double[] numbers(JsonNode array) {
        return array.valueStream().mapToDouble(JsonNode::doubleValue).toArray();
    }
}
