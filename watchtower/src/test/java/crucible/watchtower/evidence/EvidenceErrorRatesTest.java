package crucible.watchtower.evidence;

import static org.assertj.core.api.Assertions.assertThat;

import crucible.model.Draw;
import crucible.watchtower.stat.Binomial;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

/** What the assumption on losses is worth: how often the e-process is wrong where it does not hold. */
class EvidenceErrorRatesTest {
    private static final boolean CAMPAIGN = Boolean.getBoolean("crucible.campaign");
    private static final int OBSERVATIONS = CAMPAIGN ? 5_000 : 2_000;
    private static final double BOUND = 0.1;
    private static final long SEED = 77;

    /**
     * An agent that wins 0.2 % nearly always and loses everything once in 500 times, which is a fair game. Most look
     * wonderful for a long while: the bound is an assumption, not a finding. Without it only the unlevered bets hold.
     */
    @Test
    void lossesBeyondTheBoundCanFakeTheEvidenceButNotTheUnleveredOne() {
        final int agents = CAMPAIGN ? 20_000 : 2_000;
        int reached = 0;
        int unlevered = 0;
        for (int agent = 0; agent < agents; agent++) {
            final SplittableRandom random = new SplittableRandom(Draw.bits(SEED, "ruin", agent, 0, 0));
            final EProcess process = new EProcess(BetMixture.of(BOUND), 100);
            double highest = 1;
            while (process.count() < OBSERVATIONS && process.boundBreaks() == 0) {
                process.add(random.nextInt(500) == 0 ? -1 : 1 / 499.0);
                highest = Math.max(highest, process.unleveredValue());
            }
            reached += process.firstCrossing() >= 0 ? 1 : 0;
            unlevered += highest >= 100 ? 1 : 0;
        }
        System.out.printf(
                "rare ruin beyond the bound: e >= 100 ever %d of %d, unlevered %d (seed %d)%n",
                reached, agents, unlevered, SEED);
        assertThat((double) reached / agents).isGreaterThan(0.3);
        assertThat(Binomial.lowerBound(unlevered, agents, 0.95)).isLessThanOrEqualTo(0.01);
    }
}
